import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pixel } from '../../../test/e2e/picture.ts';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { SignalDaemon } from '../../../test/fakes/signal-cli.ts';
import { MailServer } from '../../../test/fakes/smtp.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { resident } from '../../platform/context.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses, type Kind, receive } from '../channels/index.ts';
import { keeps } from '../channels/retention.ts';
import { claimer as hotlineClaimer } from '../hotline/index.ts';
import { onShift } from '../shifts/index.ts';
import { longestFile } from './contract.ts';
import { fileType, safeName } from './rules.ts';

const daemon = new SignalDaemon('+12125550100');
const mail = new MailServer();
const carrier = new Carrier();
let net: TestNetwork;
let headers: Record<string, string>;
let people: string[];
beforeAll(async () => {
  await Promise.all([daemon.start(), mail.start(), carrier.start()]);
  const settings = {
    url: 'https://hotline.test',
    signal: daemon.settings,
    smtp: { url: mail.url },
    twilio: { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url },
  };
  net = await testNetwork({ volunteers: 30, settings });
  people = await net.tx((ctx) => onShift(ctx, 'operator'));
  headers = await net.signIn(['dispatcher'], people[0]);
});
beforeEach(() => {
  daemon.taken = [];
});
afterAll(async () => {
  mail.stop();
  carrier.stop();
  await daemon.stop();
});

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 0xa7), Buffer.from('\n%%EOF')]);
const given = (name: string, bytes: Buffer) => ({ name, data: bytes.toString('base64') });

async function say(thread: string, file: object | undefined, id = newId(), as = headers) {
  const answer = await net.app.inject({
    ...{ method: 'POST', url: `/api/v1/threads/${thread}/replies`, headers: as },
    payload: { id, words: 'Your rights, on one page.', file },
  });
  await net.settle();
  return { status: answer.statusCode, body: await net.open(as, answer.json()) };
}

const read = async (thread: string) => {
  const answer = await net.app.inject({ url: `/api/v1/threads/${thread}`, headers });
  return net.open(headers, answer.json());
};

let numbers = 5550300;
/** Somebody who wrote in, and their thread. */
async function writer(kind: Kind) {
  const number = `+1212${++numbers}`;
  daemon.account(number);
  const phones = await openCall(net.services, net.network, resident, '');
  const body = 'Two vans at Roosevelt and 82nd, right now';
  await receive(phones, { kind, providerId: newId(), address: number, body, media: [] }, [hotlineClaimer]);
  await net.settle();
  const { items } = (await net.app.inject({ url: '/api/v1/reports?open=1', headers })).json();
  return { number, thread: items.at(-1).threadId as string };
}

describe('to somebody on Signal', () => {
  it('a document goes as it is, once, and the desk sees what went', async () => {
    const { number, thread } = await writer('signal');
    const id = newId();
    const file = given('C:\\cards\\Conozca sus derechos; 1.pdf', pdf);
    const [first] = await Promise.all([say(thread, file, id), say(thread, file, id)]);
    expect(first).toMatchObject({ status: 200, body: { carriesFiles: true } });
    expect(daemon.taken).toEqual([
      expect.objectContaining({
        to: number,
        message: 'Your rights, on one page.',
        files: [{ type: 'application/pdf', name: 'Conozca sus derechos 1.pdf', bytes: pdf }],
      }),
    ]);
    const line = (await read(thread)).lines.at(-1);
    expect(line).toMatchObject({
      state: 'sent',
      file: { name: 'Conozca sus derechos 1.pdf', type: 'application/pdf', size: pdf.length, left: false },
    });
  });

  it('a picture goes drawn anew, without the place where it was taken', async () => {
    const { thread } = await writer('signal');
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#336' } })
      .withExif({
        IFD0: { Make: 'Pixel of Ana' },
        IFD3: { GPSLatitude: '40/1 44/1 0/1', GPSLatitudeRef: 'N' },
      })
      .jpeg()
      .toBuffer();
    expect(photo.includes('Pixel of Ana')).toBe(true);
    expect((await say(thread, given('IMG_2026.HEIC.jpg', photo))).status).toBe(200);
    const [file] = daemon.taken.at(-1)!.files;
    expect(file).toMatchObject({ type: 'image/jpeg', name: 'IMG_2026.HEIC.jpg' });
    const { width, height, exif } = await sharp(file!.bytes).metadata();
    expect([width, height, exif]).toEqual([40, 30, undefined]);
    expect(file!.bytes.includes('Pixel of Ana')).toBe(false);
  });

  it('what is no picture or document, is damaged or too large is refused, and nothing is sent', async () => {
    const { thread } = await writer('signal');
    const cut = (await sharp(pixel).resize(60, 60).png().toBuffer()).subarray(0, 60);
    for (const [name, bytes] of [
      ['run.exe', Buffer.from('MZ and more than sixteen bytes of it')],
      ['page.html', Buffer.from('<html><script>alert(1)</script></html>')],
      ['clip.mp4', Buffer.from('....ftypisom and so on')],
      ['cut.png', cut],
      ['large.pdf', Buffer.concat([pdf, Buffer.alloc(longestFile)])],
    ] as const)
      expect((await say(thread, given(name, bytes))).status, name).toBe(400);
    expect((await say(thread, { name: 'x.pdf', data: 'not base64!' })).status).toBe(400);
    const huge = await say(thread, given('huge.pdf', Buffer.alloc(2 * longestFile)));
    expect(huge.status).toBe(413);
    expect(daemon.taken).toEqual([]);
    expect((await read(thread)).lines.filter((l: { from: string }) => l.from === 'desk')).toEqual([]);
  });

  it('goes with its message when that is forgotten', async () => {
    const { thread } = await writer('signal');
    await say(thread, given('card.pdf', pdf));
    const files = () =>
      net.tx(({ tx, network }) =>
        tx.selectFrom('message_files').select(['id']).where('network_id', '=', network.id).execute(),
      );
    const { length } = await files();
    const newest = (await files())
      .map((f) => f.id)
      .sort()
      .at(-1)!;
    await net.tx((ctx) => keeps.find((k) => k.name === 'channels.messages')!.purge(ctx, [newest]));
    expect(await files()).toHaveLength(length - 1);
  });
});

it('to somebody whose way carries words only nothing is sent, and the desk reads why', async () => {
  const { thread } = await writer('sms');
  expect((await read(thread)).carriesFiles).toBe(false);
  const refused = await say(thread, given('card.pdf', pdf));
  expect(refused).toMatchObject({ status: 422, body: { next: 'Send the words alone.' } });
  expect((await say(thread, undefined)).status).toBe(200);
});

describe('to a member', () => {
  const member = async (index: number, ...kinds: Kind[]) => {
    const personId = people[index]!;
    const number = `+1212${++numbers}`;
    const address = { signal: number, email: `m${numbers}@example.org`, sms: number };
    await net.tx(async (ctx) => {
      await ctx.tx
        .deleteFrom('addresses')
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', personId)
        .execute();
      const own = kinds.map((kind, rank) => ({ kind, address: address[kind as 'sms'], rank }));
      await addAddresses(
        ctx,
        own.map((a) => ({ id: newId(), personId, ...a })),
      );
    });
    return { personId, ...address };
  };

  it('it goes by e-mail too', async () => {
    const { personId, email } = await member(1, 'email');
    await say(personId, given('derechos.pdf', pdf));
    const { to, data } = mail.taken.at(-1)!;
    expect(to).toEqual([email]);
    expect(data).toMatch(/Content-Type: application\/pdf; name=derechos\.pdf/);
    expect(data.replaceAll('\r\n', '')).toContain(pdf.toString('base64'));
  });

  it('and where Signal does not take it, the words go the next way and say that it was left out', async () => {
    const { personId, sms } = await member(2, 'signal', 'sms');
    await say(personId, given('card.pdf', pdf));
    expect(daemon.taken).toEqual([]);
    expect(carrier.sent.at(-1)).toMatchObject({
      To: sms,
      Body: expect.stringMatching(/^Your rights, on one page\.\n\((A picture or|Con esto)|（本信息/),
    });
    expect((await read(personId)).lines.at(-1)).toMatchObject({ way: 'sms', file: { left: true } });
  });
});

it('nobody but the desk sends files', async () => {
  const { thread } = await writer('signal');
  const others = await net.signIn(['trainer'], people[3]);
  expect((await say(thread, given('card.pdf', pdf), newId(), others)).status).toBe(403);
  expect((await say(newId(), given('card.pdf', pdf))).status).toBe(404);
});

it('tells what a file is by its first bytes, and gives it a name that any phone can keep', () => {
  expect([pdf, pixel, Buffer.from('GIF89a'), Buffer.from('%PD'), Buffer.from('PK')].map(fileType)).toEqual([
    'application/pdf',
    'image/png',
    'image/gif',
    null,
    null,
  ]);
  expect(
    ['/etc/../a.b.PDF', '..', '', '"x"\r\nBcc: y@z', '权利 卡.png', 'a'.repeat(300)].map((n) =>
      safeName(n, 'pdf'),
    ),
  ).toEqual(['a.b.pdf', 'file.pdf', 'file.pdf', 'x Bcc y@z.pdf', '权利 卡.pdf', `${'a'.repeat(80)}.pdf`]);
});

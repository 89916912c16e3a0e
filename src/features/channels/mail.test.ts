import fc from 'fast-check';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pixel } from '../../../test/e2e/picture.ts';
import { Mailbox } from '../../../test/fakes/imap.ts';
import { MailServer } from '../../../test/fakes/smtp.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { settlePeople } from '../../../test/village.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { fetchNext } from '../hotline/commands.ts';
import { claimer as hotlineClaimer } from '../hotline/index.ts';
import { claimer as threadsClaimer } from '../threads/index.ts';
import { deliver } from './commands/deliver.ts';
import { hearing } from './commands/listen.ts';
import { addAddresses, addressesOf, addressKey, send } from './commands/send.ts';
import { checkMailbox } from './providers/mail/check.ts';
import { namedIn } from './providers/mail/ids.ts';
import { openMailbox } from './providers/mail/mailbox.ts';
import { readMail } from './providers/mail/read.ts';
import { fetchMedia } from './providers/media.ts';
import { smtp } from './providers/smtp.ts';
import { selectStopped } from './store.ts';
import type { Claimer } from './types.ts';

const box = new Mailbox();
const out = new MailServer();
let net: TestNetwork;
let services: Services;
let desk: Record<string, string>;
let ear: { stop: AbortController; done: Promise<void> } | undefined;

/** Stands for a call-out: it takes a member's yes. */
let yeses: { personId: string | null; body: string }[] = [];
const callout: Claimer = {
  name: 'callouts',
  async claim(_ctx, { personId, body }) {
    if (!personId || !/^yes/i.test(body)) return null;
    yeses.push({ personId, body });
    return { reply: 'Thank you.' };
  },
};

beforeAll(async () => {
  await Promise.all([box.start(), out.start()]);
  net = await testNetwork({ volunteers: 30 });
  const config = {
    ...net.services.config,
    url: 'https://hotline.example.org',
    smtp: { url: out.url },
    imap: { url: box.url },
  };
  services = { ...net.services, config };
  const [someone] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], someone!.id);
});
beforeEach(() => {
  out.taken = [];
  yeses = [];
});
afterEach(() => deafen());
afterAll(async () => {
  out.stop();
  await box.stop();
});

function listen() {
  const hear = hearing(services, net.network.id, [callout, threadsClaimer, hotlineClaimer]);
  const stop = new AbortController();
  const provider = smtp(services.config.smtp!, services.config.url, services.config.imap);
  ear = { stop, done: provider.listen!(hear, stop.signal, () => net.clock.now()) };
}
async function deafen() {
  ear?.stop.abort();
  await ear?.done;
  ear = undefined;
}
/** Whatever lies in the mailbox was taken, and what is to leave has left. */
async function taken() {
  if (!ear) listen();
  const ready = () => box.mails.every(({ flags }) => flags.size > 0);
  await expect.poll(ready, { timeout: 15_000, interval: 10 }).toBe(true);
  while (await deliver(services, net.network.id));
}

interface Written {
  from?: string;
  subject?: string;
  text?: string;
  id?: string;
  answers?: string | undefined;
  head?: string[];
  /** Instead of plain text: the head of a body, and the body. */
  body?: [string, string];
}
let ids = 0;
function raw({
  from = 'Ana <ana@example.org>',
  subject = '',
  text = '',
  id,
  answers,
  head,
  body,
}: Written): string {
  return [
    `From: ${from}`,
    'To: hotline@example.org',
    ...(subject ? [`Subject: ${subject}`] : []),
    `Message-ID: ${id ?? `<mail-${++ids}@example.org>`}`,
    ...(answers ? [`In-Reply-To: ${answers}`, `References: <older@example.org> ${answers}`] : []),
    ...(head ?? []),
    'MIME-Version: 1.0',
    ...(body ? [body[0], '', body[1]] : ['Content-Type: text/plain; charset=utf-8', '', text]),
    '',
  ].join('\r\n');
}
async function writes(mail: Written) {
  const uid = box.deliver(raw(mail), net.clock.now());
  await taken();
  return uid;
}

const to = (address: string) => out.taken.filter((m) => m.to.includes(address));
const idOf = ({ data }: { data: string }) => /^Message-ID: (<.+>)/m.exec(data)![1]!;
const textOf = async ({ data }: { data: string }) => (await simpleParser(data)).text ?? '';

async function reports() {
  await net.settle();
  const answer = await net.app.inject({ url: '/api/v1/reports?open=1', headers: desk });
  return (await net.open(desk, answer.json())).items;
}
async function thread(id: string) {
  await net.settle();
  const answer = await net.app.inject({ url: `/api/v1/threads/${id}`, headers: desk });
  return net.open(desk, answer.json());
}
const said = (line: { said: { what?: string; words?: string } | null; body: string | null }) =>
  line.body ?? line.said?.what ?? line.said?.words ?? '';

const counts = () =>
  net.tx(async (ctx) => {
    const found: Record<string, number> = {};
    for (const table of ['reports', 'report_additions', 'thread_lines', 'messages', 'inbound']) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where network_id = ${ctx.network.id}`.execute(
        ctx.tx,
      );
      found[table] = rows[0]!.n;
    }
    return found;
  });

let members = 0;
async function member() {
  const [person] = await settlePeople(net, 1);
  const address = `member${++members}@example.org`;
  await net.tx(async (ctx) => {
    await ctx.tx
      .deleteFrom('addresses')
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', person!.id)
      .execute();
    await addAddresses(ctx, [{ id: newId(), personId: person!.id, kind: 'email', address, rank: 1 }]);
  });
  return { id: person!.id, address };
}
/** A mail of ours to them; its Message-ID. */
async function asked(personId: string, address: string) {
  await net.tx((ctx) =>
    send(ctx, [{ to: { personId }, body: 'Can you go? yes or no', language: 'en', purpose: 'ask' }]),
  );
  while (await deliver(services, net.network.id));
  return idOf(to(address).at(-1)!);
}

describe('somebody who writes to the network’s address', () => {
  it('makes a report, is answered by mail, and what they answer lands in the same thread', async () => {
    const whole =
      'Two vans and four officers at Roosevelt and 82nd, right now\r\n-- \r\nAna Perez, 212 555 0100';
    const uid = await writes({ subject: 'Vans on 82nd', text: whole });
    const [report] = (await reports()).slice(-1);
    const words = 'Vans on 82nd\nTwo vans and four officers at Roosevelt and 82nd, right now';
    expect(report).toMatchObject({ door: 'email', words });
    expect(box.flagsOf(uid)).toEqual(['$PorchlightTaken', '\\Seen']);

    const [first] = to('ana@example.org');
    expect(first!.data).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(first!.data).toMatch(/^Reply-To: hotline@example\.org\r$/m);
    expect(first!.data).not.toContain('field');
    await writes({
      subject: 'Re: Porchlight',
      text: `1\r\n\r\nOn Mon, Porchlight wrote:\r\n> ${'x'.repeat(40)}`,
      answers: idOf(first!),
    });
    const { lines, way } = await thread(report.threadId);
    expect(way).toBe('email');
    const theirs = lines.filter((l: { from: string }) => l.from === 'person');
    expect(theirs.map(said)).toEqual([words, '1']);
    expect(theirs[0].said).toMatchObject({
      whole: expect.stringContaining('Ana Perez, 212 555 0100'),
      unproven: true,
    });
    expect(theirs[1].said).toMatchObject({ whole: expect.stringContaining('xxxx') });
    expect(theirs[1].said.unproven).toBeUndefined();
    expect((await reports()).at(-1).firstHand).toBe(true);
    // A mailbox puts ours together.
    const roots = to('ana@example.org').map((m) => /^References: (.+)\r$/m.exec(m.data)![1]);
    expect(roots.length).toBeGreaterThan(1);
    expect(new Set(roots).size).toBe(1);
  });

  it('is heard once, however often the same mail is delivered', async () => {
    const id = '<once@example.org>';
    await writes({ id, from: 'bo@example.org', text: 'Police at Canal and Bowery now' });
    const before = await counts();
    for (let n = 0; n < 3; n++)
      await writes({ id, from: 'bo@example.org', text: 'Police at Canal and Bowery now' });
    box.renumber();
    for (const mail of box.mails) mail.flags.clear();
    await deafen();
    await taken();
    expect(await counts()).toEqual(before);
    // Somebody else may have made up the same id.
    await writes({ id, from: 'cy@example.org', text: 'Vans at Canal and Bowery now' });
    expect((await counts()).reports).toBe(before.reports! + 1);
  });

  it('under an address that is theirs or not: what does not answer us answers no question', async () => {
    await writes({ from: 'di@example.org', text: 'Vans at Junction Blvd and Roosevelt Av' });
    const [{ threadId }] = (await reports()).slice(-1);
    await writes({ from: 'di@example.org', text: '1' });
    await writes({ from: 'di@example.org', text: 'I saw it myself' });
    expect((await reports()).at(-1).firstHand).toBeNull();
    const { lines } = await thread(threadId);
    const theirs = lines.filter((l: { from: string }) => l.from === 'person');
    expect(theirs.map((l: { said: { unproven?: boolean } }) => l.said.unproven)).toEqual([true, true, true]);
  });

  it('in HTML alone is read, with pictures as evidence and what is no picture named', async () => {
    const boundary = 'b1';
    const part = (head: string, body: string) => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`;
    const html =
      '<style>p{}</style><p>Two vans &amp; a bus at <b>Canal St and Bowery</b></p><script>x()</script>';
    const mixed = [
      part('Content-Type: text/html; charset=utf-8', html),
      part(
        'Content-Type: image/png; name=x.png\r\nContent-Transfer-Encoding: base64',
        pixel.toString('base64'),
      ),
      part(
        'Content-Type: application/pdf; name="flyer.pdf"\r\nContent-Transfer-Encoding: base64',
        'JVBERi0=',
      ),
      `--${boundary}--`,
    ].join('');
    await writes({
      from: 'el@example.org',
      body: [`Content-Type: multipart/mixed; boundary=${boundary}`, mixed],
    });
    const report = (await reports()).at(-1);
    expect(report.words).toBe('Two vans & a bus at Canal St and Bowery');
    const [line] = (await thread(report.threadId)).lines;
    expect(line.said.whole).toContain('[flyer.pdf, application/pdf, 1 KB]');
    // It was looked for where no mailbox is set, and is again.
    net.clock.advance(3);
    while (await fetchNext(services, net.network.id));
    await net.settle();
    const answer = await net.app.inject({ url: `/api/v1/reports/${report.id}`, headers: desk });
    expect(answer.json()).toMatchObject({
      picture: true,
      media: [{ type: 'image/png', bytes: pixel.length }],
    });
  });

  it('a picture whose mail is gone, or of another mailbox, is not fetched', async () => {
    const uid = box.mails.at(-1)!.uid;
    await expect(fetchMedia(services.config, `mail-file:${box.validity}/${uid}/7`)).rejects.toThrow('gone');
    await expect(fetchMedia(services.config, `mail-file:${box.validity}/999999/0`)).rejects.toThrow('gone');
    await expect(fetchMedia(services.config, `mail-file:${box.validity + 1}/${uid}/0`)).rejects.toThrow(
      'gone',
    );
  });
});

describe('a member', () => {
  it('says yes by answering what they were sent, and by nothing else', async () => {
    const [ana, bo] = [await member(), await member()];
    const toAna = await asked(ana.id, ana.address);
    const toBo = await asked(bo.id, bo.address);
    expect(await textOf(to(ana.address)[0]!)).toContain(
      'Answer this e-mail, or in the field app: https://hotline',
    );
    // Somebody who writes under their name, with no mail of ours, a made-up one, or one that went to another.
    const [, id, rest] = /<([^.]+)\.[^@]+(@.+>)/.exec(toAna)!;
    for (const answers of [undefined, `<${id}${rest}`, `<${id}.${'A'.repeat(16)}${rest}`, toBo])
      await writes({ from: ana.address, subject: 'Re: Porchlight', text: 'yes 10', answers });
    expect(yeses).toEqual([]);
    // It stands in their thread for the desk, as what it is.
    const { lines } = await thread(ana.id);
    const theirs = lines.filter((l: { from: string }) => l.from === 'person');
    expect(theirs.map(said)).toEqual(['yes 10', 'yes 10', 'yes 10', 'yes 10']);
    expect(theirs.every((l: { said: { unproven?: boolean } }) => l.said.unproven)).toBe(true);

    await writes({
      from: ana.address.toUpperCase(),
      subject: 'Re: Porchlight',
      text: 'yes 10\r\n\r\nOn Mon, Porchlight wrote:\r\n> Can you go? yes or no',
      answers: toAna,
    });
    expect(yeses).toEqual([{ personId: ana.id, body: 'yes 10' }]);
    const answered = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('messages')
        .select(['person_id', 'reply_id'])
        .where('network_id', '=', ctx.network.id)
        .where('purpose', '=', 'ask')
        .where('reply_id', 'is not', null)
        .execute(),
    );
    expect(answered.map((m) => m.person_id)).toEqual([ana.id]);
  });

  it('stops our mails with STOP in an answer; a mail under their name is asked back first', async () => {
    const { id, address } = await member();
    const stopped = () =>
      net.tx(async (ctx) => (await selectStopped(ctx, [addressKey(ctx.vault, 'email', address)])).size > 0);
    await writes({ from: address, subject: 'STOP' });
    expect(await stopped()).toBe(false);
    const back = to(address).at(-1)!;
    expect(await textOf(back)).toContain('answer this e-mail with the same word');
    await writes({
      from: address,
      subject: 'Re: Porchlight',
      text: 'STOP\r\n\r\n> quoted',
      answers: idOf(back),
    });
    expect(await stopped()).toBe(true);
    expect(await textOf(to(address).at(-1)!)).toContain('no more messages');
    const before = out.taken.length;
    await net.tx((ctx) => send(ctx, [{ to: { personId: id }, body: 'x', language: 'en', purpose: 'ask' }]));
    while (await deliver(services, net.network.id));
    expect(out.taken.length).toBe(before);
  });
});

describe('machines', () => {
  it('are not answered, make no report, and their mail is left unread', async () => {
    const { address } = await member();
    const before = await counts();
    const text = 'I am out of office until Monday. Two vans at Canal St.';
    const mails: Written[] = [
      { from: address, text, head: ['Auto-Submitted: auto-replied (vacation)'] },
      { from: address, text, head: ['Precedence: auto_reply'] },
      { from: address, text, head: ['X-Autoreply: yes'] },
      { from: address, text, head: ['Return-Path: <>'] },
      { from: 'MAILER-DAEMON@example.org', text },
      { from: 'Porchlight <hotline@example.org>', text },
      { from: 'hotline@hotline.example.org', text },
      {
        from: address,
        body: ['Content-Type: multipart/report; report-type=disposition-notification; boundary=x', '--x--'],
      },
    ];
    const uids = mails.map((mail) => box.deliver(raw(mail), net.clock.now()));
    await taken();
    for (const uid of uids) expect(box.flagsOf(uid)).toEqual(['$PorchlightTaken']);
    expect(await counts()).toEqual(before);
    expect(out.taken).toEqual([]);
  });

  it('that write to many are heard and not answered', async () => {
    const before = await counts();
    for (const [from, head] of [
      ['news@example.org', ['List-Id: <news.example.org>']],
      ['bulk@example.org', ['Precedence: bulk']],
      ['no-reply@example.org', []],
    ] as const)
      await writes({ from, head: [...head], text: 'Vans at Canal St and Bowery' });
    expect((await counts()).reports).toBe(before.reports! + 3);
    expect(out.taken).toEqual([]);
  });

  it('that answer each other come to an end', async () => {
    for (let n = 0; n < 9; n++)
      await writes({ from: 'loop@example.org', text: `Vans at Canal and Bowery ${n}` });
    expect(to('loop@example.org')).toHaveLength(5);
  });
});

describe('a mail of ours that comes back', () => {
  const bounce = (of: string, status: string, action = 'failed') => ({
    from: 'Mail Delivery <MAILER-DAEMON@mx.example.org>',
    subject: 'Undelivered Mail Returned to Sender',
    head: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
    body: [
      'Content-Type: multipart/report; report-type=delivery-status; boundary="d"',
      [
        '--d\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n',
        `--d\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; x\r\nAction: ${action}\r\nStatus: ${status}\r\n`,
        `--d\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: hotline@example.org\r\nMessage-ID: ${of}\r\n`,
        '--d--',
      ].join('\r\n'),
    ] as [string, string],
  });
  const stateOf = async (messageId: string) => {
    const { id } = namedIn(messageId)[0]!;
    return net.tx((ctx) =>
      ctx.tx
        .selectFrom('messages')
        .select(['state', 'error'])
        .where('network_id', '=', ctx.network.id)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
  };
  const ways = (id: string) => net.tx(async (ctx) => (await addressesOf(ctx, [id])).get(id) ?? []);

  it('has failed, and an address that is none is forgotten', async () => {
    const [gone, full] = [await member(), await member()];
    const [toGone, toFull] = [await asked(gone.id, gone.address), await asked(full.id, full.address)];
    await writes(bounce(toFull, '4.2.2', 'delayed'));
    expect(await stateOf(toFull)).toMatchObject({ state: 'sent' });
    await writes(bounce(toFull, '5.2.2'));
    expect(await stateOf(toFull)).toEqual({ state: 'failed', error: 'mail 5.2.2' });
    expect(await ways(full.id)).toHaveLength(1);
    await writes(bounce(toGone, '5.1.1'));
    expect(await stateOf(toGone)).toEqual({ state: 'failed', error: 'mail 5.1.1' });
    expect(await ways(gone.id)).toEqual([]);
  });

  it('is believed only where it names the mail as only its receiver knows it', async () => {
    const { id, address } = await member();
    const sent = await asked(id, address);
    await writes(bounce(sent.replace(/\.[^@]+@/, `.${'A'.repeat(16)}@`), '5.1.1'));
    expect(await stateOf(sent)).toMatchObject({ state: 'sent' });
    expect(await ways(id)).toHaveLength(1);
  });
});

describe('the mailbox', () => {
  const calm = { from: 'calm@example.org', text: 'Vans at Canal and Bowery' };

  it('that loses its lines, is away for a while or counts anew is followed on', async () => {
    await writes(calm);
    box.cut();
    await writes(calm);
    await box.stop();
    const before = await counts();
    box.deliver(raw(calm), net.clock.now());
    await box.start();
    await taken();
    expect((await counts()).inbound).toBe(before.inbound! + 1);
  }, 30_000);

  it('is emptied of what was taken after two days, and of nothing else', async () => {
    const uid = await writes(calm);
    const left = await writes({ ...calm, head: ['Auto-Submitted: auto-replied'] });
    net.clock.advance(2 * 24 * 60 + 24 * 60);
    await writes({ ...calm, from: 'later@example.org' });
    await expect.poll(() => box.mails.map((m) => m.uid).includes(uid)).toBe(false);
    expect(box.mails.map((m) => m.uid)).toContain(left);
    expect(box.mails.filter((m) => m.flags.has('\\Seen') && m.uid <= left)).toEqual([]);
  });

  it('that lets nobody make marks is read by what is unread, and keeps all', async () => {
    await deafen();
    box.mails = [];
    box.ownMarks = false;
    const uid = await writes(calm);
    expect(box.flagsOf(uid)).toEqual(['\\Seen']);
    net.clock.advance(3 * 24 * 60);
    await writes({ ...calm, from: 'after@example.org' });
    expect(box.mails).toHaveLength(2);
    box.ownMarks = true;
    box.mails = [];
  });

  it('is not opened with a wrong password, or where there is none', async () => {
    box.opens = false;
    await expect(openMailbox({ url: box.url })).rejects.toThrow();
    box.opens = true;
    await expect(openMailbox({ url: `${box.url}/Elsewhere` })).rejects.toThrow();
    await expect(openMailbox({ url: 'imap://a:b@127.0.0.1:1' })).rejects.toThrow();
    const says = async (imap: { url: string } | undefined) => checkMailbox({ ...services.config, imap });
    expect(await says({ url: box.url })).toMatchObject({
      well: true,
      says: expect.stringMatching(/opens at 127/),
    });
    expect(await says(undefined)).toMatchObject({ well: true, says: expect.stringMatching(/not set up/) });
    const wrong = await says({ url: box.url.replace(/:[^:@]+@/, ':guess@') });
    expect(wrong).toMatchObject({ well: false, says: expect.stringMatching(/user or password/) });
    expect(wrong.says).not.toContain('guess');
  });
});

describe('what no decent program would send', () => {
  const nested = (depth: number) =>
    Array.from(
      { length: depth },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
  const head = 'From: odd@example.org\r\n';
  const cases: [string, string | Buffer][] = [
    ['nothing', ''],
    ['no head', '\r\n\r\nTwo vans'],
    ['no sender', 'Subject: x\r\n\r\nTwo vans'],
    ['many parts within parts', `${head}${nested(3000)}Content-Type: text/plain\r\n\r\nTwo vans`],
    ['a long head', `${head}X-Long: ${'a'.repeat(3_000_000)}\r\n\r\nTwo vans`],
    ['many heads', `${head}${'X-Many: y\r\n'.repeat(100_000)}\r\nTwo vans`],
    ['a charset that is none', `${head}Content-Type: text/plain; charset=klingon-8\r\n\r\nTwo vans \xff\xfe`],
    [
      'another charset',
      Buffer.from(`${head}Content-Type: text/plain; charset=gb2312\r\n\r\n\xc1\xbd Two vans`, 'latin1'),
    ],
    ['an encoding that is none', `${head}Content-Transfer-Encoding: base65\r\n\r\nTwo vans`],
    ['zeroes', `${head}\r\nTwo\0 vans\0`],
    ['HTML within HTML', `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(20_000)}Two vans`],
    ['large HTML', `${head}Content-Type: text/html\r\n\r\n${'<p>Two vans</p>'.repeat(200_000)}`],
    ['a group for a sender', 'From: us: a@example.org, b@example.org;\r\n\r\nTwo vans'],
    [
      'encoded words',
      `From: =?utf-8?q?=00=0d=0aBcc:?= <x@example.org>\r\nSubject: =?x?b?AAAA?=\r\n\r\nTwo vans`,
    ],
    ['a mail in a mail', `${head}Content-Type: message/rfc822\r\n\r\n${head}\r\nTwo vans`],
  ];

  it.each(cases)('is read all the same: %s', async (name, source) => {
    const { heard } = await readMail(Buffer.from(source), new Set(), String);
    const [{ body, mail }] = heard.inbound as [(typeof heard.inbound)[0]];
    if (name !== 'nothing') expect(`${body} ${mail!.whole}`).toMatch(/Two vans|without a name/);
  });

  it('is taken, and lost by nobody', async () => {
    const before = await counts();
    for (const [, source] of cases) box.deliver(source, net.clock.now());
    await taken();
    expect((await counts()).inbound).toBe(before.inbound! + cases.length);
  });

  it('of any bytes at all is read without a fault', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        'From: a@b.org',
        'Content-Type: multipart/mixed; boundary=x',
        '--x',
        '--x--',
        '',
        'Subject: =?utf-8?b?4p?=',
      ),
      fc.constantFrom(
        'Content-Type: text/html',
        'Content-Transfer-Encoding: base64',
        'References: <',
        'Content-Type: message/rfc822',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const source = Buffer.from(lines.join('\r\n'));
        const { heard, automatic } = await readMail(source, new Set(), (n) => `x:${n}`);
        expect(heard.inbound.length).toBe(automatic ? 0 : 1);
        for (const { body, address } of heard.inbound)
          expect(body.isWellFormed() && body.length <= 4000 && address.includes('@')).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

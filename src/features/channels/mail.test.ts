import { describe, expect, it } from 'vitest';
import { pixel } from '../../../test/e2e/picture.ts';
import { idOf, networkWithMailbox } from '../../../test/mailbox.ts';
import { fetchNext } from '../hotline/commands.ts';
import { deliver } from './commands/deliver.ts';
import { addressKey, send } from './commands/send.ts';
import { fetchMedia } from './providers/media.ts';
import { selectStopped } from './store.ts';

const {
  box,
  out,
  net,
  services,
  desk,
  yeses,
  deafen,
  taken,
  writes,
  to,
  textOf,
  reports,
  thread,
  counts,
  member,
  asked,
} = await networkWithMailbox();

const said = (line: { said: { what?: string; words?: string } | null; body: string | null }) =>
  line.body ?? line.said?.what ?? line.said?.words ?? '';

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

import { describe, expect, it } from 'vitest';
import { networkWithMailbox, raw, type Written } from '../../../test/mailbox.ts';
import { oddMails } from '../../../test/odd-mail.ts';
import { addressesOf } from './commands/send.ts';
import { checkMailbox } from './providers/mail/check.ts';
import { namedIn } from './providers/mail/ids.ts';
import { openMailbox } from './providers/mail/mailbox.ts';

const { box, out, net, services, deafen, taken, writes, to, counts, member, asked } =
  await networkWithMailbox();

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

  it('loses nothing of what no decent program would send', async () => {
    const before = await counts();
    for (const [, source] of oddMails) box.deliver(source, net.clock.now());
    await taken();
    expect((await counts()).inbound).toBe(before.inbound! + oddMails.length);
  });
});

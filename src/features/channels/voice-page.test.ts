import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';
import { send } from './index.ts';
import { keeps } from './retention.ts';

let board: Switchboard;
beforeAll(async () => {
  board = await switchboard();
});
afterAll(() => board.carrier.stop());

/** An urgent page to the nth on shift, whose texts the carrier refuses: it goes their last way, the telephone. */
async function paged(n: number, { purpose = 'alarm', urgent = true } = {}) {
  const { id: personId, phone } = board.operators[n]!;
  const subject = newId();
  await board.net.tx(async (ctx) => {
    await ctx.tx
      .deleteFrom('addresses')
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', personId)
      .where('kind', '=', 'wall')
      .execute();
    await send(ctx, [
      { to: { personId }, body: 'Please look at the desk', language: 'en', purpose, subject, urgent },
    ]);
  });
  await board.net.settle();
  const row = () =>
    board.net.tx((ctx) =>
      ctx.tx
        .selectFrom('messages')
        .select(['kind', 'state'])
        .where('network_id', '=', ctx.network.id)
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow(),
    );
  return { row, phone: board.carrier.ringing().get(phone) };
}

it('what is urgent and cannot be texted is read out, and 1 says that somebody heard it', async () => {
  const { row, phone } = await paged(0);
  expect(await row()).toEqual({ kind: 'voice', state: 'sent' });
  await phone!.pickUp();
  expect(phone!.last).toContain('Please look at the desk To take it, press 1');
  await phone!.wait();
  expect(phone!.last.match(/Please look/g)).toHaveLength(2);
  await phone!.press('1');
  expect(phone!.last).toContain('That is noted');
  expect(await row()).toEqual({ kind: 'voice', state: 'read' });
  const again = phone!.sent.find((s) => s.form.Digits === '1')!;
  expect((await board.post(again.path, again.form)).body).toContain('That is noted');
  expect(await row()).toEqual({ kind: 'voice', state: 'read' });
});

it('a mailbox that picks up has heard nothing, and nor has who lets it ring', async () => {
  const first = await paged(1);
  await first.phone!.pickUp();
  for (let n = 0; n < 3; n++) await first.phone!.wait();
  expect(first.phone!.state).toBe('over');
  expect((await first.row()).state).toBe('failed');
  const second = await paged(2);
  await second.phone!.ignore();
  expect((await second.row()).state).toBe('failed');
});

it('what can wait rings nobody', async () => {
  const { row, phone } = await paged(0, { urgent: false });
  expect([(await row()).kind, phone]).toEqual(['sms', undefined]);
});

it('a page that is not there hangs up, forged or over', async () => {
  const form = { CallSid: 'CA1', From: board.carrier.number, To: '+19175550100' };
  const { status, body } = await board.post(`/hooks/twilio/voice?page=${newId()}`, form);
  expect([status, body]).toEqual([200, expect.stringMatching(/This message is over.*<Hangup\/>/)]);
  expect((await board.post(`/hooks/twilio/voice?page=${newId()}`, form, 'forged')).status).toBe(403);
});

it('answers what a carrier still says of what was purged, and changes nothing', async () => {
  const { row } = await paged(0);
  const { provider, id } = await board.net.tx(async (ctx) => {
    const found = await ctx.tx
      .selectFrom('attempts')
      .innerJoin('messages', 'messages.id', 'attempts.message_id')
      .select(['attempts.provider_id as provider', 'messages.id'])
      .where('messages.network_id', '=', ctx.network.id)
      .where('messages.kind', '=', 'voice')
      .where('messages.state', '=', 'sent')
      .orderBy('messages.created_at', 'desc')
      .executeTakeFirstOrThrow();
    await keeps.find(({ name }) => name === 'channels.messages')!.purge(ctx, [found.id]);
    return found;
  });
  await expect(row()).rejects.toThrow();
  const leg = { CallSid: provider!, From: board.carrier.number, To: '+19175550100' };
  const late: [string, Record<string, string>][] = [
    [`/hooks/twilio/voice?page=${id}`, leg],
    [`/hooks/twilio/voice?page=${id}`, { ...leg, Digits: '1' }],
    [`/hooks/twilio/status?page=${id}`, { ...leg, CallStatus: 'completed' }],
    ['/hooks/twilio/status', { MessageSid: 'SM99', MessageStatus: 'delivered', From: board.carrier.number }],
    ['/hooks/twilio/status', { MessageSid: 'SM99', MessageStatus: 'failed', From: board.carrier.number }],
    [
      `/hooks/twilio/voice?call=${newId()}&turn=4`,
      { ...leg, RecordingUrl: 'https://x.test/1', RecordingDuration: '9' },
    ],
    [`/hooks/twilio/voice?leg=${newId()}`, { ...leg, Digits: '1' }],
    [`/hooks/twilio/status?call=${newId()}`, { ...leg, CallStatus: 'completed' }],
    [`/hooks/twilio/status?leg=${newId()}`, { ...leg, CallStatus: 'no-answer' }],
  ];
  for (const [path, form] of late) {
    const { status, body } = await board.post(path, form);
    expect([path, status, body]).toEqual([path, 200, expect.stringContaining('Response')]);
    if (path.startsWith('/hooks/twilio/voice')) expect(body).toContain('<Hangup/>');
  }
});

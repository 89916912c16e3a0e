import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTwiml } from '../../../test/fakes/twiml.ts';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';
import { carry, sweep } from './commands.ts';
import { keeps } from './retention.ts';

let board: Switchboard;
beforeAll(async () => {
  board = await switchboard();
});
afterAll(() => board.carrier.stop());

const hook = '/hooks/twilio/voice';
const form = (more: Record<string, string> = {}) => ({
  CallSid: `CA${newId()}`,
  AccountSid: 'AC1',
  From: '+19175550123',
  To: board.carrier.number,
  CallStatus: 'ringing',
  ...more,
});

/** Everything that a call can leave behind. */
const written = () =>
  board.net.tx(async (ctx) => {
    const counts: Record<string, number> = {};
    for (const table of ['calls', 'call_legs', 'call_orders', 'reports', 'events', 'messages']) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where network_id = ${ctx.network.id}`.execute(
        ctx.tx,
      );
      counts[table] = rows[0]!.n;
    }
    const { rows } = await sql`select id, state, turn, choice, language from calls
      where network_id = ${ctx.network.id} order by id`.execute(ctx.tx);
    return { counts, rows };
  });

describe('what pretends to be the carrier', () => {
  it('is refused and writes nothing: unsigned, signed for elsewhere, altered, or under another token', async () => {
    const before = await written();
    const { carrier, post } = board;
    const said = form();
    for (const [path, sent, signature] of [
      [hook, said, ''],
      [hook, said, 'nonsense'],
      [hook, said, carrier.sign('/hooks/twilio/status', said)],
      [hook, said, carrier.sign(hook, said, 'another token')],
      [hook, { ...said, From: '+19175550124' }, carrier.sign(hook, said)],
      [`${hook}?call=${newId()}&turn=0`, said, carrier.sign(hook, said)],
      ['/hooks/twilio/status', { ...said, CallStatus: 'completed' }, carrier.sign(hook, said)],
    ] as const)
      expect((await post(path, sent, signature)).status).toBe(403);
    expect(await written()).toEqual(before);
  });
});

describe('what the carrier says again, late or in another order', () => {
  it('the same ring is the same call, and gets the same answer', async () => {
    const said = form();
    const first = await board.post(hook, said);
    const before = await written();
    const again = await Promise.all([1, 2, 3].map(() => board.post(hook, said)));
    expect(again.map((a) => a.body)).toEqual([first.body, first.body, first.body]);
    expect(await written()).toEqual(before);
  });

  it('a key that was heard already changes nothing, and the caller hears where they are now', async () => {
    const phone = await board.carrier.call('+19175550131');
    await phone.press('2');
    await phone.press('4');
    const before = await written();
    const [, language, rights] = phone.sent;
    for (const { path, form } of [language!, rights!, language!]) {
      const { status, body } = await board.post(path, form);
      expect([status, body]).toEqual([200, expect.stringContaining('Aquí está el menú otra vez')]);
    }
    expect(await written()).toEqual(before);
    await phone.wait();
    expect(phone.last).toContain('oprima 3');
    await phone.hangUp();
  });

  it('an answer to a step that is still to come changes nothing', async () => {
    const phone = await board.carrier.call('+19175550132');
    const before = await written();
    await phone.press('1');
    const id = new URL(`http://x${phone.sent.at(-1)!.path}`).searchParams.get('call')!;
    const path = `${hook}?call=${id}&turn=5`;
    const after = await written();
    expect((await board.post(path, form({ Digits: '1' }))).body).toContain('If it is happening now');
    expect(await written()).toEqual(after);
    expect(after).not.toEqual(before);
    await phone.hangUp();
  });

  it('keys after the end find the end, and a second end is no second end', async () => {
    const phone = await board.carrier.call('+19175550133');
    await phone.press('1');
    const before = phone.sent.at(-1)!;
    await phone.hangUp();
    const ended = await written();
    const { body } = await board.post(before.path, { ...before.form, Digits: '1' });
    expect(readTwiml(body).at(-1)!.name).toBe('Hangup');
    const over = phone.sent.at(-1)!;
    expect(over.form.CallStatus).toBe('completed');
    expect((await board.post(over.path, over.form)).status).toBe(200);
    expect(await written()).toEqual(ended);
  });

  it('an end that was lost is made up for, so that nobody rings for a caller who has gone', async () => {
    const phone = await board.carrier.call('+19175550134');
    await phone.press('1');
    await phone.press('1');
    await board.settle();
    expect(board.carrier.ringing().size).toBe(3);
    board.net.clock.advance(5);
    await board.net.tx(sweep);
    await board.settle();
    expect(board.carrier.ringing().size).toBe(0);
    const { rows } = await written();
    expect(rows).toContainEqual(expect.objectContaining({ state: 'ended', choice: 'now' }));
    await phone.hangUp();
  });

  it('whoever is silent for ten minutes is gone, also who was asked for two digits', async () => {
    const set = (change: { state: string }) =>
      board.net.tx(({ tx, network }) =>
        tx
          .updateTable('calls')
          .set(change)
          .where('network_id', '=', network.id)
          .where('state', '<>', 'ended')
          .execute(),
      );
    for (const state of ['language', 'challenge', 'menu', 'rights', 'message', 'ask_back']) {
      const phone = await board.carrier.call('+19175550138');
      await set({ state });
      board.net.clock.advance(11);
      await board.net.tx(sweep);
      expect((await written()).rows.filter((row) => (row as { state: string }).state === state)).toEqual([]);
      await phone.hangUp();
    }
  });

  it('a recording of another host is not fetched', async () => {
    const phone = await board.carrier.call('+19175550135');
    await phone.press('1');
    await phone.press('0');
    const asked = phone.sent.at(-1)!;
    const id = new URL(`http://x${asked.path}`).searchParams.get('call')!;
    const [, turn] = /turn=(\d+)/.exec(asked.path)!;
    const path = `${hook}?call=${id}&turn=${Number(turn) + 1}`;
    const before = await written();
    const sent = { RecordingUrl: 'https://elsewhere.test/x', RecordingDuration: '9', CallSid: phone.sid };
    expect((await board.post(path, form(sent))).status).toBe(200);
    expect((await written()).counts.reports).toBe(before.counts.reports);
    await phone.hangUp();
  });
});

it('the carrier’s API that fails is asked again, and the phone rings once', async () => {
  board.net.clock.advance(11);
  board.carrier.failing = [500, 503, 429];
  const phone = await board.carrier.call('+19175550136');
  await phone.press('1');
  await phone.press('1');
  await board.settle();
  board.net.clock.advance(0.1);
  await board.settle();
  expect(board.carrier.ringing().size).toBe(3);
  await phone.hangUp();
  await board.settle();
  // One that will not have it: that operator is not rung, the others are.
  board.net.clock.advance(11);
  board.carrier.failing = [404];
  const next = await board.carrier.call('+19175550137');
  await next.press('1');
  await next.press('1');
  await board.settle();
  expect(board.carrier.ringing().size).toBe(2);
  await next.hangUp();
  await board.settle();
});

it('a carrier that is slow is told once, whoever else looks meanwhile', async () => {
  board.net.clock.advance(11);
  let answer!: () => void;
  board.carrier.slow = new Promise((done) => {
    answer = done;
  });
  const before = board.carrier.phones.length;
  const phone = await board.carrier.call('+19175550139');
  await phone.press('1');
  await phone.press('1');
  const { net } = board;
  const first = carry(net.services, net.network.id);
  await expect.poll(() => board.carrier.ringing().size).toBe(3);
  // As long as a request may take.
  net.clock.advance(10 / 60);
  await carry(net.services, net.network.id);
  answer();
  await first;
  board.carrier.slow = null;
  await board.settle();
  expect(board.carrier.phones.length - before).toBe(1 + 3);
  await phone.hangUp();
  await board.settle();
});

it('a signed form of any content is answered with TwiML or nothing, never with a fault', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }).map((s) => s.toWellFormed()),
    fc.constantFrom('', '1', '0', '*', '99999999999', 'completed', '+1', 'anonymous', '-5', 'NaN', '\u0000'),
  );
  const names = ['CallSid', 'From', 'To', 'Digits', 'CallStatus', 'RecordingUrl', 'RecordingDuration'];
  const some = fc.record(Object.fromEntries(names.map((n) => [n, value])), { requiredKeys: [] });
  const query = fc.constantFrom(
    '',
    `?call=${newId()}&turn=1`,
    '?call=x',
    `?leg=${newId()}`,
    '?turn=-1&leg=',
    '?call=&call=',
  );
  await fc.assert(
    fc.asyncProperty(some, query, fc.constantFrom(hook, '/hooks/twilio/status'), async (said, at, path) => {
      const sent = said as Record<string, string>;
      const { status, body } = await board.post(path + at, sent);
      expect([200, 400]).toContain(status);
      if (status === 200) readTwiml(body);
    }),
    { numRuns: 60 },
  );
});

// The last, since nobody is on shift any more when it ends.
it('days later, and when the call is forgotten, nothing that it ever sent changes anything', async () => {
  const phone = await board.carrier.call('+19175550140');
  for (const key of ['1', '1']) await phone.press(key);
  await board.settle();
  await phone.hangUp();
  await board.settle();
  const id = new URL(`http://x${phone.sent.at(-2)!.path}`).searchParams.get('call')!;
  const [arrival, ...later] = phone.sent;
  const sayAgain = async (all: typeof phone.sent) => {
    const before = await written();
    for (const { path, form } of all) {
      const { status, body } = await board.post(path, form);
      expect(status).toBe(200);
      // Of the words that it heard nothing but the good-bye, and of the end nothing.
      expect(readTwiml(body).map((tag) => tag.name)).not.toContain('Gather');
    }
    expect(await written()).toEqual(before);
  };
  board.net.clock.advance(3 * 24 * 60);
  await sayAgain([arrival!, ...later]);
  await board.net.tx((ctx) => keeps[0]!.purge(ctx, [id]));
  await sayAgain(later);
});

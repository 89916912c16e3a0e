import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Phone } from '../../../test/fakes/carrier-voice.ts';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';
import { fetchNext } from '../hotline/commands.ts';
import { peopleHolding } from '../people/index.ts';
import { keeps } from './retention.ts';

let board: Switchboard;
let headers: Record<string, string>;

beforeAll(async () => {
  board = await switchboard();
});
afterAll(() => board.carrier.stop());

let callers = 0;
const number = () => `+1917555${String(1000 + callers++)}`;
const minutes = (n: number) => board.net.clock.advance(n);
const seconds = (n: number) => board.net.clock.advance(n / 60);

/** A caller who chose English and then this key. */
async function calling(key: string, from = number()): Promise<Phone> {
  const phone = await board.carrier.call(from);
  await phone.press('1');
  await phone.press(key);
  await board.settle();
  return phone;
}

const api = async (method: 'GET' | 'POST', path: string, as = headers) => {
  const answer = await board.net.app.inject({ method, url: `/api/v1/${path}`, headers: as });
  return { status: answer.statusCode, body: await board.net.open(as, answer.json()) };
};
const calls = async (as = headers) => (await api('GET', 'calls', as)).body;
const ringing = (who: { phone: string }[]) => who.filter((p) => board.carrier.ringing().has(p.phone)).length;
const phoneOf = (who: { phone: string }) => board.carrier.ringing().get(who.phone)!;
const paged = (why: RegExp) =>
  board.net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('messages')
      .select(['id', 'body'])
      .where('network_id', '=', ctx.network.id)
      .where('purpose', '=', 'call')
      .execute();
    return rows.filter((r) => why.test(ctx.vault.decrypt<string>(r.body, { record: r.id, field: 'body' })))
      .length;
  });

/** Whoever is still on the line hangs up, so that each test begins with an empty queue. */
beforeEach(async () => {
  for (const phone of board.carrier.phones) await phone.hangUp();
  await board.settle();
  minutes(11);
  // Nobody stays signed in for as long as these evenings take.
  headers = await board.net.signIn(['operator'], board.operators[0]!.id);
});

describe('the menu', () => {
  it('offers each language in itself, then says the menu in the one that was chosen', async () => {
    const phone = await board.carrier.call(number());
    expect(phone.heard.map((h) => h.language)).toEqual(['en-US', 'es-US', 'cmn-CN']);
    expect(phone.last).toContain('Para español, oprima 2');
    await phone.press('2');
    expect(phone.last).toContain('no se graba');
    expect(phone.last).toContain('Si detuvieron a alguien, oprima 3');
    expect(new Set(phone.heard.map((h) => h.language))).toEqual(new Set(['es-US']));
  });

  it('says itself again after a wrong key or none, then calls somebody all the same', async () => {
    const phone = await board.carrier.call(number());
    await phone.press('1');
    await phone.press('7');
    expect(phone.last).toMatch(/^Sorry, that did not come through. If it is happening now/);
    await phone.wait();
    expect(phone.last).toMatch(/^Sorry/);
    await phone.wait();
    expect(phone.last).toContain('We are calling everyone at the desk');
    await board.settle();
    expect(ringing(board.operators)).toBe(3);
  });

  it('falls to the first language where none is chosen', async () => {
    const phone = await board.carrier.call(number());
    for (let n = 0; n < 3; n++) await phone.wait();
    expect(phone.last).toContain('If it is happening now, press 1');
  });

  it('reads out the rights, and comes back', async () => {
    const phone = await calling('4');
    expect(phone.last).toMatch(/I have the right to (remain|stay) silent|I want to stay silent/);
    expect(phone.last).not.toContain('__');
    await phone.press('9');
    expect(phone.last).toContain('press 1');
    await phone.hangUp();
    expect((await calls()).missed.filter((c: { choice: string }) => c.choice === 'rights')).toEqual([]);
  });
});

describe('a caller', () => {
  it('rings everyone on shift at once; the first to press 1 has it, and the others stop', async () => {
    const phone = await calling('1');
    expect(phone.last).toContain('You are next.');
    expect(ringing(board.operators)).toBe(3);
    expect(ringing(board.dispatchers)).toBe(0);
    const [first, second] = board.operators.map(phoneOf);
    await first!.pickUp();
    expect(first!.last).toMatch(/One caller is waiting|Una persona espera|有 1 人在等候/);
    await second!.pickUp();
    await first!.press('1');
    await board.settle();
    expect([first!.room, phone.room]).toEqual([phone.room, expect.any(String)]);
    expect(ringing(board.operators)).toBe(0);
    expect(second!.state).toBe('over');
    const { open } = await calls();
    expect(open).toMatchObject([
      { state: 'talking', choice: 'now', answeredBy: { personId: board.operators[0]!.id } },
    ]);
    await first!.hangUp();
    expect(phone.last).toContain('Goodbye');
    expect((await calls()).open).toEqual([]);
    expect((await calls()).missed.map((c: { id: string }) => c.id)).not.toContain(open[0].id);
  });

  it('goes to one of two who press 1 in the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      const phone = await calling('1');
      const [a, b, c] = board.operators.map(phoneOf);
      await Promise.all([a!.pickUp(), b!.pickUp(), c!.pickUp()]);
      await Promise.all([a!.press('1'), b!.press('1'), c!.press('1')]);
      await board.settle();
      expect([a, b, c].filter((p) => p!.state === 'talking')).toHaveLength(1);
      expect(
        [a, b, c].filter(
          (p) => p!.state === 'over' && /Nobody is waiting|Ya no espera|已经没有人/.test(p!.last),
        ),
      ).toHaveLength(2);
      await phone.hangUp();
      await board.settle();
      expect([a, b, c].map((p) => p!.state)).toEqual(['over', 'over', 'over']);
      minutes(2);
    }
  });

  it('is one of three at once, and each is had by one', async () => {
    const phones = [await calling('2'), await calling('1'), await calling('2')];
    await phones[0]!.wait();
    // What happens now comes before what happened before, whoever called first.
    expect(phones.map((p) => /You are (next|number \d)/.exec(p.last)![1])).toEqual([
      'number 2',
      'next',
      'number 3',
    ]);
    for (const who of board.operators) {
      await phoneOf(who).pickUp();
      await board.carrier.phones.find((p) => p.to === who.phone && p.state === 'asked')!.press('1');
      await board.settle();
    }
    expect(phones.map((p) => p.state)).toEqual(['talking', 'talking', 'talking']);
    expect(new Set(phones.map((p) => p.room)).size).toBe(3);
    expect((await calls()).open.find((c: { choice: string }) => c.choice === 'now')).toMatchObject({
      answeredBy: { personId: board.operators[0]!.id },
      choice: 'now',
    });
    const fourth = await calling('1');
    expect(ringing(board.operators)).toBe(0);
    const busy = board.carrier.phones.find(
      (p) => p.to === board.operators[1]!.phone && p.state === 'talking',
    )!;
    await busy.hangUp();
    await board.settle();
    expect(ringing(board.operators)).toBe(1);
    await fourth.hangUp();
    await board.settle();
    expect(ringing(board.operators)).toBe(0);
  });

  it('whom nobody answers reaches those behind the desk, then leaves a message', async () => {
    const before = await paged(/not been answered/);
    const phone = await calling('1');
    for (const who of board.operators) await phoneOf(who).ignore();
    seconds(20);
    await phone.wait();
    expect(phone.last).toContain('We are still calling.');
    await board.settle();
    expect(ringing(board.operators)).toBe(0);
    seconds(30);
    await phone.wait();
    await board.settle();
    expect(phone.last).toContain('We are calling more people.');
    expect([ringing(board.operators), ringing(board.dispatchers)]).toEqual([3, 2]);
    expect(await paged(/not been answered/)).toBe(before + 2);
    seconds(50);
    await phone.wait();
    await board.settle();
    expect(phone.last).toContain('nobody could answer');
    expect(phone.state).toBe('recording');
    expect(ringing([...board.operators, ...board.dispatchers])).toBe(0);
  });

  it('who hangs up while waiting is on the board as missed, with what they chose', async () => {
    const from = number();
    const phone = await calling('2', from);
    seconds(20);
    await phone.hangUp();
    await board.settle();
    expect(ringing(board.operators)).toBe(0);
    const [missed] = (await calls()).missed;
    expect(missed).toMatchObject({ choice: 'before', outcome: 'abandoned', language: 'en', before: 0 });
    const again = await calling('2', from);
    expect((await calls()).open[0]).toMatchObject({ before: 1 });
    await again.hangUp();
    expect(JSON.stringify(await calls())).not.toContain(from.slice(2));
  });

  it('who is cut off after the menu is a missed call too', async () => {
    const phone = await board.carrier.call(number());
    await phone.press('1');
    await phone.hangUp();
    expect((await calls()).missed[0]).toMatchObject({ outcome: 'cut_off', choice: null, queuedAt: null });
  });
});

describe('when nobody is on shift', () => {
  const nobody = (roles: string[]) =>
    board.net.tx((ctx) =>
      ctx.tx
        .updateTable('shifts')
        .set({ role: 'verifier' })
        .where('network_id', '=', ctx.network.id)
        .where('role', 'in', roles)
        .where('starts_at', '<=', ctx.now)
        .where('ends_at', '>', ctx.now)
        .execute(),
    );
  const roles = () => [
    ...board.operators.map((p) => [p.id, 'operator']),
    ...board.dispatchers.map((p) => [p.id, 'dispatcher']),
  ];
  afterEach(() =>
    board.net.tx(async (ctx) => {
      for (const [person, role] of roles())
        await ctx.tx
          .updateTable('shifts')
          .set({ role: role! })
          .where('network_id', '=', ctx.network.id)
          .where('person_id', '=', person!)
          .where('starts_at', '<=', ctx.now)
          .where('ends_at', '>', ctx.now)
          .execute();
    }),
  );

  it('says so, and rings those who stand behind the desk', async () => {
    await nobody(['operator']);
    const phone = await calling('1');
    expect(phone.last).toContain('Nobody is at the desk at this hour');
    expect([ringing(board.operators), ringing(board.dispatchers)]).toEqual([0, 2]);
    expect(await paged(/nobody is on shift/)).toBe(2);
    await phoneOf(board.dispatchers[0]!).pickUp();
    await board.carrier.phones
      .find((p) => p.to === board.dispatchers[0]!.phone && p.state === 'asked')!
      .press('1');
    await board.settle();
    expect(phone.state).toBe('talking');
  });

  it('where they are not there either, says when the desk is back and takes a message at once', async () => {
    await nobody(['operator', 'dispatcher']);
    const coordinators = await board.net.tx((ctx) => peopleHolding(ctx, 'coordinator'));
    const phone = await calling('1');
    expect(phone.last).toMatch(/nobody who stands by could be reached.*The desk is back at \d+:\d\d/);
    expect(phone.state).toBe('recording');
    expect(board.carrier.ringing().size).toBe(0);
    expect(await paged(/nobody is on shift/)).toBe(2 + coordinators.length);
  });
});

describe('a message', () => {
  it('is a report at once, its recording fetched, forgotten at the carrier and kept sealed', async () => {
    const from = number();
    const phone = await board.carrier.call(from);
    await phone.press('2');
    await phone.press('0');
    expect(phone.last).toContain('Su mensaje se graba');
    const before = await paged(/left a message|dejó un mensaje|留言/);
    await phone.speak(34);
    expect(phone.last).toContain('Su mensaje llegó');
    await board.settle();
    const item = (await api('GET', 'reports')).body.items.at(-1);
    expect(item).toMatchObject({ door: 'voice', language: 'es', tense: 'now', queue: 'normal' });
    expect(item.words).toContain('34 segundos');
    expect(await paged(/left a message|dejó un mensaje|留言/)).toBeGreaterThan(before);
    await fetchNext(board.net.services, board.net.network.id);
    const report = (await api('GET', `reports/${item.id}`)).body;
    expect(report).toMatchObject({ contact: null, media: [{ type: 'audio/mpeg' }] });
    expect(board.carrier.asked.at(-1)!.path).toMatch(/^DELETE .*\/Recordings\/RE/);
    await phone.press('1');
    expect(phone.state).toBe('over');
    expect((await api('GET', `reports/${item.id}`)).body.contact).toBe(from);
  });

  it('of somebody who was detained goes to the legal desk alone', async () => {
    const phone = await calling('3');
    expect(phone.last).toContain('Only they will hear');
    expect([ringing(board.legal), ringing(board.operators)]).toEqual([1, 0]);
    expect((await calls()).open).toEqual([]);
    const legal = await board.net.signIn(['legal'], board.legal[0]!.id);
    expect((await calls(legal)).open).toMatchObject([{ line: 'legal', choice: 'detained', can: ['answer'] }]);
    const [call] = (await calls(legal)).open;
    expect((await api('POST', `calls/${call.id}/answer`)).status).toBe(404);
    await phone.press('0');
    expect(phone.last).toContain('only to the legal desk');
    await phone.speak(12);
    await phone.hangUp();
    await board.net.settle();
    expect(
      (await api('GET', 'reports')).body.items.filter((r: { kind: string }) => r.kind === 'detained'),
    ).toEqual([]);
    const [intake] = (await api('GET', 'intakes?open=1', legal)).body.items;
    expect((await api('GET', `intakes/${intake.id}`, legal)).body.report.words).toContain('12 seconds');
  });

  it('is asked of a banned number, which wakes nobody', async () => {
    const from = number();
    const first = await calling('0', from);
    await first.speak(5);
    await first.hangUp();
    await board.settle();
    const report = (await api('GET', 'reports')).body.items.at(-1);
    const dispatcher = await board.net.signIn(['dispatcher'], board.dispatchers[0]!.id);
    const answer = await board.net.app.inject({
      ...{ method: 'POST', url: '/api/v1/bans', headers: dispatcher, payload: { reportId: report.id } },
    });
    expect(answer.statusCode).toBe(200);
    const before = await paged(/./);
    const phone = await calling('1', from);
    expect(phone.state).toBe('recording');
    expect(board.carrier.ringing().size).toBe(0);
    await phone.speak(9);
    await board.settle();
    expect(await paged(/./)).toBe(before);
    expect((await api('GET', 'reports?queue=throttled')).body.items[0]).toMatchObject({ door: 'voice' });
  });

  it.each(['recording', 'end'] as const)(
    'is kept once when they hang up after speaking and the carrier tells of the %s first',
    async (first) => {
      const phone = await calling('0');
      await phone.speakAndHangUp(21, first);
      const [log] = (await api('GET', 'calls/log')).body.items;
      expect(log).toMatchObject({ outcome: 'message', choice: 'message' });
      const { items } = (await api('GET', 'reports')).body;
      expect(items.at(-1).words).toContain('21 seconds');
      expect((await calls()).missed.map((c: { id: string }) => c.id)).not.toContain(log.id);
      // The carrier says it again: nothing is kept twice.
      for (const { path, form } of phone.sent.slice(-2)) await board.post(path, form);
      expect((await api('GET', 'reports')).body.items).toHaveLength(items.length);
    },
  );

  it('that is only silence is asked for once more, then the caller is let go', async () => {
    const phone = await calling('0');
    await phone.wait();
    expect(phone.state).toBe('recording');
    expect(phone.last).toMatch(/^Sorry/);
    await phone.wait();
    expect(phone.state).toBe('over');
  });
});

describe('at the desk', () => {
  it('a click takes the call: only one’s own telephone rings on, and picking it up is enough', async () => {
    const phone = await calling('1');
    const [call] = (await calls()).open;
    expect(call.can).toEqual(['answer']);
    expect((await api('POST', `calls/${call.id}/answer`)).body).toMatchObject({
      state: 'talking',
      can: ['hold', 'handOver', 'hangUp', 'report'],
    });
    await board.settle();
    expect(ringing(board.operators)).toBe(1);
    expect(phone.state).toBe('talking');
    const mine = phoneOf(board.operators[0]!);
    await mine.pickUp();
    expect(mine.room).toBe(phone.room);
    const other = await board.net.signIn(['operator'], board.operators[1]!.id);
    const late = await api('POST', `calls/${call.id}/answer`, other);
    expect(late).toMatchObject({ status: 409, body: { detail: 'Somebody else has this call.' } });
    expect((await api('POST', `calls/${call.id}/hang-up`, other)).status).toBe(409);
    expect((await api('POST', `calls/${call.id}/hang-up`)).body).toMatchObject({
      state: 'ended',
      outcome: 'answered',
    });
    await board.settle();
    expect([phone.state, mine.state]).toEqual(['over', 'over']);
  });

  it('ends the call at the carrier before one’s telephone was picked up', async () => {
    const phone = await calling('1');
    const [call] = (await calls()).open;
    await api('POST', `calls/${call.id}/answer`);
    await board.settle();
    expect([phone.state, ringing(board.operators)]).toEqual(['talking', 1]);
    await api('POST', `calls/${call.id}/hang-up`);
    await board.settle();
    expect(phone.last).toContain('Goodbye');
    expect([phone.state, ringing(board.operators)]).toEqual(['over', 0]);
  });

  it('who takes a call and does not pick up gives the caller back to everyone', async () => {
    const phone = await calling('1');
    const [call] = (await calls()).open;
    await api('POST', `calls/${call.id}/answer`);
    await board.settle();
    await phoneOf(board.operators[0]!).ignore();
    await board.settle();
    expect((await calls()).open[0]).toMatchObject({ state: 'waiting', answeredBy: null });
    expect(phone.last).toContain('We are calling everyone at the desk');
  });

  it('the routes are for those whose line it is', async () => {
    expect((await board.net.app.inject({ url: '/api/v1/calls' })).statusCode).toBe(401);
    const observer = await board.net.signIn(['observer']);
    expect((await api('GET', 'calls', observer)).status).toBe(403);
    expect((await api('POST', `calls/${crypto.randomUUID()}/answer`)).status).toBe(404);
    expect((await api('POST', 'calls/nonsense/answer')).status).toBe(400);
  });
});

describe('holding and handing over', () => {
  const take = async (phone: Phone) => {
    const who = phoneOf(board.operators[0]!);
    await who.pickUp();
    await who.press('1');
    await board.settle();
    expect(phone.room).toBe(who.room);
    return { who, call: (await calls()).open[0] };
  };

  it('a caller on hold hears so, comes back, and is not lost when who held them is gone', async () => {
    const phone = await calling('1');
    const { who, call } = await take(phone);
    expect(call.can).toEqual(['hold', 'handOver', 'hangUp', 'report']);
    expect((await api('POST', `calls/${call.id}/hold`)).body).toMatchObject({ state: 'held' });
    await board.settle();
    expect(phone.last).toContain('Somebody will be back');
    await phone.wait();
    expect([phone.state, who.state]).toEqual(['paused', 'talking']);
    await api('POST', `calls/${call.id}/resume`);
    await board.settle();
    expect(phone.room).toBe(who.room);
    await api('POST', `calls/${call.id}/hold`);
    await board.settle();
    await who.hangUp();
    await board.settle();
    expect(phone.last).toContain('We are calling everyone at the desk');
    expect((await calls()).open[0]).toMatchObject({ state: 'waiting', answeredBy: null });
  });

  it('another member takes a caller over by pressing 1; who gave it is free', async () => {
    const phone = await calling('1');
    const { who, call } = await take(phone);
    const [, second] = board.operators;
    const give = (personId: string) =>
      board.net.app.inject({
        ...{ method: 'POST', url: `/api/v1/calls/${call.id}/hand-over`, headers, payload: { personId } },
      });
    expect((await give(board.operators[0]!.id)).statusCode).toBe(422);
    expect((await give(board.legal[0]!.id)).statusCode).toBe(422);
    expect((await give(second!.id)).json()).toMatchObject({
      state: 'held',
      handingTo: { personId: second!.id },
    });
    await board.settle();
    // Not picked up: it is with who has it.
    await phoneOf(second!).ignore();
    await board.settle();
    expect((await calls()).open[0]).toMatchObject({ state: 'held', handingTo: null });
    await give(second!.id);
    await board.settle();
    const other = phoneOf(second!);
    await other.pickUp();
    expect(other.last).toMatch(/hands a caller over|le pasa una llamada|转给您/);
    await other.press('1');
    await board.settle();
    expect([phone.room, who.state, other.state]).toEqual([other.room, 'over', 'talking']);
    expect((await calls()).open[0]).toMatchObject({ state: 'talking', answeredBy: { personId: second!.id } });
    expect((await api('POST', `calls/${call.id}/hold`)).status).toBe(409);
    await other.hangUp();
    expect(phone.last).toContain('Goodbye');
  });

  it('a report that was written down in the call belongs to it', async () => {
    const phone = await calling('1');
    const { call } = await take(phone);
    const reportId = newId();
    const bind = () =>
      board.net.app.inject({
        ...{ method: 'POST', url: `/api/v1/calls/${call.id}/report`, headers, payload: { reportId } },
      });
    expect((await bind()).json()).toMatchObject({ reportId });
    expect((await bind()).statusCode).toBe(200);
    await phone.hangUp();
    await board.settle();
    expect((await api('GET', 'calls/log')).body.items[0]).toMatchObject({
      outcome: 'answered',
      choice: 'now',
    });
  });
});

describe('presence', () => {
  const set = (payload: object, as = headers) =>
    board.net.app.inject({ method: 'PUT', url: '/api/v1/calls/presence', headers: as, payload });

  it('who is on a break is not rung, who comes back is, and the board shows it', async () => {
    await set({ onBreak: true, byPhone: true });
    const phone = await calling('1');
    expect(ringing(board.operators)).toBe(2);
    const state = async (n: number) =>
      (await calls()).operators.find((o: { personId: string }) => o.personId === board.operators[n]!.id)
        .state;
    expect([await state(0), await state(1)]).toEqual(['break', 'ringing']);
    await set({ onBreak: false, byPhone: true });
    await board.settle();
    expect(ringing(board.operators)).toBe(3);
    await phoneOf(board.operators[1]!).pickUp();
    await board.carrier.phones.findLast((p) => p.to === board.operators[1]!.phone)!.press('1');
    await board.settle();
    expect([await state(0), await state(1)]).toEqual(['free', 'in_call']);
    await phone.hangUp();
  });

  it('whose telephone is not to ring takes calls at the desk, which then rings it', async () => {
    await set({ onBreak: false, byPhone: false });
    await calling('1');
    expect(ringing(board.operators)).toBe(2);
    const [call] = (await calls()).open;
    expect((await api('POST', `calls/${call.id}/answer`)).status).toBe(200);
    await board.settle();
    expect(ringing(board.operators)).toBe(1);
    await set({ onBreak: false, byPhone: true });
  });
});

describe('in a flood', () => {
  it('a new number presses two spoken digits first; one known to be good does not', async () => {
    const known = number();
    const good = await calling('1', known);
    await phoneOf(board.operators[0]!).pickUp();
    await board.carrier.phones.findLast((p) => p.to === board.operators[0]!.phone)!.press('1');
    await board.settle();
    await good.hangUp();
    minutes(11);
    for (let n = 0; n < 20; n++) await (await board.carrier.call(number())).hangUp();
    const stranger = await board.carrier.call(number());
    await stranger.press('1');
    const [, first, second] = /press (\d), then (\d)/.exec(stranger.last)!;
    await stranger.press(first === '9' ? '11' : '99');
    expect(stranger.last).toMatch(/^Sorry/);
    await stranger.press(`${first}${second}`);
    expect(stranger.last).toContain('If it is happening now');
    const again = await board.carrier.call(known);
    await again.press('1');
    expect(again.last).toContain('If it is happening now');
    const machine = await board.carrier.call(number());
    await machine.press('1');
    for (let n = 0; n < 3; n++) await machine.wait();
    expect(machine.state).toBe('recording');
    for (const phone of [stranger, again, machine]) await phone.hangUp();
  });
});

describe('calling back', () => {
  const back = (payload: object, as = headers) =>
    board.net.app.inject({ method: 'POST', url: '/api/v1/calls/back', headers: as, payload });

  const mineNow = () => board.carrier.phones.findLast((p) => p.to === board.operators[0]!.phone)!;

  async function message(asks: boolean) {
    const from = number();
    const phone = await calling('0', from);
    await phone.speak(7);
    await (asks ? phone.press('1') : phone.hangUp());
    return { from, report: (await api('GET', 'reports')).body.items.at(-1) };
  }

  it('rings one’s own telephone, then theirs; the number is gone when the carrier has it', async () => {
    const { from, report } = await message(true);
    const id = newId();
    const ask = { id, reportId: report.id, number: from };
    const answer = await back(ask);
    expect(answer.json()).toMatchObject({ state: 'talking', outgoing: true });
    expect(answer.body).not.toContain(from.slice(1));
    expect((await back(ask)).statusCode).toBe(200);
    await board.settle();
    expect([ringing(board.operators), board.carrier.ringing().has(from)]).toEqual([1, false]);
    const mine = phoneOf(board.operators[0]!);
    await mine.pickUp();
    await board.settle();
    const theirs = board.carrier.ringing().get(from)!;
    expect(theirs.from).toBe(board.carrier.number);
    await theirs.pickUp();
    expect(theirs.room).toBe(mine.room);
    const kept = await board.net.tx((ctx) =>
      ctx.tx.selectFrom('calls').select(['number']).where('network_id', '=', ctx.network.id).execute(),
    );
    expect(kept.every((c) => c.number === null)).toBe(true);
    await theirs.hangUp();
    await board.settle();
    expect(mine.state).toBe('over');
    // It began in the same minute as the message that asked for it.
    const { items } = (await api('GET', 'calls/log')).body;
    expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({
      outgoing: true,
      outcome: 'answered',
    });
  });

  it.each([
    ['at the desk', (id: string) => api('POST', `calls/${id}/hang-up`)],
    ['on one’s telephone', () => mineNow().hangUp()],
  ])('stops ringing them when it is ended %s', async (_, end) => {
    const { from, report } = await message(true);
    const id = newId();
    await back({ id, reportId: report.id, number: from });
    await board.settle();
    await mineNow().pickUp();
    await board.settle();
    const theirs = board.carrier.ringing().get(from)!;
    // On hold they are rung all the same, and hear so when they are there.
    expect((await api('POST', `calls/${id}/hold`)).body).toMatchObject({ state: 'held' });
    await board.settle();
    expect([theirs.state, (await calls()).open[0].state]).toEqual(['ringing', 'held']);
    await end(id);
    await board.settle();
    expect([theirs.state, mineNow().state, (await calls()).open]).toEqual(['over', 'over', []]);
  });

  it('is held before it is dialled without an end to it', async () => {
    const { from, report } = await message(true);
    const id = newId();
    await back({ id, reportId: report.id, number: from });
    await board.settle();
    await api('POST', `calls/${id}/hold`);
    await board.settle();
    expect((await calls()).open[0]).toMatchObject({ id, state: 'held' });
    await mineNow().pickUp();
    await board.settle();
    const theirs = board.carrier.ringing().get(from)!;
    await theirs.pickUp();
    expect(theirs.last).toContain('Somebody will be back');
    await api('POST', `calls/${id}/resume`);
    await board.settle();
    expect(theirs.room).toBe(mineNow().room);
    await theirs.hangUp();
  });

  it('of somebody who was detained is for the legal desk alone', async () => {
    const from = number();
    const phone = await calling('3', from);
    await phone.press('0');
    await phone.speak(9);
    await phone.press('1');
    await board.net.settle();
    const legal = await board.net.signIn(['legal'], board.legal[0]!.id);
    const [intake] = (await api('GET', 'intakes?open=1', legal)).body.items;
    const { report } = (await api('GET', `intakes/${intake.id}`, legal)).body;
    expect(report).toMatchObject({ contact: from, media: [{ type: 'audio/mpeg' }] });
    const ask = { id: newId(), reportId: report.id, number: from };
    expect((await back(ask)).statusCode).toBe(404);
    expect((await back(ask, legal)).json()).toMatchObject({ line: 'legal', outgoing: true });
    await board.settle();
    expect(ringing(board.legal)).toBe(1);
    expect((await calls()).open).toEqual([]);
  });

  it('who is not reached is no missed call, and who did not ask is not called', async () => {
    const { from, report } = await message(true);
    await back({ id: newId(), reportId: report.id, number: from });
    await board.settle();
    const mine = phoneOf(board.operators[0]!);
    await mine.pickUp();
    await board.settle();
    await board.carrier.ringing().get(from)!.ignore();
    await board.settle();
    expect(mine.state).toBe('over');
    const { open, missed } = await calls();
    expect([open, missed.filter((c: { outgoing: boolean }) => c.outgoing)]).toEqual([[], []]);
    const silent = await message(false);
    const refusal = await back({ id: newId(), reportId: silent.report.id, number: silent.from });
    expect([refusal.statusCode, refusal.json().next]).toEqual([
      422,
      expect.stringContaining('may be shared'),
    ]);
    const observer = await board.net.signIn(['observer']);
    expect((await back({ id: newId(), reportId: report.id, number: from }, observer)).statusCode).toBe(403);
    expect((await back({ id: newId(), reportId: newId(), number: from })).statusCode).toBe(404);
    expect((await back({ id: newId(), reportId: report.id, number: '911' })).statusCode).toBe(400);
  });
});

it('a call goes when its time is over, with whatever was rung for it', async () => {
  const phone = await calling('1');
  await phone.hangUp();
  await board.settle();
  const count = () =>
    board.net.tx(async (ctx) => {
      const rows = await ctx.tx
        .selectFrom('calls')
        .select('id')
        .where('network_id', '=', ctx.network.id)
        .execute();
      return rows.length;
    });
  const [keeping] = keeps;
  const due = await board.net.tx((ctx) => keeping!.due(ctx, ctx.now, null, 1000));
  expect(due.length).toBe(await count());
  const gone = await board.net.tx((ctx) =>
    keeping!.purge(
      ctx,
      due.map((d) => d.id),
    ),
  );
  expect([gone, await count()]).toEqual([due.length, 0]);
});

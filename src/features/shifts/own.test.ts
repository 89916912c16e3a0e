import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import type { Actor } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { peopleByRole } from '../people/index.ts';
import * as commands from './commands.ts';
import { listShiftRequests, readMyShifts, takeShift } from './contract.ts';
import { usualRules } from './rules.ts';

let net: TestNetwork;
let coordinator: Actor;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 240 });
  coordinator = net.actor('coordinator');
  await rules({});
});

type Work<T> = Parameters<typeof net.tx<T>>[0];
const as = <T>(work: Work<T>, actor = coordinator) => net.tx(work, actor);
const by = <T>(personId: string, work: Work<T>) => net.tx(work, net.actor([], personId));
const mine = (personId: string) => by(personId, (ctx) => commands.myShifts(ctx, 'en'));
const take = (personId: string, slotId: string, more: { id?: string; shiftId?: string } = {}) =>
  by(personId, (ctx) => commands.take(ctx, { id: newId(), slotId, ...more }));
const rules = (change: object) =>
  as((ctx) =>
    commands.setRules(ctx, {
      ...usualRules,
      ...{ restMinutes: 0, weekHours: 168 },
      ...change,
    }),
  );

let days = 0;
/** A slot on a day of its own, and some operators whom nothing keeps from it. */
async function slotFor(
  wanted = 1,
  day = `2027-01-${String(++days).padStart(2, '0')}`,
  chapterId: string | null = null,
) {
  const admin = net.actor('admin');
  const slot = await net.tx(
    (ctx) =>
      commands.addSlot(ctx, {
        ...{ id: newId(), role: 'operator' as const, chapterId, minimum: 1, wanted, languages: [] },
        ...{ day, startMinute: 600, lengthMinutes: 120 },
      }),
    admin,
  );
  const free = await as((ctx) => commands.fitting(ctx, slot.id));
  return { slot, free: free.map((f) => f.personId) };
}

const seatOf = async (slotId: string, personId: string) => {
  const slot = await as((ctx) => commands.readSlot(ctx, slotId));
  return slot.seats.find((s) => s.personId === personId);
};
const holders = async (slotId: string) =>
  (await as((ctx) => commands.readSlot(ctx, slotId))).seats.map((s) => s.personId);

/** Two with a shift each. */
async function two(chapterId: string | null = null) {
  const [one, other] = [await slotFor(), await slotFor(1, undefined, chapterId)];
  // Who swaps into a chapter's shift is of that chapter.
  const a = one.free.find((id) => chapterId === null || other.free.includes(id))!;
  const b = other.free.find((id) => id !== a)!;
  await take(a, one.slot.id);
  await take(b, other.slot.id);
  const x = (await seatOf(one.slot.id, a))!.id;
  const y = (await seatOf(other.slot.id, b))!.id;
  return { a, b, x, y, one: one.slot.id, other: other.slot.id };
}

const open = async () => (await as((ctx) => commands.listRequests(ctx))).map((r) => r.id);

describe('a free place', () => {
  it('is taken once, by one of two at the same time; the other reads who and when', async () => {
    const { slot, free } = await slotFor();
    const id = newId();
    const results = await Promise.allSettled([take(free[0]!, slot.id, { id }), take(free[1]!, slot.id)]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const { reason } = results.find((r) => r.status === 'rejected') as PromiseRejectedResult;
    expect(reason.detail).toMatch(/took the last one: Mon, Nov 23, /);
    if (results[0]!.status === 'fulfilled')
      expect(await take(free[0]!, slot.id, { id })).toEqual({ state: 'done' });
    expect(await holders(slot.id)).toHaveLength(1);
  });

  it('waits for a coordinator where the rules say so, who reads what speaks against it', async () => {
    await rules({ approval: 'coordinator' });
    const { slot, free } = await slotFor();
    const id = newId();
    expect(await take(free[0]!, slot.id, { id })).toEqual({ state: 'waiting' });
    expect(await holders(slot.id)).toEqual([]);
    expect(await open()).toContain(id);
    await as((ctx) => commands.decide(ctx, id, { approve: true }));
    expect(await holders(slot.id)).toEqual([free[0]]);
    expect(await as((ctx) => commands.decide(ctx, id, { approve: false }))).toEqual({ state: 'done' });
    await rules({});
  });

  it('is not shown while its slot is a draft, nor to whom it needs no training of', async () => {
    const { slot, free } = await slotFor();
    await as((ctx) => commands.publish(ctx, { id: newId(), from: '2026-12-01', to: '2026-12-02' }));
    const seen = await mine(free[0]!);
    const roles = new Set(seen.open.map((o) => o.role));
    for (const other of ['dispatcher', 'verifier', 'legal'] as const) expect(roles).not.toContain(other);
    const nobody = by(newId(), (ctx) => commands.take(ctx, { id: newId(), slotId: slot.id }));
    await expect(nobody).rejects.toThrow(/active members/);
  });
});

describe('giving back', () => {
  it('frees the place at once in time; at short notice a coordinator decides and others may take it', async () => {
    const { slot, free } = await slotFor();
    const [a, b] = free as [string, string];
    await take(a, slot.id);
    const seat = (await seatOf(slot.id, a))!;
    const id = newId();
    const back = () => by(a, (ctx) => commands.giveBack(ctx, seat.id, id));
    expect(await back()).toEqual({ state: 'done' });
    expect(await back()).toEqual({ state: 'done' });
    expect(await holders(slot.id)).toEqual([]);

    const soon = await slotFor(1, '2026-11-25');
    const [c, d] = soon.free as [string, string];
    await take(c, soon.slot.id);
    const late = (await seatOf(soon.slot.id, c))!;
    const asked = newId();
    expect(await by(c, (ctx) => commands.giveBack(ctx, late.id, asked))).toEqual({ state: 'waiting' });
    expect(await open()).toContain(asked);
    const offered = (await mine(d)).open.find((o) => o.slotId === soon.slot.id);
    expect(offered).toMatchObject({ free: 0, isNeeded: true, why: [], offered: { shiftId: late.id } });
    expect(await take(d, soon.slot.id, { shiftId: late.id })).toEqual({ state: 'done' });
    expect(await holders(soon.slot.id)).toEqual([d]);
    expect(await open()).not.toContain(asked);
    await expect(take(b, soon.slot.id, { shiftId: late.id })).rejects.toThrow(/Somebody else has taken/);
    await expect(as((ctx) => commands.decide(ctx, asked, { approve: true }))).rejects.toThrow(
      /not asked any/,
    );
  });

  it('refused, leaves everything as it was, and tells why', async () => {
    const { slot, free } = await slotFor(1, '2026-11-25');
    await take(free[0]!, slot.id);
    const seat = (await seatOf(slot.id, free[0]!))!;
    const id = newId();
    await by(free[0]!, (ctx) => commands.giveBack(ctx, seat.id, id));
    await as((ctx) => commands.decide(ctx, id, { approve: false, why: 'Nobody else can that day' }));
    expect((await seatOf(slot.id, free[0]!))?.offered).toBe(false);
    const own = (await mine(free[0]!)).requests.find((r) => r.id === id);
    expect(own).toMatchObject({ state: 'refused', why: 'Nobody else can that day' });
  });

  it('leaves a shown gap when it is approved in the middle of the shift', async () => {
    const { slot, free } = await slotFor(1, '2026-11-24');
    const [a] = free as [string];
    await take(a, slot.id);
    const seat = (await seatOf(slot.id, a))!;
    net.clock.advance(16 * 60);
    const checked = await by(a, (ctx) => commands.checkIn(ctx, seat.id));
    expect(checked.checkedInAt).toEqual(net.clock.now());
    const id = newId();
    await by(a, (ctx) => commands.giveBack(ctx, seat.id, id));
    await as((ctx) => commands.decide(ctx, id, { approve: true }));
    const { pieces } = await as((ctx) => commands.readRota(ctx, '2026-11-24', 1));
    const after = pieces.find((p) => p.role === 'operator' && p.from === net.clock.now().toISOString());
    const before = pieces.find((p) => p.role === 'operator' && p.to === net.clock.now().toISOString());
    expect(after!.filled).toBe(before!.filled - 1);
    // And another can take it.
    const b = (await as((ctx) => commands.fitting(ctx, slot.id)))[0]!.personId;
    expect((await mine(b)).open.find((o) => o.slotId === slot.id)).toMatchObject({ free: 1, why: [] });
    expect(await take(b, slot.id)).toEqual({ state: 'done' });
    expect(await holders(slot.id)).toEqual([b]);
  });
});

describe('what is asked', () => {
  it('is overtaken when its slot is cancelled or its seat is taken away, and waits no longer', async () => {
    const { slot, free } = await slotFor(2, '2026-11-26');
    const [a, b] = free as [string, string];
    await take(a, slot.id);
    await rules({ approval: 'coordinator' });
    const seat = (await seatOf(slot.id, a))!.id;
    const [back, wish] = [newId(), newId()];
    await by(a, (ctx) => commands.giveBack(ctx, seat, back));
    await take(b, slot.id, { id: wish });
    expect(await open()).toEqual(expect.arrayContaining([back, wish]));
    await as((ctx) => commands.removeSeat(ctx, seat));
    expect((await mine(a)).requests.find((r) => r.id === back)?.state).toBe('overtaken');
    await as((ctx) => commands.cancelSlot(ctx, slot.id));
    expect((await mine(b)).requests.find((r) => r.id === wish)?.state).toBe('overtaken');
    const still = await open();
    for (const id of [back, wish]) expect(still).not.toContain(id);
    await rules({});
  });

  it('is either taken back or approved, where both happen at once', async () => {
    await rules({ approval: 'coordinator' });
    for (let n = 0; n < 4; n++) {
      const { slot, free } = await slotFor();
      const id = newId();
      await take(free[0]!, slot.id, { id });
      await Promise.allSettled([
        by(free[0]!, (ctx) => commands.withdraw(ctx, id)),
        as((ctx) => commands.decide(ctx, id, { approve: true })),
      ]);
      const state = (await mine(free[0]!)).requests.find((r) => r.id === id)?.state;
      expect([state, await holders(slot.id)]).toEqual(
        state === 'done' ? ['done', [free[0]]] : ['withdrawn', []],
      );
    }
    await rules({});
  });
});

describe('"anyone?"', () => {
  it('keeps the shift with its holder until somebody takes it, or they keep it', async () => {
    const { slot, free } = await slotFor();
    const [a, b] = free as [string, string];
    await take(a, slot.id);
    const seat = (await seatOf(slot.id, a))!;
    await by(a, (ctx) => commands.offer(ctx, seat.id, true));
    expect(await holders(slot.id)).toEqual([a]);
    await by(a, (ctx) => commands.offer(ctx, seat.id, false));
    await expect(take(b, slot.id, { shiftId: seat.id })).rejects.toMatchObject({ status: 409 });
    await by(a, (ctx) => commands.offer(ctx, seat.id, true));
    await take(b, slot.id, { shiftId: seat.id });
    expect(await holders(slot.id)).toEqual([b]);
    await expect(by(a, (ctx) => commands.offer(ctx, seat.id, true))).rejects.toThrow(/not yours any more/);
    await expect(by(b, (ctx) => commands.offer(ctx, seat.id, true))).rejects.toMatchObject({ status: 404 });
  });
});

describe('a swap', () => {
  it('is asked, agreed to, done for both at once, and told', async () => {
    const { a, b, x, y, one, other } = await two();
    const offers = await by(a, (ctx) => commands.swapsFor(ctx, x));
    expect(offers).toHaveLength(20);
    expect(new Set(offers.map((s) => s.role))).toEqual(new Set(['operator']));
    expect(offers.map((s) => s.personId)).not.toContain(a);
    const id = newId();
    const ask = () => by(a, (ctx) => commands.askSwap(ctx, { id, shiftId: x, otherId: y }));
    expect(await ask()).toEqual({ state: 'asked' });
    expect(await ask()).toEqual({ state: 'asked' });
    expect((await mine(b)).requests.find((r) => r.id === id)?.can).toEqual(['answer']);
    const stranger = by(a, (ctx) => commands.answerSwap(ctx, id, true));
    await expect(stranger).rejects.toMatchObject({ status: 404 });
    expect(await by(b, (ctx) => commands.answerSwap(ctx, id, true))).toEqual({ state: 'done' });
    expect([await holders(one), await holders(other)]).toEqual([[b], [a]]);
    const told = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('person_id').where('purpose', '=', 'shift').execute(),
    );
    expect(told.map((m) => m.person_id)).toEqual(expect.arrayContaining([a, b]));
  });

  it('of what was swapped meanwhile is overtaken, and says so', async () => {
    const { a, b, x, y, one } = await two();
    const third = await slotFor();
    const c = third.free.find((id) => id !== a && id !== b)!;
    await take(c, third.slot.id);
    const z = (await seatOf(third.slot.id, c))!.id;
    const [first, second] = [newId(), newId()];
    await by(a, (ctx) => commands.askSwap(ctx, { id: first, shiftId: x, otherId: y }));
    await by(c, (ctx) => commands.askSwap(ctx, { id: second, shiftId: z, otherId: x }));
    await by(b, (ctx) => commands.answerSwap(ctx, first, true));
    const late = by(a, (ctx) => commands.answerSwap(ctx, second, true));
    await expect(late).rejects.toThrow(/changed hands since/);
    expect((await mine(c)).requests.find((r) => r.id === second)?.state).toBe('overtaken');
    // The shift that b has now can be swapped again.
    const again = newId();
    const now = (await seatOf(one, b))!.id;
    await by(c, (ctx) => commands.askSwap(ctx, { id: again, shiftId: z, otherId: now }));
    await by(b, (ctx) => commands.answerSwap(ctx, again, true));
    expect(await holders(one)).toEqual([c]);
  });

  it('waits for a coordinator where the rules say so, and can be taken back', async () => {
    const { a, b, x, y, one } = await two();
    await rules({ approval: 'coordinator' });
    const [id, other] = [newId(), newId()];
    await by(a, (ctx) => commands.askSwap(ctx, { id, shiftId: x, otherId: y }));
    expect(await by(b, (ctx) => commands.answerSwap(ctx, id, true))).toEqual({ state: 'waiting' });
    expect(await by(a, (ctx) => commands.withdraw(ctx, id))).toEqual({ state: 'withdrawn' });
    await by(a, (ctx) => commands.askSwap(ctx, { id: other, shiftId: x, otherId: y }));
    await by(b, (ctx) => commands.answerSwap(ctx, other, true));
    await as((ctx) => commands.decide(ctx, other, { approve: true }));
    expect(await holders(one)).toEqual([b]);
    await rules({});
  });

  it('is decided by who may plan both shifts', async () => {
    const operators = await net.tx((ctx) => peopleByRole(ctx, 'operator', 14));
    const chapters = Map.groupBy(operators, (p) => p.chapterId);
    const [theirs] = [...chapters].sort((x, y) => y[1].length - x[1].length)[0]!;
    const ours = newId();
    const { a, b, x, y, one } = await two(theirs);
    await rules({ approval: 'coordinator' });
    const id = newId();
    await by(a, (ctx) => commands.askSwap(ctx, { id, shiftId: x, otherId: y }));
    await by(b, (ctx) => commands.answerSwap(ctx, id, true));
    const local = { ...coordinator, roles: [{ role: 'coordinator', chapterId: ours }] };
    expect((await as((ctx) => commands.listRequests(ctx), local)).map((r) => r.id)).not.toContain(id);
    const decided = as((ctx) => commands.decide(ctx, id, { approve: true }), local);
    await expect(decided).rejects.toMatchObject({ status: 403 });
    expect(await open()).toContain(id);
    expect(await holders(one)).toEqual([a]);
    await rules({});
  });

  it('is refused with the name of whom it does not fit and why', async () => {
    const { a, x, y } = await two();
    await rules({ weekHours: 1 });
    const ask = by(a, (ctx) => commands.askSwap(ctx, { id: newId(), shiftId: x, otherId: y }));
    await expect(ask).rejects.toThrow(/^\w.+: It would be \d+ hours in seven days; the most is 1\./);
    await rules({});
  });
});

describe('the routes', () => {
  it('give a member their own, and a coordinator what waits', async () => {
    const { free } = await slotFor();
    const member = await net.signIn([], free[0], 'field');
    const get = (url: string, headers: object) => net.app.inject({ url, headers: { ...headers } });
    const own = await get(`${readMyShifts.path}?lang=es`, member);
    expect(own.statusCode).toBe(200);
    expect((await get(listShiftRequests.path, member)).statusCode).toBe(403);
    const boss = await net.signIn(['coordinator']);
    expect((await get(listShiftRequests.path, boss)).statusCode).toBe(200);
    const payload = { id: newId(), slotId: newId() };
    const taken = await net.app.inject({ method: 'POST', url: takeShift.path, headers: member, payload });
    expect(taken.statusCode).toBe(404);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { addAddresses } from '../channels/index.ts';
import * as commands from './commands.ts';
import { RotaRules, type ShiftRole } from './contract.ts';
import { aloneIn, isOvernight, usualRules } from './rules.ts';

const zone = 'America/New_York';
const span = (from: string, to: string) => ({ startsAt: new Date(from), endsAt: new Date(to) });

describe('the night', () => {
  it.each([
    ['through the night', '2026-11-25T03:00:00Z', '2026-11-25T11:00:00Z', true],
    ['into it, from the afternoon', '2026-11-24T20:00:00Z', '2026-11-25T04:00:00Z', true],
    ['until ten, when it begins', '2026-11-24T19:00:00Z', '2026-11-25T03:00:00Z', false],
    ['from six, when it is over', '2026-11-25T11:00:00Z', '2026-11-25T19:00:00Z', false],
    ['its last hour', '2026-11-25T10:00:00Z', '2026-11-25T12:00:00Z', true],
    ['the night that is an hour longer', '2026-11-01T04:30:00Z', '2026-11-01T10:30:00Z', true],
    ['from six after it', '2026-11-01T11:00:00Z', '2026-11-01T15:00:00Z', false],
    [
      'from six after the night that is an hour shorter',
      '2026-03-08T10:00:00Z',
      '2026-03-08T15:00:00Z',
      false,
    ],
    ['a day of 24 hours', '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z', true],
  ])('is told of a shift %s', (_, from, to, is) => {
    expect(isOvernight(span(from, to), usualRules, zone)).toBe(is);
  });

  it('is made longer by a network, never shorter than from eleven to five', () => {
    const passes = (change: object) => RotaRules.safeParse({ ...usualRules, ...change }).success;
    expect(passes({ nightFrom: 20 * 60, nightUntil: 8 * 60 })).toBe(true);
    expect(passes({ nightFrom: 23 * 60 + 1 })).toBe(false);
    expect(passes({ nightUntil: 5 * 60 - 1 })).toBe(false);
  });

  it('is sat through alone by one of the desk whom nobody else sits beside, learners not counted', () => {
    const night = span('2026-11-25T03:00:00Z', '2026-11-25T11:00:00Z');
    const slot = (over: object = {}) => ({
      role: 'operator' as ShiftRole,
      state: 'published',
      ...night,
      ...over,
    });
    const seat = (over: object = {}) => ({ state: 'on', learner: false, endsAt: night.endsAt, ...over });
    const is = (of: object, seats: ReturnType<typeof seat>[]) =>
      aloneIn(slot(of), seats, usualRules, zone) !== null;
    expect(is({}, [seat()])).toBe(true);
    expect(is({ role: 'dispatcher' }, [seat()])).toBe(true);
    expect(is({}, [seat(), seat({ learner: true })])).toBe(true);
    expect(is({}, [seat(), seat({ state: 'draft' })])).toBe(true);
    expect(is({}, [seat(), seat({ endsAt: night.startsAt })])).toBe(true);
    expect(is({}, [seat(), seat()])).toBe(false);
    expect(is({}, [])).toBe(false);
    expect(is({ role: 'legal' }, [seat()])).toBe(false);
    expect(is({ state: 'draft' }, [seat()])).toBe(false);
  });
});

describe('a buddy', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 240 });
    const set = (ctx: Parameters<Parameters<typeof net.tx>[0]>[0]) =>
      commands.setRules(ctx, { ...usualRules, restMinutes: 0, weekHours: 168 });
    await net.tx(set, net.actor('coordinator'));
    // What they are told is read below.
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('people')
        .set({ languages: ['en'] })
        .where('network_id', '=', ctx.network.id)
        .execute(),
    );
  });

  type Work<T> = Parameters<typeof net.tx<T>>[0];
  const plan = <T>(work: Work<T>) => net.tx(work, net.actor('coordinator', newId()));
  const by = <T>(personId: string, work: Work<T>) => net.tx(work, net.actor(['member'], personId));
  const status = (work: Promise<unknown>) =>
    work.then(
      () => 200,
      (error: Problem) => error.status,
    );

  let days = 0;
  /** Somebody who sits alone through a night of its own, two who sat beside them, and a stranger. */
  async function night(wanted = 1) {
    const day = `2027-02-${String(++days).padStart(2, '0')}`;
    const need = { role: 'operator' as const, chapterId: null, minimum: 1, wanted, languages: [] };
    const add = (startMinute: number, lengthMinutes: number, n: number) =>
      plan((ctx) =>
        commands.addSlot(ctx, { ...need, id: newId(), wanted: n, day, startMinute, lengthMinutes }),
      );
    const [shared, slot] = [await add(600, 120, 3), await add(22 * 60, 480, wanted)];
    const free = (await plan((ctx) => commands.fitting(ctx, slot.id))).map((f) => f.personId);
    const [who, one, two] = free as [string, string, string];
    for (const id of [who, one, two])
      await by(id, (ctx) => commands.take(ctx, { id: newId(), slotId: shared.id }));
    await by(who, (ctx) => commands.take(ctx, { id: newId(), slotId: slot.id }));
    const read = () => plan((ctx) => commands.readSlot(ctx, slot.id));
    const seat = (await read()).seats[0]!;
    return { who, one, two, slot: slot.id, seat: seat.id, day, read };
  }

  const ask = async (of: { seat: string }, personId: string, id = newId()) => {
    await plan((ctx) => commands.askBuddy(ctx, of.seat, { id, personId }));
    return id;
  };
  const answer = (personId: string, id: string, agree = true) =>
    by(personId, (ctx) => commands.answerBuddy(ctx, id, agree));
  const told = (personId: string) =>
    net.tx(async (ctx) => {
      const rows = await ctx.tx
        .selectFrom('messages')
        .select(['id', 'body'])
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', personId)
        .where('purpose', '=', 'shift')
        .orderBy('id')
        .execute();
      return rows.map((r) => ctx.vault.decrypt<string>(r.body, { record: r.id, field: 'body' }));
    });
  const thin = async (of: { day: string; slot: string }) => {
    const rota = await plan((ctx) => commands.readRota(ctx, of.day, 2));
    const slot = rota.slots.find((s) => s.id === of.slot)!;
    const pieces = rota.pieces.filter(
      (p) => p.role === 'operator' && p.from >= slot.startsAt && p.to <= slot.endsAt,
    );
    return [slot.lacksBuddy, pieces.some((p) => p.thin)];
  };

  it('is lacked by who sits alone at night: the rota shows it, and coverage counts the hours as thin', async () => {
    const n = await night();
    expect(await thin(n)).toEqual([true, true]);
    const id = await ask(n, n.one);
    // Asked is not agreed.
    expect(await thin(n)).toEqual([true, true]);
    expect((await told(n.one)).at(-1)).toMatch(/sits alone as operator/);
    await answer(n.one, id);
    expect(await thin(n)).toEqual([false, false]);
    expect((await n.read()).seats[0]!.buddies).toMatchObject([{ state: 'agreed' }]);
    expect((await told(n.who)).at(-1)).toMatch(/stands by you/);
  });

  it('is not needed where two sit, and again when one of them gives back', async () => {
    const n = await night(2);
    await by(n.one, (ctx) => commands.take(ctx, { id: newId(), slotId: n.slot }));
    expect(await thin(n)).toEqual([false, false]);
    const theirs = (await n.read()).seats.find((s) => s.personId === n.one)!.id;
    await by(n.one, (ctx) => commands.giveBack(ctx, theirs, newId()));
    expect(await thin(n)).toEqual([true, true]);
  });

  it('is named in the app, from those beside whom one sits, and nobody else', async () => {
    const n = await night();
    // The app looks four weeks ahead.
    const now = new Date(`${n.day}T09:00:00-05:00`);
    const mine = () => by(n.who, (ctx) => commands.myShifts({ ...ctx, now }, 'en'));
    const own = async () => (await mine()).own.find((s) => s.id === n.seat)!;
    expect(await own()).toMatchObject({ alone: true, lacksBuddy: true, buddies: [] });
    const could = await by(n.who, (ctx) => commands.company({ ...ctx, now }, n.seat));
    expect(could.map((c) => c.personId)).toEqual(expect.arrayContaining([n.one, n.two]));
    const stranger = (await plan((ctx) => commands.fitting(ctx, n.slot).catch(() => [])))
      .map((f) => f.personId)
      .find((p) => !could.some((c) => c.personId === p))!;
    const askAs = (personId: string) =>
      by(n.who, (ctx) => commands.askOwnBuddy({ ...ctx, now }, n.seat, { id: newId(), personId }));
    expect(await status(askAs(stranger ?? newId()))).toBe(404);
    expect(await status(askAs(n.who))).toBe(404);
    expect(await askAs(n.one)).toEqual({ state: 'asked' });
    const asked = (await by(n.one, (ctx) => commands.myShifts(ctx, 'en'))).buddying.find(
      (b) => b.state === 'asked',
    );
    expect(asked).toMatchObject({ state: 'asked', role: 'operator' });
    expect(await status(answer(n.two, asked!.id))).toBe(404);
    expect(await answer(n.one, asked!.id, false)).toEqual({ state: 'refused' });
    expect(await own()).toMatchObject({ lacksBuddy: true, buddies: [{ state: 'declined' }] });
    expect((await told(n.who)).at(-1)).toMatch(/cannot be your buddy/);
  });

  it('withdraws, is taken off, is removed or suspended: each time somebody lacks one again and is told', async () => {
    const n = await night();
    const stand = async (personId: string) => {
      const id = await ask(n, personId);
      await answer(personId, id);
      expect((await thin(n))[0]).toBe(false);
      return id;
    };
    const id = await stand(n.one);
    expect(await status(by(n.two, (ctx) => commands.leaveBuddy(ctx, id)))).toBe(404);
    await by(n.one, (ctx) => commands.leaveBuddy(ctx, id));
    await by(n.one, (ctx) => commands.leaveBuddy(ctx, id));
    expect(await thin(n)).toEqual([true, true]);
    expect((await told(n.who)).filter((t) => /not your buddy any more/.test(t))).toHaveLength(1);
    const again = await stand(n.one);
    await plan((ctx) => commands.dropBuddy(ctx, again));
    expect((await thin(n))[0]).toBe(true);
    expect((await told(n.one)).at(-1)).toMatch(/not needed as the buddy/);
    for (const forGood of [false, true]) {
      await stand(n.two);
      await net.tx((ctx) => commands.leave(ctx, n.two, { forGood }));
      expect((await thin(n))[0]).toBe(true);
    }
    expect((await told(n.who)).filter((t) => /not your buddy any more/.test(t))).toHaveLength(4);
  });

  it('stands by a person, not by a slot: whoever has the seat next names their own', async () => {
    const n = await night();
    await answer(n.one, await ask(n, n.one));
    await by(n.who, (ctx) => commands.giveBack(ctx, n.seat, newId()));
    expect((await told(n.one)).at(-1)).toMatch(/not needed as the buddy/);
    await by(n.two, (ctx) => commands.take(ctx, { id: newId(), slotId: n.slot }));
    expect(await thin(n)).toEqual([true, true]);
    const { buddying } = await by(n.one, (ctx) => commands.myShifts(ctx, 'en'));
    expect(buddying.filter((b) => b.startsAt >= n.day)).toEqual([]);
  });

  it('is suggested with a filling, changed before it is published, and asked then', async () => {
    const day = `2027-02-${String(++days).padStart(2, '0')}`;
    const need = { role: 'operator' as const, chapterId: null, minimum: 1, wanted: 1, languages: [] };
    const at = { day, startMinute: 22 * 60, lengthMinutes: 480 };
    const slot = await plan((ctx) => commands.addSlot(ctx, { ...need, ...at, id: newId() }));
    const read = () => plan((ctx) => commands.readSlot(ctx, slot.id));
    const free = (await plan((ctx) => commands.fitting(ctx, slot.id))).map((f) => f.personId);
    const range = { id: newId(), from: day, to: day };
    const fill = () => plan((ctx) => commands.fill(ctx, range));
    expect((await fill()).buddies).toHaveLength(1);
    const filled = await fill();
    expect(filled).toMatchObject({ gapHours: 0, alone: 0, buddies: [{ slotId: slot.id }] });
    const by0 = filled.buddies[0]!.personId;
    const before = (await told(by0)).length;
    const suggested = (await read()).seats[0]!;
    expect(suggested).toMatchObject({ state: 'draft', buddies: [{ state: 'suggested' }] });
    const { buddying } = await by(by0, (ctx) => commands.myShifts(ctx, 'en'));
    expect(buddying.filter((b) => b.startsAt >= day)).toEqual([]);
    const own = suggested.buddies[0]!.id;
    expect(await status(by(by0, (ctx) => commands.answerBuddy(ctx, own, true)))).toBe(404);
    expect((await plan((ctx) => commands.dropBuddy(ctx, own))).lacksSuggested).toBe(true);
    const other = free.find((id) => id !== by0 && id !== suggested.personId)!;
    const chosen = await plan((ctx) =>
      commands.askBuddy(ctx, suggested.id, { id: newId(), personId: other }),
    );
    expect(chosen).toMatchObject({ lacksSuggested: false, seats: [{ buddies: [{ state: 'suggested' }] }] });
    await plan((ctx) => commands.publish(ctx, range));
    expect(await read()).toMatchObject({ lacksBuddy: true, seats: [{ buddies: [{ state: 'asked' }] }] });
    expect((await told(other)).at(-1)).toMatch(/sits alone as operator/);
    expect((await told(by0)).length).toBe(before);
  });

  it('is suggested for who sits alone already, and goes again with the suggestions', async () => {
    const n = await night();
    const range = { id: newId(), from: n.day, to: n.day };
    const filled = await plan((ctx) => commands.fill(ctx, range));
    expect(filled.buddies).toMatchObject([{ slotId: n.slot }]);
    expect((await n.read()).seats[0]!.buddies).toMatchObject([{ state: 'suggested' }]);
    await plan((ctx) => commands.unfill(ctx, range));
    expect((await n.read()).seats[0]!.buddies).toEqual([]);
    expect(await thin(n)).toEqual([true, true]);
  });

  it('is asked once, can be woken, and is somebody else', async () => {
    const n = await night();
    const before = (await told(n.one)).length;
    const id = newId();
    await ask(n, n.one, id);
    await ask(n, n.one, id);
    await ask(n, n.one);
    expect((await told(n.one)).length).toBe(before + 1);
    expect(await status(ask(n, n.who))).toBe(422);
    expect(await status(ask(n, newId()))).toBe(404);
    expect(
      await status(by(n.one, (ctx) => commands.askBuddy(ctx, n.seat, { id: newId(), personId: n.two }))),
    ).toBe(403);
    await net.tx((ctx) =>
      ctx.tx
        .deleteFrom('addresses')
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', n.two)
        .execute(),
    );
    expect(await status(ask(n, n.two))).toBe(422);
    const back = {
      id: newId(),
      personId: n.two,
      kind: 'wall' as const,
      address: `+1917444${days}000`,
      rank: 1,
    };
    await net.tx((ctx) => addAddresses(ctx, [back]));
    expect(await status(ask(n, n.two))).toBe(200);
  });

  it('is paged after a hard call while the shift goes on, and known to nobody before', async () => {
    const n = await night();
    await answer(n.one, await ask(n, n.one));
    const now = () => net.tx((ctx) => commands.buddyNow(ctx, n.who));
    expect(await now()).toBeNull();
    const at = async (iso: string) =>
      net.tx((ctx) => commands.buddyNow({ ...ctx, now: new Date(iso) }, n.who));
    expect(await at(`${n.day}T23:30:00-05:00`)).toBe(n.one);
  });
});

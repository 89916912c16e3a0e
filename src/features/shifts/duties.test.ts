import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { onPhone, settlePeople } from '../../../test/village.ts';
import type { Actor } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { Problem } from '../../platform/problem.ts';
import * as commands from './commands.ts';
import type { ShiftRole } from './contract.ts';

let net: TestNetwork;
let people: Awaited<ReturnType<typeof settlePeople>>;
let free = 0;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  people = await settlePeople(net, 40);
});

const next = () => people[free++]!;
const minutes = (n: number) => new Date(net.clock.now().getTime() + n * 60_000);
const by = <T>(personId: string, work: Parameters<typeof net.tx<T>>[0], roles: string[] = []) =>
  net.tx(work, net.actor(roles, personId));

/** A seat from so many minutes from now on, in a slot of its own. */
async function seat(personId: string, from = 0, to = 480, role: ShiftRole = 'verifier') {
  const id = newId();
  await net.tx((ctx) =>
    commands.addShifts(ctx, [
      { id, role, chapterId: null, personId, startsAt: minutes(from), endsAt: minutes(to) },
    ]),
  );
  return id;
}
const dutiesOf = (personId: string) =>
  net.tx((ctx) =>
    ctx.tx.selectFrom('duties').selectAll().where('person_id', '=', personId).orderBy('began_at').execute(),
  );
const stateOf = async (personId: string) =>
  (await net.tx((ctx) => commands.seatsNow(ctx))).find((s) => s.personId === personId)?.state ?? 'away';
/** By both ways of asking. */
const isOnShift = async (personId: string, role = 'verifier') => {
  const one = (await net.tx((ctx) => commands.onShift(ctx, role))).includes(personId);
  expect((await net.tx(commands.onCallNow))(role).includes(personId)).toBe(one);
  return one;
};
const events = (kind: string, person: string) =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('events')
      .select(['kind', 'data'])
      .where('kind', '=', kind)
      .execute();
    return rows.filter((r) => (r.data as { person?: string }).person === person).length;
  });
const checkIn = (personId: string, shiftId: string, tap: commands.Tap = {}) =>
  by(personId, (ctx) => commands.checkIn(ctx, shiftId, tap));
const end = (id: string, as: 'left' | 'handed-over' = 'left') =>
  net.tx(async (ctx) => commands.endDuty(ctx, (await commands.lockDuty(ctx, id))!, { as, shownAt: ctx.now }));

describe('checking in', () => {
  it('begins a duty; again, or by two taps at once, is the same act', async () => {
    const { id } = next();
    const shift = await seat(id);
    await Promise.all([checkIn(id, shift), checkIn(id, shift)]);
    await checkIn(id, shift);
    expect(await dutiesOf(id)).toHaveLength(1);
    expect(await stateOf(id)).toBe('on');
    expect(await events('duty.began', id)).toBe(1);
  });

  it('keeps the time of the tap when its message comes hours later', async () => {
    const { id } = next();
    const shift = await seat(id);
    const tapped = minutes(7);
    net.clock.advance(180);
    const { checkedInAt } = await checkIn(id, shift, { at: tapped });
    expect(checkedInAt).toEqual(tapped);
    expect((await dutiesOf(id))[0]).toMatchObject({ began_at: tapped, heard_at: net.clock.now() });
  });

  it('believes no clock that is ahead, and nobody before an hour before', async () => {
    const { id } = next();
    const shift = await seat(id, 30);
    const { checkedInAt } = await checkIn(id, shift, { at: minutes(24 * 60) });
    expect(checkedInAt).toEqual(net.clock.now());
    const other = next().id;
    const later = await seat(other, 61);
    await expect(checkIn(other, later)).rejects.toThrow(/does not begin yet/);
    net.clock.advance(5);
    expect((await checkIn(other, later, { at: minutes(-600) })).checkedInAt).toEqual(minutes(-4));
  });

  it('is for one’s own shift alone, and not after it', async () => {
    const [mine, other] = [next().id, next().id];
    const shift = await seat(mine, 0, 30);
    await expect(checkIn(other, shift)).rejects.toThrow(/no such shift/);
    net.clock.advance(31);
    await expect(checkIn(mine, shift)).rejects.toThrow(/is over/);
    expect(await dutiesOf(mine)).toEqual([]);
  });

  it('late word of a seat that was taken away meanwhile counts until then', async () => {
    const { id } = next();
    const shift = await seat(id);
    const tapped = minutes(2);
    const slotId = newId();
    const endsAt = minutes(480);
    await net.tx(async (ctx) => {
      const slot = { id: slotId, patternId: null, role: 'verifier' as const, chapterId: null };
      const { insertSlots } = await import('./store.ts');
      await insertSlots(ctx.tx, ctx.network.id, [
        { ...slot, minimum: 1, wanted: 1, languages: [], state: 'published', startsAt: ctx.now, endsAt },
      ]);
      await ctx.tx.updateTable('shifts').set({ slot_id: slotId }).where('id', '=', shift).execute();
    });
    net.clock.advance(60);
    const removedAt = net.clock.now();
    await net.tx((ctx) => commands.removeSeat(ctx, shift), net.actor('admin'));
    net.clock.advance(30);
    await checkIn(id, shift, { at: tapped });
    expect((await dutiesOf(id))[0]).toMatchObject({
      ...{ began_at: tapped, ended_at: removedAt, counted_to: removedAt, ended_as: 'unseated' },
    });
  });

  it('goes on into the shift that follows in the same role', async () => {
    const { id } = next();
    const [first, second] = [await seat(id, 0, 60), await seat(id, 60, 120)];
    await checkIn(id, first);
    net.clock.advance(55);
    await checkIn(id, second);
    expect(await dutiesOf(id)).toMatchObject([{ due_at: minutes(65), ended_at: null }]);
    net.clock.advance(30);
    expect(await stateOf(id)).toBe('on');
  });

  it('an earlier shift’s word that comes after a later one’s is kept, and overlaps nothing', async () => {
    const { id } = next();
    const [first, second] = [await seat(id, 0, 60), await seat(id, 60, 120)];
    const tapped = minutes(1);
    net.clock.advance(70);
    await checkIn(id, second);
    await checkIn(id, first, { at: tapped });
    expect(await dutiesOf(id)).toMatchObject([
      { began_at: tapped, counted_to: minutes(-10), ended_as: 'left' },
      { began_at: net.clock.now(), ended_at: null },
    ]);
  });
});

describe('at the desk', () => {
  it('signs on to the shift that runs, or without a seat in a role of one’s own', async () => {
    const { id } = next();
    await seat(id, -20, 60, 'operator');
    const first = await by(id, (ctx) => commands.signOn(ctx, { id: newId(), role: 'operator' }), [
      'operator',
    ]);
    const again = await by(id, (ctx) => commands.signOn(ctx, { id: newId(), role: 'operator' }), [
      'operator',
    ]);
    expect(again.id).toBe(first.id);
    expect(first.dueAt).toEqual(minutes(60));
    const other = next().id;
    const act = (roles: string[]) =>
      by(other, (ctx) => commands.signOn(ctx, { id: newId(), role: 'dispatcher' }), roles);
    await expect(act(['operator'])).rejects.toThrow(/does not allow/);
    await act(['dispatcher']);
    expect(await isOnShift(other, 'dispatcher')).toBe(true);
  });

  it('is on one kind of break, which ends with the duty', async () => {
    const { id } = next();
    await expect(by(id, (ctx) => commands.setBreak(ctx, true))).rejects.toThrow(/not on duty/);
    await seat(id);
    await by(id, (ctx) => commands.setBreak(ctx, true));
    await by(id, (ctx) => commands.setBreak(ctx, true));
    const [duty] = await dutiesOf(id);
    net.clock.advance(15);
    const resting = () => net.tx(async (ctx) => (await commands.onBreak(ctx, [id])).size);
    expect(await resting()).toBe(1);
    await end(duty!.id);
    expect(await resting()).toBe(0);
    const { months } = await by(id, (ctx) => commands.myHours(ctx, 'en'));
    expect(months[0]).toMatchObject({
      minutes: 15,
      breakMinutes: 15,
      byRole: [{ role: 'verifier', minutes: 15 }],
    });
  });
});

describe('who does not come', () => {
  it('is missed after ten minutes, once, and is told', async () => {
    const person = next();
    await seat(person.id);
    net.clock.advance(9);
    await net.tx(commands.watchDuties);
    expect([await stateOf(person.id), await events('duty.missed', person.id)]).toEqual(['expected', 0]);
    net.clock.advance(1);
    await Promise.all([net.tx(commands.watchDuties), net.tx(commands.watchDuties)]);
    await net.settle();
    expect([await stateOf(person.id), await events('duty.missed', person.id)]).toEqual(['missed', 1]);
    const told = (await onPhone(net, person.phone)).map((m) => m.body);
    expect(told.filter((body) => /check in under My shifts/.test(body))).toHaveLength(1);
  });
});

describe('the end', () => {
  it('stays with its owner until they leave; reminded at the end, raised a quarter of an hour later', async () => {
    const { id } = next();
    const shift = await seat(id, 0, 60);
    await checkIn(id, shift);
    net.clock.advance(60);
    await net.tx(commands.watchDuties);
    await net.tx(commands.watchDuties);
    expect([await stateOf(id), await events('duty.due', id), await events('duty.overdue', id)]).toEqual([
      'over',
      1,
      0,
    ]);
    expect(await isOnShift(id)).toBe(true);
    net.clock.advance(15);
    await net.tx(commands.watchDuties);
    expect(await events('duty.overdue', id)).toBe(1);
    const [duty] = await dutiesOf(id);
    await by(id, (ctx) => commands.stay(ctx, duty!.id));
    expect(await stateOf(id)).toBe('on');
    net.clock.advance(60);
    await net.tx(commands.watchDuties);
    expect(await events('duty.due', id)).toBe(2);
    net.clock.advance(121);
    expect(await isOnShift(id)).toBe(false);
    expect(await stateOf(id)).toBe('over');
  });

  it('by "I have left" is at the tap, however late its message comes, and twice is once', async () => {
    const { id } = next();
    const shift = await seat(id, 0, 60);
    const leave = (at: Date | null) => by(id, (ctx) => commands.leaveShift(ctx, shift, at));
    await expect(leave(null)).rejects.toThrow(/not checked in/);
    await checkIn(id, shift);
    net.clock.advance(62);
    const tapped = net.clock.now();
    net.clock.advance(300);
    expect([await leave(tapped), await leave(tapped)]).toEqual([tapped, tapped]);
    expect(await dutiesOf(id)).toMatchObject([{ ended_at: tapped, counted_to: tapped, ended_as: 'left' }]);
    await expect(by(next().id, (ctx) => commands.leaveShift(ctx, shift, null))).rejects.toThrow(
      /no such shift/,
    );
  });

  it('well before the end frees the seat, and the rota says so', async () => {
    const { id } = next();
    const shift = await seat(id, 0, 240);
    await checkIn(id, shift);
    net.clock.advance(60);
    await end((await dutiesOf(id))[0]!.id);
    const { ends_at } = await net.tx((ctx) =>
      ctx.tx.selectFrom('shifts').select('ends_at').where('id', '=', shift).executeTakeFirstOrThrow(),
    );
    expect([ends_at, await isOnShift(id), await stateOf(id)]).toEqual([net.clock.now(), false, 'away']);
  });

  it('of somebody removed or suspended is at once', async () => {
    const [removed, suspended] = [next().id, next().id];
    for (const id of [removed, suspended]) await checkIn(id, await seat(id));
    net.clock.advance(30);
    await net.tx((ctx) => commands.leave(ctx, removed, { forGood: true }));
    await net.tx((ctx) => commands.leave(ctx, suspended, { forGood: false }));
    for (const id of [removed, suspended]) {
      expect(await dutiesOf(id)).toMatchObject([{ ended_as: 'removed', counted_to: net.clock.now() }]);
      expect(await isOnShift(id)).toBe(false);
    }
  });
});

describe('hours of a chapter', () => {
  const all = (actor: Actor, chapterId: string | null) =>
    net.tx((ctx) => commands.hoursOf(ctx, '2026-11', chapterId), actor);
  const of = (chapterId: string | null): Actor => ({
    ...net.actor('x'),
    roles: [{ role: 'coordinator', chapterId }],
  });

  it('are its coordinator’s, count against looks at members, and add up', async () => {
    const chapterId = await net.tx(async (ctx) => {
      const row = await ctx.tx
        .selectFrom('people')
        .select('chapter_id')
        .where('id', '=', people[0]!.id)
        .executeTakeFirstOrThrow();
      return row.chapter_id;
    });
    const found = await all(of(chapterId), chapterId);
    if (found instanceof Problem) throw found;
    expect(found.items.length).toBeGreaterThan(5);
    for (const p of found.items) expect(p.byRole.reduce((sum, r) => sum + r.minutes, 0)).toBe(p.minutes);
    expect(found.minutes).toBe(found.items.reduce((sum, p) => sum + p.minutes, 0));
    await expect(all(of(newId()), chapterId)).rejects.toThrow(/does not allow/);
    await expect(all(of(chapterId), null)).rejects.toThrow(/does not allow/);
    await expect(all(net.actor('dispatcher'), chapterId)).rejects.toThrow(/does not allow/);
    const one = of(null);
    let last = await all(one, null);
    for (let n = 0; n < 60 && !(last instanceof Problem); n++) last = await all(one, null);
    expect(last).toMatchObject({ status: 429 });
  });

  it('are thanked for once, on the first of the next month', async () => {
    net.clock.advance(7 * 24 * 60);
    await net.tx(commands.thank);
    await net.tx(commands.thank);
    const thanks = await net.tx((ctx) =>
      ctx.tx.selectFrom('duty_thanks').select(['person_id', 'month']).execute(),
    );
    const messages = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('id').where('purpose', '=', 'thanks').execute(),
    );
    expect(thanks.length).toBeGreaterThan(5);
    expect(messages.length).toBe(thanks.length);
  });
});

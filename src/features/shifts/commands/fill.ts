import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { availableIn, localMinute, people } from '../../people/index.ts';
import {
  type Burden,
  burdenOf,
  type Fillable,
  type Filled,
  fillRota,
  needsTwo,
  usualRules,
  whyNot,
} from '../rules.ts';
import * as store from '../store.ts';
import { standable } from './buddies.ts';
import { candidates, rotaRules, shiftsAround } from './candidates.ts';
import { slotsToPlan } from './slots.ts';

/**
 * Suggests who takes the free places of these days, and who stands by where one would sit alone at night: drafts, which a coordinator edits and publishes. Suggestions that
 * stand there are made anew. The same input gives the same answer.
 */
export async function fill(ctx: Ctx, days: { id: string; from: string; to: string }): Promise<Filled> {
  const slots = await slotsToFill(ctx, days.from, days.to);
  await dropDrafts(ctx, slots);
  const everyone = await candidates(ctx, null);
  const able = [...everyone.values()].filter((person) =>
    slots.some((slot) => mayEver(person, slot, ctx.now)),
  );
  const ids = able.map((p) => p.id);
  await store.lockPeople(ctx.tx, ctx.network.id, ids);
  const rules = await rotaRules(ctx);
  const seats = await store.selectOfSlots(
    ctx.tx,
    ctx.network.id,
    slots.map((s) => s.id),
  );
  const bySlot = Map.groupBy(
    seats.filter((s) => !s.learner),
    (s) => s.slotId,
  );
  const standing = await standingBy(ctx, seats);
  const fillable = slots.map((slot) =>
    fillableOf(
      ctx,
      slot,
      (bySlot.get(slot.id) ?? []).map((s) => ({
        personId: s.personId,
        languages: everyone.get(s.personId)?.languages ?? [],
      })),
      { needsTwo: needsTwo(slot, rules, ctx.network.timeZone), ...standing(bySlot.get(slot.id) ?? []) },
    ),
  );
  const awake = fillable.some((s) => s.needsTwo) ? await standable(ctx, ids) : new Set<string>();
  const [first, last] = [slots[0]?.startsAt ?? ctx.now, slots.at(-1)?.endsAt ?? ctx.now];
  const around = await shiftsAround(ctx, ids, first, last);
  const carried = await carriedBy(ctx, ids, first, last);
  const windows = new Map((await people(ctx, ids)).map((p) => [p.id, p.availability]));
  const slotById = new Map(slots.map((s) => [s.id, s]));
  const local = new Map(slots.map((s) => [s.id, localMinute(s.startsAt, ctx.network.timeZone)]));
  const fillers = able.map((person) => ({
    id: person.id,
    languages: person.languages,
    canBeWoken: awake.has(person.id),
    may: ({ id }: Fillable) => mayEver(person, slotById.get(id)!, ctx.now),
    wishes: ({ id }: Fillable) => {
      const { day, minute } = local.get(id)!;
      return availableIn(windows.get(person.id) ?? [], day, minute);
    },
    has: (around.get(person.id) ?? []).map((s) => ({ from: +s.startsAt, to: +s.endsAt })),
    carried: carried.get(person.id) ?? [],
  }));
  const filled = fillRota(fillable, fillers, rules);
  const drafts = filled.seats.map(({ slotId, personId }) => {
    const { role, chapterId, startsAt, endsAt } = slotById.get(slotId)!;
    return { id: newId(), slotId, personId, role, chapterId, startsAt, endsAt, state: 'draft' as const };
  });
  await store.insertShifts(ctx.tx, ctx.network.id, drafts);
  // Whoever is alone in a slot is the one seat of it, suggested or not.
  const seatOf = new Map([...seats.filter((s) => !s.learner), ...drafts].map((s) => [s.slotId, s.id]));
  await store.insertBuddies(
    ctx.tx,
    ctx.network.id,
    filled.buddies.map(({ slotId, personId }) => ({
      ...{ id: newId(), shiftId: seatOf.get(slotId)!, personId, state: 'suggested' as const },
      ...{ at: ctx.now, askedBy: ctx.actor.personId },
    })),
  );
  await audit(ctx, { act: 'rota.filled', subject: days.id, data: { seats: filled.seats.length } });
  await emit(ctx, { kind: 'shift.changed', subject: days.id, data: {} });
  return filled;
}

/** Takes back the suggestions of these days. Returns how many. */
export async function unfill(ctx: Ctx, days: { id: string; from: string; to: string }): Promise<number> {
  const dropped = await dropDrafts(ctx, await slotsToFill(ctx, days.from, days.to));
  if (dropped > 0) await emit(ctx, { kind: 'shift.changed', subject: days.id, data: {} });
  return dropped;
}

const slotsToFill = async (ctx: Ctx, from: string, to: string): Promise<store.SlotRow[]> =>
  (await slotsToPlan(ctx, from, to)).filter((s) => s.startsAt > ctx.now);

async function dropDrafts(ctx: Ctx, slots: store.SlotRow[]): Promise<number> {
  const ids = slots.map((s) => s.id);
  await store.dropSuggested(ctx.tx, ctx.network.id, { slotIds: ids });
  return (await store.dropDrafts(ctx.tx, ctx.network.id, ids)).length;
}

/** Whether training and standing let somebody have a slot, whatever else they do. */
const mayEver = (person: Parameters<typeof whyNot>[0]['person'], slot: store.SlotRow, now: Date): boolean =>
  whyNot({
    person,
    slot: { ...slot, languages: [] },
    ...{ sitting: [], theirs: [], now },
    rules: { ...usualRules, restMinutes: 0, weekHours: 168, noticeHours: 0 },
  }).length === 0;

const backMinutes = 28 * 24 * 60;

/** What these people carried in the four weeks before, and have already in the days to fill. */
async function carriedBy(ctx: Ctx, ids: string[], first: Date, last: Date): Promise<Map<string, Burden[]>> {
  const rows = await store.selectOfPeople(
    ctx.tx,
    ctx.network.id,
    ids,
    plusMinutes(first, -backMinutes),
    last,
  );
  const zone = ctx.network.timeZone;
  const own = Map.groupBy(
    rows.filter((s) => !s.learner),
    (s) => s.personId,
  );
  return new Map([...own].map(([id, shifts]) => [id, shifts.map((s) => burdenOf(s, zone))]));
}

/** Who stands by seats of a slot, or is asked to; and who said that they cannot. */
async function standingBy(ctx: Ctx, seats: store.ShiftRow[]) {
  const rows = await store.selectBuddies(
    ctx.tx,
    ctx.network.id,
    seats.map((s) => s.id),
  );
  return (of: store.ShiftRow[]): Pick<Fillable, 'standingBy' | 'notBy'> => {
    const own = rows.filter((b) => of.some((s) => s.id === b.shiftId));
    const people = (isNo: boolean) =>
      own.filter((b) => (b.state === 'declined') === isNo).map((b) => b.personId);
    return { standingBy: people(false), notBy: people(true) };
  };
}

const fillableOf = (
  ctx: Ctx,
  slot: store.SlotRow,
  sitting: Fillable['sitting'],
  night: Pick<Fillable, 'needsTwo' | 'standingBy' | 'notBy'>,
): Fillable => ({
  ...night,
  id: slot.id,
  from: +slot.startsAt,
  to: +slot.endsAt,
  minimum: slot.minimum,
  wanted: slot.wanted,
  languages: slot.languages,
  sitting,
  ...burdenOf(slot, ctx.network.timeZone),
});

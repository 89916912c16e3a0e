import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { Slot } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { isSoft, type Reason, whyNot } from '../rules.ts';
import * as store from '../store.ts';
import { reasonText, when } from '../words.ts';
import { candidates, reasonsAgainst, rotaRules, shiftsAround, sittingIn } from './candidates.ts';
import { endUnseated } from './duties.ts';
import { releaseBuddies } from './release-buddies.ts';
import { readSlot } from './rota.ts';
import { rotaChanged, slotToPlan } from './slots.ts';
import { tell } from './tell.ts';

/** Puts a member on a slot. The same id again is the same act. Throws 409 where it is full, 422 with every reason against. */
export async function addSeat(
  ctx: Ctx,
  slotId: string,
  seat: { id: string; personId: string; learner?: boolean | undefined; anyway?: boolean | undefined },
): Promise<Slot> {
  await store.lockPeople(ctx.tx, ctx.network.id, [seat.personId]);
  const slot = await slotToPlan(ctx, slotId);
  if (await store.selectShift(ctx.tx, ctx.network.id, seat.id)) return readSlot(ctx, slotId);
  const learner = seat.learner ?? false;
  const reasons = await reasonsAgainst(ctx, seat.personId, slot, { learner });
  const standing = seat.anyway ? reasons.filter((r) => !isSoft(r)) : reasons;
  if (standing.length > 0) throw await against(ctx, slot, standing);
  await seatPerson(ctx, slot, { id: seat.id, personId: seat.personId, learner });
  if (slot.state === 'published')
    await tell(ctx, 'given', [{ ...slot, id: seat.id, personId: seat.personId }]);
  await audit(ctx, {
    act: 'rota.seated',
    subject: seat.personId,
    data: { slot: slotId, overruled: reasons.map((r) => r.code).join(' ') },
  });
  return readSlot(ctx, slotId);
}

/** Writes a seat: as a suggestion while its slot is a draft; from now on where its time has begun. */
export async function seatPerson(
  ctx: Ctx,
  slot: store.SlotRow,
  seat: { id: string; personId: string; learner?: boolean },
): Promise<void> {
  await store.insertShifts(ctx.tx, ctx.network.id, [
    {
      ...seat,
      slotId: slot.id,
      role: slot.role,
      chapterId: slot.chapterId,
      startsAt: slot.startsAt < ctx.now ? ctx.now : slot.startsAt,
      endsAt: slot.endsAt,
      state: slot.state === 'published' ? 'on' : 'draft',
      takenAt: ctx.now,
    },
  ]);
  await rotaChanged(ctx, slot.id);
}

/** Every reason in one problem. A full slot says who came last, and when. */
export async function against(ctx: Ctx, slot: store.SlotRow, reasons: Reason[], lang: Lang = 'en') {
  const text = reasons.map((reason) => reasonText(ctx, lang, reason)).join(' ');
  const facts = { why: reasons.map((r) => r.code).join(' ') };
  if (!reasons.some((r) => r.code === 'full')) return refused(text, nextAfter(reasons), facts);
  const seats = await store.selectOfSlots(ctx.tx, ctx.network.id, [slot.id]);
  const last = seats
    .filter((s) => !s.learner && s.takenAt && s.endsAt > ctx.now)
    .sort((a, b) => +b.takenAt! - +a.takenAt!)[0];
  if (!last) return conflict(text, facts);
  const who = (await callSigns(ctx, [last.personId])).get(last.personId) ?? '';
  const first = say(lang, 'tookLast', { who, at: when(lang, last.takenAt!, ctx.network.timeZone) });
  return conflict(`${text} ${first}`, facts, 'Look for another shift.');
}

const nextAfter = (reasons: Reason[]) =>
  reasons.every(isSoft) ? 'A coordinator can overrule this.' : 'Choose another shift or another person.';

/** Takes a member off a slot, and tells them. Off already is the same act. */
export async function removeSeat(ctx: Ctx, seatId: string): Promise<Slot> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const found = await store.selectShift(ctx.tx, ctx.network.id, seatId);
  if (!found?.slotId) throw notFound('place on the rota');
  await store.lockPeople(ctx.tx, ctx.network.id, [found.personId]);
  const slot = await slotToPlan(ctx, found.slotId);
  const seat = (await store.selectShift(ctx.tx, ctx.network.id, seatId))!;
  if (seat.state === 'off' || seat.endsAt <= ctx.now) return readSlot(ctx, slot.id);
  await unseat(ctx, seat);
  if (seat.state === 'on') await tell(ctx, 'off', [seat]);
  await audit(ctx, { act: 'rota.unseated', subject: seat.personId, data: { slot: slot.id } });
  return readSlot(ctx, slot.id);
}

/**
 * A seat is free: from now on, where its time has begun. Whatever is asked about it is overtaken, but for the request
 * that this comes from.
 */
export async function unseat(ctx: Ctx, seat: store.ShiftRow, request: string | null = null): Promise<void> {
  const begun = seat.startsAt < ctx.now && seat.state === 'on';
  const change = begun ? { endsAt: ctx.now, offeredAt: null } : { state: 'off' as const, offeredAt: null };
  await store.updateShifts(ctx.tx, ctx.network.id, [seat.id], change);
  await endUnseated(ctx, [seat.id]);
  await releaseBuddies(ctx, [seat]);
  await store.closeRequestsAbout(ctx.tx, ctx.network.id, { shiftIds: [seat.id], but: request }, ctx.now);
  if (seat.slotId) await rotaChanged(ctx, seat.slotId);
}

export interface Fitting {
  personId: string;
  callSign: string;
  hours: number;
  languages: readonly string[];
}

const fourteenDays = 14 * 24 * 60;
const mostFitting = 12;

/** Whom nothing keeps from a slot, those with the fewest hours in the four weeks around it first. */
export async function fitting(ctx: Ctx, slotId: string): Promise<Fitting[]> {
  const slot = await slotToPlan(ctx, slotId);
  const everyone = await candidates(ctx, null);
  const [sitting, rules] = [await sittingIn(ctx, slotId), await rotaRules(ctx)];
  const alone = [...everyone.values()].filter(
    (person) => whyNot({ person, slot, sitting, theirs: [], rules, now: ctx.now }).length === 0,
  );
  const ids = alone.map((p) => p.id);
  const around = await shiftsAround(ctx, ids, slot.startsAt, slot.endsAt);
  const free = alone.filter(
    (person) =>
      whyNot({ person, slot, sitting, theirs: around.get(person.id) ?? [], rules, now: ctx.now }).length ===
      0,
  );
  const hours = await hoursAround(
    ctx,
    free.map((p) => p.id),
    slot.startsAt,
  );
  const chosen = free
    .sort((a, b) => (hours.get(a.id) ?? 0) - (hours.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1))
    .slice(0, mostFitting);
  const signs = await callSigns(
    ctx,
    chosen.map((p) => p.id),
  );
  return chosen.map(({ id, languages }) => ({
    personId: id,
    callSign: signs.get(id) ?? '',
    hours: hours.get(id) ?? 0,
    languages,
  }));
}

/** Hours that these people have in the four weeks around a moment. */
export async function hoursAround(ctx: Ctx, ids: string[], at: Date): Promise<Map<string, number>> {
  const [from, to] = [plusMinutes(at, -fourteenDays), plusMinutes(at, fourteenDays)];
  const rows = await store.selectOfPeople(ctx.tx, ctx.network.id, ids, from, to);
  const hours = new Map<string, number>();
  for (const { personId, startsAt, endsAt } of rows)
    hours.set(personId, (hours.get(personId) ?? 0) + (+endsAt - +startsAt) / 3_600_000);
  return hours;
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { MyShifts, OpenShift, OwnBuddy, OwnRequest, OwnShift } from '../contract.ts';
import { policy } from '../policy.ts';
import { type Candidate, earlyMinutes, isSoft, whyNot } from '../rules.ts';
import * as store from '../store.ts';
import { reasonText } from '../words.ts';
import { buddying, ownBuddies } from './buddies.ts';
import { candidates, rotaRules, shiftsAround } from './candidates.ts';
import { whyOf } from './requests.ts';

const aheadDays = 28 * 24 * 60;
const mostOpen = 80;

/** Everything about the actor's shifts: their own, what they could take, what waits. */
export async function myShifts(ctx: Ctx, lang: Lang): Promise<MyShifts> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const me = ctx.actor.personId!;
  const until = plusMinutes(ctx.now, aheadDays);
  const slots = await store.selectSlots(ctx.tx, ctx.network.id, ctx.now, until);
  const seats = await store.selectBetween(ctx.tx, ctx.network.id, ctx.now, until);
  const own = seats.filter((s) => s.personId === me && s.state === 'on');
  const requests = await store.selectRequestsOf(
    ctx.tx,
    ctx.network.id,
    me,
    plusMinutes(ctx.now, -7 * 24 * 60),
  );
  const people = new Set([...seats.map((s) => s.personId), ...requests.map((r) => r.personId)]);
  const signs = await callSigns(ctx, [...people, ...requests.flatMap((r) => r.otherPersonId ?? [])]);
  const rules = await rotaRules(ctx);
  const sign = (id: string) => signs.get(id) ?? '';
  const buddy = await ownBuddies(ctx, own);
  const duties = await store.selectOpenOf(ctx.tx, ctx.network.id, me);
  return {
    duties: duties.map(({ id, role, shiftId, beganAt, dueAt }) => ({
      ...{ id, role, shiftId, beganAt: beganAt.toISOString() },
      dueAt: dueAt?.toISOString() ?? null,
    })),
    own: own.map((s) => presentOwn(ctx, s, seats, sign, buddy)),
    open: await openFor(ctx, me, lang, slots, seats, sign),
    requests: await Promise.all(requests.map((r) => presentRequest(ctx, r, sign))),
    buddying: await buddying(ctx),
    noticeHours: rules.noticeHours,
    approval: rules.approval,
  };
}

export function presentOwn(
  ctx: Ctx,
  s: store.ShiftRow,
  seats: store.ShiftRow[],
  sign: (id: string) => string,
  buddy: (shift: store.ShiftRow) => OwnBuddy,
): OwnShift {
  const beside = seats.filter(
    (o) => s.slotId !== null && o.slotId === s.slotId && o.personId !== s.personId && o.state === 'on',
  );
  const isAhead = s.startsAt > ctx.now;
  const can = [
    ...(s.slotId ? ['give-back'] : []),
    ...(s.learner ? [] : [s.offeredAt ? 'keep' : 'offer']),
    ...(isAhead && s.slotId && !s.learner ? ['swap'] : []),
    ...(!s.checkedInAt && s.startsAt <= plusMinutes(ctx.now, earlyMinutes) ? ['check-in'] : []),
  ];
  return {
    ...{ id: s.id, role: s.role, learner: s.learner, can },
    startsAt: s.startsAt.toISOString(),
    endsAt: s.endsAt.toISOString(),
    offered: s.offeredAt !== null,
    checkedInAt: s.checkedInAt?.toISOString() ?? null,
    beside: beside.map((o) => sign(o.personId)),
    ...buddy(s),
  };
}

/** Published slots with a place for this person's training, free or offered; what keeps them from it, in words. */
async function openFor(
  ctx: Ctx,
  me: string,
  lang: Lang,
  slots: store.SlotRow[],
  seats: store.ShiftRow[],
  sign: (id: string) => string,
): Promise<OpenShift[]> {
  const known = await candidates(ctx, [...new Set([me, ...seats.map((s) => s.personId)])]);
  const person = known.get(me);
  if (!person) return [];
  const theirs = (await shiftsAround(ctx, [me], ctx.now, plusMinutes(ctx.now, aheadDays))).get(me) ?? [];
  const rules = await rotaRules(ctx);
  const bySlot = Map.groupBy(seats, (s) => s.slotId);
  const names = new Map((await chapters(ctx)).map((c) => [c.id, c.name]));
  const open: OpenShift[] = [];
  for (const slot of slots) {
    if (slot.state !== 'published' || open.length >= mostOpen) continue;
    const all = bySlot.get(slot.id) ?? [];
    const inIt = all.filter((s) => !s.learner);
    const offered = inIt.find((s) => s.offeredAt !== null && s.personId !== me) ?? null;
    const free = Math.max(0, slot.wanted - inIt.length);
    if ((free === 0 && !offered) || all.some((s) => s.personId === me)) continue;
    const leaves = free === 0 ? offered : null;
    const sitting = all.filter((s) => s !== leaves).map((s) => sittingOf(s, known));
    const reasons = whyNot({ person, slot, sitting, theirs, rules, now: ctx.now });
    if (reasons.some(({ code }) => code === 'certificate' || code === 'part' || code === 'chapter')) continue;
    open.push({
      slotId: slot.id,
      role: slot.role,
      chapter: slot.chapterId && (names.get(slot.chapterId) ?? null),
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      free,
      offered: leaves && { shiftId: leaves.id, callSign: sign(leaves.personId) },
      isNeeded: inIt.length - (leaves ? 1 : 0) < slot.minimum,
      languages: slot.languages,
      why: reasons.map((r) => ({ code: r.code, text: reasonText(ctx, lang, r), soft: isSoft(r) })),
    });
  }
  return open;
}

const sittingOf = (s: store.ShiftRow, known: Map<string, Candidate>) => ({
  personId: s.personId,
  learner: s.learner,
  languages: known.get(s.personId)?.languages ?? [],
});

async function presentRequest(
  ctx: Ctx,
  r: store.RequestRow,
  sign: (id: string) => string,
): Promise<OwnRequest> {
  const me = ctx.actor.personId;
  const slot = (await store.selectSlot(ctx.tx, ctx.network.id, r.slotId))!;
  const other = r.otherShiftId ? await store.selectShift(ctx.tx, ctx.network.id, r.otherShiftId) : null;
  const isMine = r.personId === me;
  const isOpen = r.state === 'asked' || r.state === 'waiting';
  return {
    ...{ id: r.id, kind: r.kind, state: r.state, isMine, role: slot.role },
    who: isMine ? (r.otherPersonId ? sign(r.otherPersonId) : '') : sign(r.personId),
    startsAt: slot.startsAt.toISOString(),
    endsAt: slot.endsAt.toISOString(),
    other: other && { startsAt: other.startsAt.toISOString(), endsAt: other.endsAt.toISOString() },
    why: whyOf(ctx, r),
    can: [...(isMine && isOpen ? ['withdraw'] : []), ...(!isMine && r.state === 'asked' ? ['answer'] : [])],
  };
}

/** One of the actor's shifts, after an act on it. */
export async function readOwn(ctx: Ctx, shift: store.ShiftRow): Promise<OwnShift> {
  const seats = shift.slotId ? await store.selectOfSlots(ctx.tx, ctx.network.id, [shift.slotId]) : [];
  const signs = await callSigns(
    ctx,
    seats.map((s) => s.personId),
  );
  return presentOwn(ctx, shift, seats, (id) => signs.get(id) ?? '', await ownBuddies(ctx, [shift]));
}

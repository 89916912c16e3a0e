import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import { type Reason, whyNot } from '../rules.ts';
import * as store from '../store.ts';
import { reasonText } from '../words.ts';
import { candidates, reasonsAgainst, rotaRules, shiftsAround } from './candidates.ts';
import { ownShift, signOf } from './give-back.ts';
import { exchange } from './hand-over-seat.ts';
import { concern, tell, tellAsked } from './tell.ts';

type Outcome = { state: store.RequestState };
interface Side {
  shift: store.ShiftRow;
  slot: store.SlotRow;
}

/** Both shifts with their slots, people and slots locked in one order. Throws 409 where either has changed hands. */
export async function bothSides(ctx: Ctx, shiftId: string, otherId: string): Promise<[Side, Side]> {
  const read = () =>
    Promise.all([shiftId, otherId].map((id) => store.selectShift(ctx.tx, ctx.network.id, id)));
  const first = await read();
  await store.lockPeople(
    ctx.tx,
    ctx.network.id,
    first.flatMap((s) => (s ? [s.personId] : [])),
  );
  for (const slotId of first.flatMap((s) => (s?.slotId ? [s.slotId] : [])).sort())
    await store.lockSlot(ctx.tx, ctx.network.id, slotId);
  const sides = await Promise.all(
    (await read()).map(async (shift) => {
      const slot = shift?.slotId ? await store.selectSlot(ctx.tx, ctx.network.id, shift.slotId) : null;
      if (!shift || !slot || shift.state !== 'on' || shift.learner) throw changedHands();
      if (shift.startsAt <= ctx.now) throw conflict('One of the two shifts has begun.');
      return { shift, slot };
    }),
  );
  return [sides[0]!, sides[1]!];
}

const changedHands = () =>
  conflict('One of the two shifts has changed hands since.', {}, 'Look at your shifts as they are now.');

/** What keeps each of two from the other's shift, when both give theirs. */
export async function swapReasons(ctx: Ctx, a: Side, b: Side): Promise<[Reason[], Reason[]]> {
  const leaving = [a.shift.id, b.shift.id];
  return [
    await reasonsAgainst(ctx, a.shift.personId, b.slot, { leaving }),
    await reasonsAgainst(ctx, b.shift.personId, a.slot, { leaving }),
  ];
}

async function mustFitBoth(ctx: Ctx, a: Side, b: Side, lang: Lang = 'en'): Promise<void> {
  const [mine, theirs] = await swapReasons(ctx, a, b);
  if (mine.length + theirs.length === 0) return;
  const text = (reasons: Reason[]) => reasons.map((reason) => reasonText(ctx, lang, reason)).join(' ');
  const parts = [
    [a, mine],
    [b, theirs],
  ] as const;
  const said: string[] = [];
  for (const [side, reasons] of parts)
    if (reasons.length > 0) said.push(`${await signOf(ctx, side.shift.personId)}: ${text(reasons)}`);
  throw refused(said.join(' '), 'Choose another shift to swap with.');
}

/** Asks another to swap. The same id again is the same act. Throws 422 with what keeps whom from it. */
export async function askSwap(
  ctx: Ctx,
  ask: { id: string; shiftId: string; otherId: string; lang?: Lang | undefined },
): Promise<Outcome> {
  const before = await store.selectRequest(ctx.tx, ctx.network.id, ask.id);
  if (before) return { state: before.state };
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const [a, b] = await bothSides(ctx, ask.shiftId, ask.otherId);
  if (a.shift.personId !== ctx.actor.personId) throw notFound('shift');
  if (b.shift.personId === a.shift.personId) throw refused('Both shifts are yours.', 'Choose another’s.');
  await mustFitBoth(ctx, a, b, ask.lang);
  await store.insertRequest(ctx.tx, ctx.network.id, {
    ...{ id: ask.id, kind: 'swap' as const, personId: a.shift.personId, slotId: a.slot.id },
    ...{ shiftId: a.shift.id, otherPersonId: b.shift.personId, otherShiftId: b.shift.id },
    ...{ state: 'asked' as const, at: ctx.now },
  });
  await tellAsked(ctx, ask.id, a.shift, b.shift);
  await concern(ctx, [a.shift.personId, b.shift.personId]);
  return { state: 'asked' };
}

/** The other one answers. Agreed, it is done by rule, or waits for a coordinator. */
export async function answerSwap(
  ctx: Ctx,
  id: string,
  agree: boolean,
  lang?: Lang | undefined,
): Promise<Outcome> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const found = await store.selectRequest(ctx.tx, ctx.network.id, id);
  if (found?.kind !== 'swap' || found.otherPersonId !== ctx.actor.personId)
    throw notFound('question about a swap');
  await store.lockPeople(ctx.tx, ctx.network.id, [found.personId, ctx.actor.personId!]);
  const request = (await store.selectRequest(ctx.tx, ctx.network.id, id))!;
  if (request.state === 'overtaken') throw changedHands();
  if (request.state !== 'asked') return { state: request.state };
  const decide = async (state: store.RequestState) => {
    const waits = state === 'waiting';
    const by = waits ? null : ctx.actor.personId;
    const change = { state, decidedAt: waits ? null : ctx.now, decidedBy: by };
    await store.updateRequest(ctx.tx, ctx.network.id, id, change);
    await concern(ctx, [request.personId, request.otherPersonId!]);
    return { state };
  };
  if (!agree) return decide('refused');
  const [a, b] = await bothSides(ctx, request.shiftId!, request.otherShiftId!);
  await mustFitBoth(ctx, a, b, lang);
  if ((await rotaRules(ctx)).approval === 'coordinator') return decide('waiting');
  await doSwap(ctx, a, b, id);
  return decide('done');
}

/** Exchanges the two and tells both. */
export async function doSwap(ctx: Ctx, a: Side, b: Side, request: string): Promise<void> {
  await exchange(ctx, a, b, request);
  await tell(ctx, 'swapped', [
    { ...b.shift, personId: a.shift.personId },
    { ...a.shift, personId: b.shift.personId },
  ]);
}

const mostSwaps = 20;
const nearDays = 28 * 24 * 60;

/** Shifts of others in the same role whom the rules let swap with mine; the nearest in time first. */
export async function swapsFor(
  ctx: Ctx,
  shiftId: string,
): Promise<(store.ShiftRow & { callSign: string })[]> {
  const mine = await ownShift(ctx, shiftId);
  const slot = mine.slotId ? await store.selectSlot(ctx.tx, ctx.network.id, mine.slotId) : null;
  if (!slot || mine.startsAt <= ctx.now) return [];
  const until = plusMinutes(ctx.now, nearDays);
  const seats = await store.selectBetween(ctx.tx, ctx.network.id, ctx.now, until);
  const slots = await store.selectSlots(ctx.tx, ctx.network.id, ctx.now, until);
  const slotById = new Map([slot, ...slots].map((one) => [one.id, one]));
  const others = seats.filter(
    (s) =>
      s.role === mine.role && s.state === 'on' && !s.learner && s.startsAt > ctx.now && s.slotId !== slot.id,
  );
  const ids = [...new Set([mine, ...seats].map((s) => s.personId))];
  const [known, rules] = [await candidates(ctx, ids), await rotaRules(ctx)];
  const around = await shiftsAround(ctx, ids, ctx.now, until);
  const bySlot = Map.groupBy(
    [
      ...seats.filter((s) => s.slotId !== slot.id),
      ...(await store.selectOfSlots(ctx.tx, ctx.network.id, [slot.id])),
    ],
    (s) => s.slotId,
  );
  const fits = (personId: string, into: store.SlotRow, leaving: string[]) => {
    const person = known.get(personId);
    const stays = (s: { id: string }) => !leaving.includes(s.id);
    const sitting = (bySlot.get(into.id) ?? []).filter(stays).map((s) => ({
      personId: s.personId,
      learner: s.learner,
      languages: known.get(s.personId)?.languages ?? [],
    }));
    const theirs = (around.get(personId) ?? []).filter(stays);
    return person && whyNot({ person, slot: into, sitting, theirs, rules, now: ctx.now }).length === 0;
  };
  const found = others
    .filter((s) => s.personId !== mine.personId && s.slotId !== null && slotById.has(s.slotId))
    .filter((s) => {
      const leaving = [mine.id, s.id];
      return fits(mine.personId, slotById.get(s.slotId!)!, leaving) && fits(s.personId, slot, leaving);
    })
    .sort((x, y) => Math.abs(+x.startsAt - +mine.startsAt) - Math.abs(+y.startsAt - +mine.startsAt))
    .slice(0, mostSwaps);
  const signs = await callSigns(
    ctx,
    found.map((s) => s.personId),
  );
  return found.map((s) => ({ ...s, callSign: signs.get(s.personId) ?? '' }));
}

import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { Piece, Rota, Seat, Slot } from '../contract.ts';
import { policy } from '../policy.ts';
import { aloneAsSuggested, coverageOf, dayAt, daysFrom, type Seated, type Stretch } from '../rules.ts';
import * as store from '../store.ts';
import { alone, presentBuddy } from './alone.ts';
import { candidates, rotaRules } from './candidates.ts';

/** Slots, seats and how the need is met, for some days of the network's calendar. */
export async function readRota(ctx: Ctx, first: string, count: number): Promise<Rota> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const zone = ctx.network.timeZone;
  const days = daysFrom(first, count, zone);
  const [from, to] = [days[0]!.startsAt, days.at(-1)!.endsAt];
  const slots = await store.selectSlots(ctx.tx, ctx.network.id, from, to);
  const shifts = await store.selectBetween(ctx.tx, ctx.network.id, from, to);
  const languages = await languagesOf(ctx, shifts);
  const seats = shifts
    .filter((s) => !s.learner)
    .map((s): Seated => ({ ...s, draft: s.state === 'draft', languages: languages.get(s.personId) ?? [] }));
  const { lacking } = await alone(ctx, slots, shifts);
  const needs = slots.map((slot) => ({ ...slot, lacksBuddy: lacking.has(slot.id) }));
  return {
    today: dayAt(ctx.now, zone),
    days: days.map((d) => ({ ...d, startsAt: d.startsAt.toISOString(), endsAt: d.endsAt.toISOString() })),
    slots: await present(ctx, slots, shifts, languages),
    pieces: coverageOf(needs, seats, from, to).map(presentPiece),
    can: abilities(policy, ctx.actor, 'slot', { chapterId: null }),
  };
}

export const presentPiece = (p: Stretch): Piece => ({
  ...p,
  from: p.from.toISOString(),
  to: p.to.toISOString(),
});

async function languagesOf(ctx: Ctx, shifts: store.ShiftRow[]): Promise<Map<string, readonly string[]>> {
  const known = await candidates(ctx, [...new Set(shifts.map((s) => s.personId))]);
  return new Map([...known].map(([id, { languages }]) => [id, languages]));
}

/** One slot as it stands. Throws 404. */
export async function readSlot(ctx: Ctx, id: string): Promise<Slot> {
  const slot = await store.selectSlot(ctx.tx, ctx.network.id, id);
  if (!slot) throw notFound('slot of the rota');
  const shifts = await store.selectOfSlots(ctx.tx, ctx.network.id, [id]);
  return (await present(ctx, [slot], shifts, await languagesOf(ctx, shifts)))[0]!;
}

async function present(
  ctx: Ctx,
  slots: store.SlotRow[],
  shifts: store.ShiftRow[],
  languages: Map<string, readonly string[]>,
): Promise<Slot[]> {
  const signs = await callSigns(
    ctx,
    shifts.map((s) => s.personId),
  );
  const bySlot = Map.groupBy(shifts, (s) => s.slotId);
  const { lacking, buddies } = await alone(ctx, slots, shifts);
  const suggested = await store.selectSuggested(
    ctx.tx,
    ctx.network.id,
    slots.map((s) => s.id),
  );
  for (const b of suggested) buddies.set(b.shiftId, [...(buddies.get(b.shiftId) ?? []), b]);
  const night = await rotaRules(ctx);
  const buddySigns = await callSigns(
    ctx,
    [...buddies.values()].flat().map((b) => b.personId),
  );
  const lacksSuggested = (slot: store.SlotRow, seats: store.ShiftRow[]) => {
    const one = aloneAsSuggested(slot, seats, night, ctx.network.timeZone);
    return one !== null && !(buddies.get(one.id) ?? []).some((b) => b.state !== 'declined');
  };
  return slots.map((slot) => {
    // While it goes on, a seat given back since its begin is free; of one that is over, everyone who was there.
    const sitsIn = (s: store.ShiftRow) => s.endsAt > ctx.now || slot.endsAt <= ctx.now;
    const seats = (bySlot.get(slot.id) ?? []).filter(sitsIn);
    const spoken = seats
      .filter((s) => s.state === 'on' && !s.learner)
      .flatMap((s) => languages.get(s.personId) ?? []);
    return {
      ...slot,
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      seats: seats.map((s) => ({
        id: s.id,
        personId: s.personId,
        callSign: signs.get(s.personId) ?? '',
        state: s.state === 'draft' ? 'draft' : 'on',
        learner: s.learner,
        offered: s.offeredAt !== null,
        checkedInAt: s.checkedInAt?.toISOString() ?? null,
        buddies: (buddies.get(s.id) ?? []).map((b) =>
          presentBuddy<Seat['buddies'][number]['state']>(b, buddySigns),
        ),
      })),
      lacksBuddy: lacking.has(slot.id),
      lacksSuggested: lacksSuggested(slot, seats),
      missing: slot.languages.filter((l) => !spoken.includes(l)),
      can: can(policy, ctx.actor, 'plan', 'slot', slot) && slot.endsAt > ctx.now ? ['plan'] : [],
    };
  });
}

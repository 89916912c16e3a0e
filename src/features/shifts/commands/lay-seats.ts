import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { atWall } from '../../../platform/wall.ts';
import type { ShiftRole } from '../contract.ts';
import { isSoft, type Reason } from '../rules.ts';
import * as store from '../store.ts';
import { reasonsAgainst } from './candidates.ts';
import { seatPerson } from './seats.ts';
import { dropSlot } from './slots.ts';

/** A seat of a rota that was kept elsewhere, by the clock on the wall. */
export interface SeatToLay {
  personId: string;
  chapterId: string;
  role: ShiftRole;
  day: string;
  startMinute: number;
  lengthMinutes: number;
}

/** Its slot: the draft that is there for that chapter, part and time, or one to be made. */
async function slotFor(ctx: Ctx, seat: SeatToLay): Promise<{ slot: store.SlotRow; isNew: boolean }> {
  const { chapterId, role, day, startMinute, lengthMinutes } = seat;
  const zone = ctx.network.timeZone;
  const [startsAt, endsAt] = [atWall(day, startMinute, zone), atWall(day, startMinute + lengthMinutes, zone)];
  const there = (await store.selectSlots(ctx.tx, ctx.network.id, startsAt, endsAt)).find(
    (s) =>
      s.state === 'draft' &&
      s.role === role &&
      s.chapterId === chapterId &&
      +s.startsAt === +startsAt &&
      +s.endsAt === +endsAt,
  );
  if (there) return { slot: there, isNew: false };
  const need = { minimum: 1, wanted: 1, languages: [] };
  const slot = {
    ...need,
    id: newId(),
    patternId: null,
    role,
    chapterId,
    startsAt,
    endsAt,
    state: 'draft' as const,
  };
  return { slot, isNew: true };
}

/** What keeps somebody from a seat whatever a coordinator says; that it is full does not, since it then takes one more. */
async function hardReasons(ctx: Ctx, seat: SeatToLay, slot: store.SlotRow): Promise<Reason['code'][]> {
  const reasons = await reasonsAgainst(ctx, seat.personId, slot);
  return reasons.filter((r) => !isSoft(r) && r.code !== 'full').map((r) => r.code);
}

/** Why somebody could not have this seat; nothing: they could. Writes nothing. */
export async function whyNotLay(ctx: Ctx, seat: SeatToLay): Promise<Reason['code'][]> {
  const { slot } = await slotFor(ctx, seat);
  return hardReasons(ctx, seat, slot);
}

/**
 * Lays a seat out as a suggestion in a draft, which is seen when the rota is published. For who has asked whether the actor
 * may. Returns the seat's id, or why it cannot be.
 */
export async function laySeat(
  ctx: Ctx,
  seat: SeatToLay,
): Promise<{ id: string } | { why: Reason['code'][] }> {
  await store.lockPeople(ctx.tx, ctx.network.id, [seat.personId]);
  const { slot, isNew } = await slotFor(ctx, seat);
  const why = await hardReasons(ctx, seat, slot);
  if (why.length > 0) return { why };
  const id = newId();
  if (isNew) await store.insertSlots(ctx.tx, ctx.network.id, [slot]);
  else {
    const sitting = (await store.selectOfSlots(ctx.tx, ctx.network.id, [slot.id])).length;
    await store.updateSlot(ctx.tx, ctx.network.id, slot.id, { wanted: Math.max(slot.wanted, sitting + 1) });
  }
  await seatPerson(ctx, slot, { id, personId: seat.personId });
  return { id };
}

/** Takes back seats that were laid out and are suggestions still, with drafts that nobody sits in then. Returns those that were. */
export async function unlaySeats(ctx: Ctx, ids: string[]): Promise<Set<string>> {
  const drafts = (await store.selectShiftsById(ctx.tx, ctx.network.id, ids)).filter(
    (s) => s.state === 'draft',
  );
  const gone = drafts.map((s) => s.id);
  await store.updateShifts(ctx.tx, ctx.network.id, gone, { state: 'off', offeredAt: null });
  const slotIds = [...new Set(drafts.flatMap((s) => s.slotId ?? []))];
  const taken = new Set((await store.selectOfSlots(ctx.tx, ctx.network.id, slotIds)).map((s) => s.slotId));
  const empty = await store.selectSlotsById(
    ctx.tx,
    ctx.network.id,
    slotIds.filter((id) => !taken.has(id)),
  );
  for (const { id, state, patternId } of empty) if (state === 'draft' && !patternId) await dropSlot(ctx, id);
  return new Set(gone);
}

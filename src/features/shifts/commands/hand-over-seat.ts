import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import type * as store from '../store.ts';
import { seatPerson, unseat } from './seats.ts';
import { concern } from './tell.ts';

/** A seat changes hands: the old holder's is off, or ends now; the new holder has one of their own. */
export async function giveSeat(
  ctx: Ctx,
  slot: store.SlotRow,
  from: store.ShiftRow,
  to: { id: string; personId: string },
  request: string | null,
): Promise<void> {
  await unseat(ctx, from, request);
  await seatPerson(ctx, slot, to);
  await concern(ctx, [from.personId, to.personId]);
}

/** Two seats change hands at once. */
export async function exchange(
  ctx: Ctx,
  a: { shift: store.ShiftRow; slot: store.SlotRow },
  b: { shift: store.ShiftRow; slot: store.SlotRow },
  request: string,
): Promise<void> {
  for (const { shift } of [a, b]) await unseat(ctx, shift, request);
  await seatPerson(ctx, b.slot, { id: newId(), personId: a.shift.personId });
  await seatPerson(ctx, a.slot, { id: newId(), personId: b.shift.personId });
  await concern(ctx, [a.shift.personId, b.shift.personId]);
}

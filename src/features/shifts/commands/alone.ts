import type { Ctx } from '../../../platform/context.ts';
import type { BuddyState } from '../contract.ts';
import { aloneIn } from '../rules.ts';
import * as store from '../store.ts';
import { rotaRules } from './candidates.ts';

/** Of these slots, whoever sits alone in one at night, by slot; and who of them has nobody standing by. */
export async function alone(
  ctx: Ctx,
  slots: readonly store.SlotRow[],
  shifts: readonly store.ShiftRow[],
): Promise<{
  seats: Map<string, store.ShiftRow>;
  lacking: Set<string>;
  buddies: Map<string, store.BuddyRow[]>;
}> {
  const night = await rotaRules(ctx);
  const bySlot = Map.groupBy(shifts, (s) => s.slotId);
  const seats = new Map(
    slots.flatMap((slot) => {
      const seat = aloneIn(slot, bySlot.get(slot.id) ?? [], night, ctx.network.timeZone);
      return seat ? [[slot.id, seat] as const] : [];
    }),
  );
  const rows = await store.selectBuddies(
    ctx.tx,
    ctx.network.id,
    shifts.map((s) => s.id),
  );
  const buddies = Map.groupBy(rows, (b) => b.shiftId);
  const hasOne = (seat: store.ShiftRow) => (buddies.get(seat.id) ?? []).some((b) => b.state === 'agreed');
  const lacking = new Set([...seats].flatMap(([slotId, seat]) => (hasOne(seat) ? [] : [slotId])));
  return { seats, lacking, buddies };
}

/** A buddy as screens show them; members see none that is only suggested. */
export const presentBuddy = <State extends BuddyState = 'asked' | 'agreed' | 'declined'>(
  { id, personId, state }: store.BuddyRow,
  signs: ReadonlyMap<string, string>,
) => ({ id, callSign: signs.get(personId) ?? '', state: state as State });

import { atWall, dayAt, dayPlus } from '../../../platform/wall.ts';
import type { ShiftRole } from '../contract.ts';

/** Who sits at the desk. Others are on call or go out, and are two by other rules. */
const desk: readonly ShiftRole[] = ['operator', 'dispatcher'];

/** Minutes of the day between which it is night, over midnight. */
export interface Night {
  nightFrom: number;
  nightUntil: number;
}

/** Whether some of this time lies in the night, by the clock on the wall. */
export function isOvernight(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  night: Night,
  zone: string,
): boolean {
  for (let day = dayPlus(dayAt(startsAt, zone), -1); ; day = dayPlus(day, 1)) {
    const from = atWall(day, night.nightFrom, zone);
    if (from >= endsAt) return false;
    if (atWall(dayPlus(day, 1), night.nightUntil, zone) > startsAt) return true;
  }
}

/** Whether a slot is one of those in which nobody sits alone without somebody who stands by. */
export const needsTwo = (
  slot: { role: ShiftRole; startsAt: Date; endsAt: Date },
  night: Night,
  zone: string,
): boolean => desk.includes(slot.role) && isOvernight(slot, night, zone);

/** The one person who sits alone in a slot at night, and so needs a buddy; null where it is otherwise. */
export function aloneIn<S extends { learner: boolean; state: string; endsAt: Date }>(
  slot: { role: ShiftRole; state: string; startsAt: Date; endsAt: Date },
  seats: readonly S[],
  night: Night,
  zone: string,
): S | null {
  if (slot.state !== 'published') return null;
  const sitting = seats.filter((s) => s.state === 'on' && !s.learner && s.endsAt >= slot.endsAt);
  return sitting.length === 1 && needsTwo(slot, night, zone) ? sitting[0]! : null;
}

/** The same, were all published that is suggested; null where nothing is. */
export function aloneAsSuggested<S extends { learner: boolean; state: string; endsAt: Date }>(
  slot: Parameters<typeof aloneIn>[0],
  seats: readonly S[],
  night: Night,
  zone: string,
): S | null {
  if (slot.state === 'cancelled' || !seats.some((s) => s.state === 'draft')) return null;
  const would = seats.map((seat) => ({ ...seat, state: seat.state === 'draft' ? 'on' : seat.state, seat }));
  return aloneIn({ ...slot, state: 'published' }, would, night, zone)?.seat ?? null;
}

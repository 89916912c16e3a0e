import { languageName } from '../../../desk/kit/words.ts';
import { clockTime } from '../../../platform/i18n/times.ts';
import type { Piece, ShiftRole } from '../contract.ts';

export const ROLES: Record<ShiftRole, string> = {
  operator: 'Operators',
  dispatcher: 'Dispatchers',
  verifier: 'Verifiers',
  interpreter: 'Interpreters',
  legal: 'Legal desk',
  medic: 'Medics',
};

export { clock, dayName, dayOf, plusDays, WEEK_DAYS, weekDayOf } from '../../../desk/kit/days.ts';

/** "16:00" as a minute of the day, and back. */
export const minuteOf = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
};
export const textOf = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const hoursOf = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(to) - Date.parse(from)) / 3_600_000;

/** A minute of the day as clocks show it. */
export const timeText = (minute: number): string => clockTime('en', new Date(minute * 60_000), 'UTC');

/** "8 h", "2.5 h" */
export const hoursText = (hours: number): string => `${Math.round(hours * 10) / 10} h`;

/** How a stretch stands, in words. */
export function standing(piece: Piece): string {
  const parts = [`${piece.filled} of ${piece.minimum} needed`];
  if (piece.filled >= piece.minimum) parts[0] = `${piece.filled} of ${piece.wanted} wanted`;
  if (piece.missing.length > 0) parts.push(`nobody speaks ${piece.missing.map(languageName).join(', ')}`);
  if (piece.thin) parts.push('alone at night, nobody stands by');
  if (piece.drafted > 0) parts.push(`${piece.drafted} suggested`);
  return parts.join(' · ');
}

/** Stretches of one role of one chapter. */
export function byRole(
  pieces: readonly Piece[],
): { role: ShiftRole; chapterId: string | null; pieces: Piece[] }[] {
  const groups = Object.groupBy(pieces, (p) => `${p.role} ${p.chapterId ?? ''}`);
  const order = Object.keys(ROLES);
  return Object.values(groups)
    .map((group) => ({ role: group![0]!.role, chapterId: group![0]!.chapterId, pieces: group! }))
    .sort(
      (a, b) =>
        order.indexOf(a.role) - order.indexOf(b.role) || (a.chapterId ?? '').localeCompare(b.chapterId ?? ''),
    );
}

/** The part of a stretch that lies between two moments; null where none does. */
export function within(piece: Piece, from: string, to: string): Piece | null {
  const begin = piece.from > from ? piece.from : from;
  const end = piece.to < to ? piece.to : to;
  return begin < end ? { ...piece, from: begin, to: end } : null;
}

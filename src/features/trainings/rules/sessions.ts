import { atWall, dayPlus } from '../../../platform/wall.ts';

/** Begin and end of each session of a series: the same hour on the wall, so many weeks apart, over any change of clocks. */
export function seriesTimes(
  of: { day: string; startMinute: number; lengthMinutes: number; everyWeeks: number },
  count: number,
  zone: string,
): { startsAt: Date; endsAt: Date }[] {
  return Array.from({ length: count }, (_, n) => {
    const startsAt = atWall(dayPlus(of.day, n * of.everyWeeks * 7), of.startMinute, zone);
    return { startsAt, endsAt: new Date(+startsAt + of.lengthMinutes * 60_000) };
  });
}

/** Nobody is given a seat so late that they cannot come: in minutes before it begins. */
export const lastPromotionMinutes = 60;

/** Sessions that teach a module which is missing of a course that was begun. */
export function isMakeUp(
  session: { course: string; modules: readonly string[] },
  done: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const had = done.get(session.course);
  return had !== undefined && had.size > 0 && session.modules.some((id) => !had.has(id));
}

/** How a session stands, as one word of a calendar. */
export type Fullness = 'cancelled' | 'closed' | 'to close' | 'full' | 'nearly full' | 'open';

/** So many seats left or fewer, and people are told to hurry. */
const fewSeats = 3;

/** How full a session is, or what is to be done with one that is over. */
export function fullness(
  of: { state: 'planned' | 'cancelled' | 'closed'; endsAt: string; confirmed: number; offered: number },
  now: Date,
): Fullness {
  if (of.state !== 'planned') return of.state;
  if (Date.parse(of.endsAt) <= now.getTime()) return 'to close';
  const left = of.offered - of.confirmed;
  return left <= 0 ? 'full' : left <= fewSeats ? 'nearly full' : 'open';
}

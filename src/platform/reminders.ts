import { atWall, dayAt, dayPlus, minuteAt } from './wall.ts';

/** Minutes before something begins, where somebody chose nothing: a day, and two hours. */
export const usualReminders: readonly number[] = [1440, 120];

/** Nobody is woken by a reminder: minutes of the day between which none is sent, and the one in the evening before instead. */
const nightFrom = 22 * 60;
const nightUntil = 8 * 60;
const evening = 21 * 60;
/** One that falls into the night waits for the morning where so many minutes are left then. */
const enough = 60;

const isNight = (at: Date, zone: string): boolean => {
  const minute = minuteAt(at, zone);
  return minute >= nightFrom || minute < nightUntil;
};

/** The moment for a reminder so many minutes before: never at night, so in the morning after or the evening before. */
function momentOf(startsAt: Date, minutes: number, zone: string): Date {
  const planned = new Date(+startsAt - minutes * 60_000);
  if (!isNight(planned, zone)) return planned;
  const day = dayAt(planned, zone);
  const lateIn = minuteAt(planned, zone) >= nightFrom;
  const morning = atWall(lateIn ? dayPlus(day, 1) : day, nightUntil, zone);
  if (+startsAt - +morning >= enough * 60_000) return morning;
  return atWall(lateIn ? day : dayPlus(day, -1), evening, zone);
}

interface Reminded {
  startsAt: Date;
  /** Since when they are to come. */
  since: Date | null;
  /** The moment of the last reminder that was given, as it was planned. */
  remindedFor: Date | null;
}

/**
 * The moment whose reminder is to be given now; null: none. What was missed while clocks jumped or the house was down is
 * given once, the latest of it. Who came to it after a moment is not reminded of for that one.
 */
export function reminderDue(
  { startsAt, since, remindedFor }: Reminded,
  minutes: readonly number[],
  now: Date,
  zone: string,
): Date | null {
  if (startsAt <= now || isNight(now, zone)) return null;
  const after = Math.max(+(since ?? 0), +(remindedFor ?? 0));
  const due = minutes.map((m) => momentOf(startsAt, m, zone)).filter((at) => at <= now && +at > after);
  return due.sort((a, b) => +b - +a)[0] ?? null;
}

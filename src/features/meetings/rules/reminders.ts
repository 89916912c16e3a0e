import { dayAt, dayPlus, minuteAt } from '../../../platform/wall.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A day and two hours before; who said so within the last three hours knows it. */
const dayMs = day;
const soonMs = 120 * minute;
const freshMs = 180 * minute;

/** The reminder whose time has come: 1 the day before, 2 two hours before, null none. A later one stands for an earlier. */
export function reminderOf(
  guest: { saidAt: Date; reminded: number },
  startsAt: Date,
  now: Date,
): 1 | 2 | null {
  const left = startsAt.getTime() - now.getTime();
  if (left <= 0 || now.getTime() - guest.saidAt.getTime() < freshMs) return null;
  if (left <= soonMs) return guest.reminded < 2 ? 2 : null;
  return left <= dayMs && guest.reminded < 1 ? 1 : null;
}

/** By day only, and not more often than every third. */
const [fromMinute, toMinute] = [10 * 60, 19 * 60];
const againMs = 3 * day - 60 * minute;

/** Whether the owner of an action is to be reminded: from the day before it is due, every third day until it is done. */
export function isActionDue(
  action: { dueOn: string | null; doneAt: Date | null; remindedAt: Date | null },
  now: Date,
  timeZone: string,
): boolean {
  if (action.doneAt || !action.dueOn) return false;
  const clock = minuteAt(now, timeZone);
  if (clock < fromMinute || clock >= toMinute) return false;
  if (action.remindedAt && now.getTime() - action.remindedAt.getTime() < againMs) return false;
  return action.dueOn <= dayPlus(dayAt(now, timeZone), 1);
}

import type { State } from '../contract.ts';

const hour = 3_600_000;
/** Doors open so long before it begins. */
const opensMs = 3 * hour;
/** One that nobody ended is over so long after its time. */
const lastsMs = 3 * hour;
/** What was done at a door without a line is taken for so long. */
const lateMs = 72 * hour;

interface Times {
  startsAt: Date;
  endsAt: Date;
  cancelledAt: Date | null;
  beganAt: Date | null;
  endedAt: Date | null;
}

/** When nobody comes in any more. */
export const closesAt = (meeting: Times): Date =>
  meeting.endedAt ?? new Date(meeting.endsAt.getTime() + lastsMs);

export function stateOf(meeting: Times, now: Date): State {
  if (meeting.cancelledAt) return 'cancelled';
  if (closesAt(meeting) <= now) return 'over';
  return meeting.beganAt ? 'now' : 'planned';
}

/** When doors open. */
export const opensAt = (startsAt: Date): Date => new Date(startsAt.getTime() - opensMs);

/** Whether doors are open: from three hours before until it is over. */
export const isOpen = (meeting: Times, now: Date): boolean =>
  !meeting.cancelledAt && now >= opensAt(meeting.startsAt) && now < closesAt(meeting);

/** A meeting at a place is announced so many minutes before it begins, and so long before it stays where it is. */
export const noticeMinutes = 120;

/**
 * Whether a plan keeps the notice. A meeting is no call-out: nobody is brought to a place that was named a moment ago.
 * `before` is what was planned until now, where there was something.
 */
export function keepsNotice(
  plan: { startsAt: Date; place: string },
  before: { startsAt: Date; place: string } | null,
  now: Date,
): boolean {
  const isSame = before?.place === plan.place && before.startsAt.getTime() === plan.startsAt.getTime();
  return isSame || !plan.place || plan.startsAt.getTime() - now.getTime() >= noticeMinutes * 60_000;
}

/** Whether somebody who came at `at` may still be written down: doors were open then, and it is not days ago. */
export const takesArrival = (meeting: Times, at: Date, now: Date): boolean =>
  isOpen(meeting, at) && now.getTime() - closesAt(meeting).getTime() < lateMs;

/**
 * Minutes: after the time of arrival that somebody named, until they are asked whether they have set off; from there
 * until the desk is alarmed; from there until their seat is given to the next.
 */
export const SET_OFF = { ask: 5, alarm: 5, release: 15 };

const plus = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** When somebody who may set off since `from` is asked about it: after the time they named, or that was wanted. */
export function setOffDue(from: Date, etaAt: Date | null, minutes: number): Date {
  const arrival = etaAt ?? plus(from, minutes);
  return plus(arrival > from ? arrival : from, SET_OFF.ask);
}

/** What follows when the due time has passed without a word, and when the next thing does. */
export function lateStep(
  { nudgedAt, lateAt }: { nudgedAt: Date | null; lateAt: Date | null },
  now: Date,
): { step: 'ask' | 'alarm'; nextAt: Date } | { step: 'release'; nextAt: null } {
  if (!nudgedAt) return { step: 'ask', nextAt: plus(now, SET_OFF.alarm) };
  if (!lateAt) return { step: 'alarm', nextAt: plus(now, SET_OFF.release) };
  return { step: 'release', nextAt: null };
}

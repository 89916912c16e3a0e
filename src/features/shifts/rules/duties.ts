import { plusMinutes } from '../../../platform/clock.ts';

/** How early somebody may say that they are there, in minutes. */
export const earlyMinutes = 60;
/** So many minutes after the begin, who has not checked in is asked, and the desk is told. */
export const missedMinutes = 10;
/** So many minutes after the end of their shift, who has not handed over is raised with those behind the desk. */
export const overdueMinutes = 15;
/** Who says that they stay is asked again after so many minutes. */
export const stayMinutes = 60;
/** So long after the end of their shift who has not handed over still counts as on shift: rung, and acting in that role. */
export const graceMinutes = 120;
/** A turn at somebody's side counts towards trust from so many minutes on. */
export const shadowedMinutes = 60;
/** A phone's clock may be ahead of ours by so much. */
const skewMinutes = 2;

/**
 * When a tap happened, as far as it can be believed: a message that comes late does not move it, a clock that is ahead
 * does not reach into the future, and nobody was there before `earliest`.
 */
export function tappedAt(at: Date | null, now: Date, earliest: Date): Date {
  if (!at || at > plusMinutes(now, skewMinutes)) return now;
  const believed = at > now ? now : at;
  return believed < earliest ? (earliest > now ? now : earliest) : believed;
}

/**
 * Until when hours count. Who left or handed over was there until then, if that was soon after their shift. Who had
 * forgotten counts to the end of it, or to the last moment at which they showed themselves.
 */
export function countedTo(duty: {
  beganAt: Date;
  dueAt: Date | null;
  endedAt: Date;
  /** The last that they did themselves about leaving: said that they go, or offered to hand over. */
  shownAt: Date | null;
}): Date {
  const { beganAt, dueAt, endedAt, shownAt } = duty;
  if (!dueAt || endedAt <= plusMinutes(dueAt, overdueMinutes)) return endedAt;
  const last = Math.max(+dueAt, +(shownAt ?? dueAt), +beganAt);
  // Handed over to somebody who was awaited: they sat there until then.
  if (+endedAt - last <= stayMinutes * 60_000 && shownAt) return endedAt;
  return new Date(Math.min(last, +endedAt));
}

/** Whether a learner's duty was a turn at somebody's side: an hour at least, to the end or the hand-over. */
export const countsAsShadowed = (duty: { beganAt: Date; endedAt: Date; as: string }): boolean =>
  (duty.as === 'left' || duty.as === 'handed-over') &&
  duty.endedAt >= plusMinutes(duty.beganAt, shadowedMinutes);

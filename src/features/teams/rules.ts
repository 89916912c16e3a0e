import type { Window } from '../people/contract.ts';
import { availableIn } from '../people/rules.ts';
import type { Found, Need, Standing } from './contract.ts';

/** So many at most are shown for a need, and can be asked. */
export const SHOWN = 5;

/** Nobody is found again so soon after they were asked, in hours. */
export const REST_HOURS = 24;

/** How many people somebody may ask within a day, and thank. */
export const ASKS_A_DAY = 15;
export const THANKS_A_DAY = 15;

/** An ask that nobody answered waits so long, in days; its time may be over sooner. */
export const OPEN_DAYS = 3;

/** What is kept of asks and of thanks, in days. */
export const NEED_DAYS = 30;
/** Looks at members of who leads a team and has no role that brings more: a trainer's. */
export const LEAD_LOOKS = { hour: 20, day: 60 };
export const THANKS_DAYS = 400;

/** What counts of somebody when a need is met. */
export interface Able {
  chapterId: string;
  zoneIds: readonly string[];
  languages: readonly string[];
  roles: readonly string[];
  skills: readonly string[];
  courses: readonly string[];
  availability: readonly Window[];
  onShift: boolean;
}

/** A moment on the network's clock. */
export interface Minute {
  day: number;
  minute: number;
}

/** Whether somebody is all that a need names; `at` is the need's time on the network's clock. */
export function fits(need: Need, one: Able, at: Minute | null): boolean {
  const { role, course, skill, language, chapterId, zoneId, onShift } = need;
  return (
    (!role || one.roles.includes(role)) &&
    (!course || one.courses.includes(course)) &&
    (!skill || one.skills.includes(skill)) &&
    (!language || one.languages.includes(language)) &&
    (!chapterId || one.chapterId === chapterId) &&
    (!zoneId || one.zoneIds.includes(zoneId)) &&
    (!onShift || one.onShift) &&
    (!at || availableIn(one.availability, at.day, at.minute))
  );
}

/** Who was never asked first, then who was asked longest ago; else by the end of their id, which is chance. */
export function fairly<T extends { id: string; askedAt: Date | null }>(people: readonly T[]): T[] {
  const chance = ({ id }: T) => id.slice(-12);
  return [...people].sort(
    (a, b) => (a.askedAt?.getTime() ?? 0) - (b.askedAt?.getTime() ?? 0) || (chance(a) < chance(b) ? -1 : 1),
  );
}

/** Fewer than five are not told apart: with enough conditions a count would say who. */
export const roughly = (fit: number): Found['fit'] => (fit > 0 && fit < SHOWN ? null : fit);

export const standingOf = (row: { askedAt: Date | null; answer: 'yes' | 'no' | null }): Standing =>
  row.answer ?? (row.askedAt ? 'asked' : 'found');

/** Whether an answer to it still helps: not closed, its time not over, and asked in the last days. */
export function isOpen(
  need: { closedAt: Date | null; need: Pick<Need, 'at'> },
  askedAt: Date,
  now: Date,
): boolean {
  const dayMs = 24 * 60 * 60_000;
  return (
    !need.closedAt &&
    (!need.need.at || new Date(need.need.at) > now) &&
    now.getTime() - askedAt.getTime() < OPEN_DAYS * dayMs
  );
}

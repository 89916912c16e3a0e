import type { Ring } from '../../platform/seal/bound.ts';
import { KINDS, type Kind } from './contract.ts';

/** Who reads why: legal desk, counsel and coordinators. An admin reads no sealed words by being admin. */
export const readers: readonly Ring[] = ['legal', 'conduct'];

/** What each who agrees to a release says is a field of the hold. */
export const fieldOf = (by: string) => `release ${by}`;

/** Days: what holds where a network says nothing, and between what it may choose. */
export interface Bounds {
  usual: number;
  least: number;
  most: number;
}

const words = { usual: 90, least: 7, most: 365 };
const conduct = { usual: 365, least: 90, most: 1095 };

export const bounds: Record<Kind, Bounds> = {
  report: words,
  // A case in court outlasts a quarter of a year.
  intake: { usual: 180, least: 30, most: 730 },
  message: words,
  media: words,
  note: words,
  // Exact places and times: a network may forget them sooner, never later.
  place: { usual: 30, least: 1, most: 30 },
  debrief: words,
  complaint: conduct,
  suspension: conduct,
  draft: { usual: 7, least: 1, most: 30 },
  session: { usual: 30, least: 1, most: 90 },
  drill: { usual: 30, least: 1, most: 365 },
  // Long enough for the next round of trainings.
  application: { usual: 180, least: 30, most: 365 },
  // Long enough to count towards a year of trust.
  attendance: { usual: 400, least: 30, most: 730 },
};

export interface Setting {
  kind: string;
  days: number;
  at: Date;
}

const dayMs = 86_400_000;
const clamp = (kind: Kind, days: number) => Math.min(Math.max(days, bounds[kind].least), bounds[kind].most);

/** Days that hold now for what comes in now. `settings` oldest first. */
export const daysNow = (kind: Kind, settings: readonly Setting[]): number =>
  clamp(kind, settings.findLast((s) => s.kind === kind)?.days ?? bounds[kind].usual);

/**
 * Days for something that came in at `since`. What was promised then stands: a later setting can shorten it, never
 * lengthen it. `settings` oldest first.
 */
export function daysFor(kind: Kind, since: Date, settings: readonly Setting[]): number {
  const own = settings.filter((s) => s.kind === kind);
  const then = own.findLast((s) => s.at < since)?.days ?? bounds[kind].usual;
  return Math.min(
    ...[then, ...own.filter((s) => s.at >= since).map((s) => s.days)].map((d) => clamp(kind, d)),
  );
}

/** The latest end that may be due at `now`: whatever ended later is kept under any setting. */
export function endsBefore(kind: Kind, now: Date, settings: readonly Setting[]): Date {
  const all = settings.filter((s) => s.kind === kind).map((s) => clamp(kind, s.days));
  return new Date(now.getTime() - Math.min(bounds[kind].usual, ...all) * dayMs);
}

/** Whether its time is over. `ended` null: somebody may still be at it. */
export const isOver = (
  kind: Kind,
  { since, ended }: { since: Date; ended: Date | null },
  now: Date,
  settings: readonly Setting[],
): boolean => ended !== null && ended.getTime() + daysFor(kind, since, settings) * dayMs <= now.getTime();

/** Why a network may not keep a kind for so many days; null when it may. */
export function whyNot(
  kind: Kind,
  days: number,
  reason: string | undefined,
): 'few' | 'many' | 'reason' | null {
  const { usual, least, most } = bounds[kind];
  if (days < least) return 'few';
  if (days > most) return 'many';
  return days > usual && !reason ? 'reason' : null;
}

/** What a hold covers; null is no narrowing. */
export interface Scope {
  recordId: string | null;
  personId: string | null;
  from: Date | null;
  to: Date | null;
  zoneId: string | null;
  cell: string | null;
}

/** Everything that a thing is about, with what it belongs to. */
export interface Subject {
  records: ReadonlySet<string>;
  persons: ReadonlySet<string>;
  times: readonly Date[];
  zones: ReadonlySet<string>;
  cells: ReadonlySet<string>;
}

/** Whether a hold covers a thing: each dimension that is given meets something of it. */
export const covers = (hold: Scope, of: Subject): boolean =>
  (hold.recordId === null || of.records.has(hold.recordId)) &&
  (hold.personId === null || of.persons.has(hold.personId)) &&
  (hold.zoneId === null || of.zones.has(hold.zoneId)) &&
  (hold.cell === null || of.cells.has(hold.cell)) &&
  ((hold.from === null && hold.to === null) ||
    of.times.some((t) => (hold.from === null || t >= hold.from) && (hold.to === null || t < hold.to)));

export const isKind = (kind: string): kind is Kind => (KINDS as readonly string[]).includes(kind);

/** How many people let a hold go. */
export const releasersNeeded = 2;

import rubric from '../data/rubric.json' with { type: 'json' };

/** The lines of the rubric, each with what its four levels look like. */
export const RUBRIC: readonly { id: string; name: string; levels: string[] }[] = rubric;
export const rubricIds = RUBRIC.map(({ id }) => id);

export type Levels = Record<string, number>;

/** Level 3 of 4 nearly throughout: no line below 2, at most one below 3, and none of these two. */
const never = ['lawful', 'privacy'];
export function passes(levels: Levels): boolean {
  const low = rubricIds.filter((id) => (levels[id] ?? 0) < 3);
  return low.length <= 1 && low.every((id) => (levels[id] ?? 0) >= 2 && !never.includes(id));
}

/** So often somebody teaches beside a trainer before being assessed. */
export const coTeachings = 2;

export type Stage = 'watching' | 'co-teaching' | 'ready' | 'certified' | 'stopped';

/** Where an apprentice stands; `taught` counts sessions that are over. */
export function stageOf(of: { state: 'learning' | 'certified' | 'stopped'; taught: number }): Stage {
  if (of.state !== 'learning') return of.state;
  if (of.taught >= coTeachings) return 'ready';
  return of.taught > 0 ? 'co-teaching' : 'watching';
}

export interface Possible {
  personId: string;
  active: boolean;
  certificates: readonly string[];
  languages: readonly string[];
  chapterId: string;
  /** Sessions that they took part in. */
  attended: number;
  isTrainer: boolean;
  isApprentice: boolean;
}

/** So many sessions somebody has seen from the chairs before teaching one. */
const seenBefore = 2;

/** Who could be the next apprentice: active, a certified observer, two sessions seen; needed languages come first. */
export function couldBeNext<P extends Possible>(
  people: readonly P[],
  needed: readonly string[],
): (P & { needed: string[] })[] {
  return people
    .filter(
      (p) =>
        p.active &&
        !p.isTrainer &&
        !p.isApprentice &&
        p.certificates.includes('observer') &&
        p.attended >= seenBefore,
    )
    .map((p) => ({ ...p, needed: p.languages.filter((l) => needed.includes(l)) }))
    .sort(
      (a, b) =>
        b.needed.length - a.needed.length || b.attended - a.attended || a.personId.localeCompare(b.personId),
    );
}

export interface Teaching {
  personId: string;
  chapterId: string;
  languages: readonly string[];
  /** Sessions taught or to be taught within thirty days, and apprentices now. */
  load: number;
  apprentices: number;
  /** Until when they rest; null where they may teach now. */
  restsUntil: Date | null;
}

/** Six sessions a month are enough, and two apprentices at a time. */
export const mostLoad = 6;
const mostApprentices = 2;

/** After so many days with a session within a week, so many free days. */
const hardWeek = 3;
const restDays = 3;
const day = 24 * 3_600_000;

/** Until when a trainer rests: three days after the last of three sessions within seven. */
export function restsUntil(taught: readonly Date[], now: Date): Date | null {
  const times = taught
    .map(Number)
    .filter((t) => t <= +now)
    .sort((a, b) => b - a);
  const [last] = times;
  if (last === undefined) return null;
  const inWeek = times.filter((t) => last - t < 7 * day).length;
  const until = last + restDays * day;
  return inWeek >= hardWeek && until > +now ? new Date(until) : null;
}

/** A trainer for an apprentice: one who shares a language and has room; of the own chapter first, then the least burdened. */
export function pairFor(
  apprentice: { personId: string; chapterId: string; languages: readonly string[] },
  trainers: readonly Teaching[],
): Teaching | null {
  const fit = trainers.filter(
    (t) =>
      t.personId !== apprentice.personId &&
      t.restsUntil === null &&
      t.load < mostLoad &&
      t.apprentices < mostApprentices &&
      t.languages.some((l) => apprentice.languages.includes(l)),
  );
  const shared = (t: Teaching) => t.languages.filter((l) => apprentice.languages.includes(l)).length;
  const near = (t: Teaching) => Number(t.chapterId === apprentice.chapterId);
  return (
    [...fit].sort(
      (a, b) =>
        near(b) - near(a) ||
        a.apprentices - b.apprentices ||
        a.load - b.load ||
        shared(b) - shared(a) ||
        a.personId.localeCompare(b.personId),
    )[0] ?? null
  );
}

/** A trainer for each hundred members who speak a language. */
const perTrainer = 100;

/** Languages that too few trainers speak for those who speak them, the greatest need first. */
export function neededLanguages(
  members: readonly { languages: readonly string[] }[],
  trainers: readonly { languages: readonly string[] }[],
): string[] {
  const speak = (of: readonly { languages: readonly string[] }[], l: string) =>
    of.filter(({ languages }) => languages.includes(l)).length;
  const all = [...new Set(members.flatMap((m) => m.languages))];
  return all
    .map((l) => ({ l, lack: Math.ceil(speak(members, l) / perTrainer) - speak(trainers, l) }))
    .filter(({ lack }) => lack > 0)
    .sort((a, b) => b.lack - a.lack || a.l.localeCompare(b.l))
    .map(({ l }) => l);
}

import type { Need, ShiftRole } from '../contract.ts';

/** What is needed from one moment to another. */
export interface Needed extends Need {
  startsAt: Date;
  endsAt: Date;
  /** Somebody sits alone in it at night, and nobody stands by. */
  lacksBuddy?: boolean;
}

/** Somebody's time on a role. Learners are left out by the caller. */
export interface Seated {
  role: ShiftRole;
  chapterId: string | null;
  personId: string;
  startsAt: Date;
  endsAt: Date;
  draft: boolean;
  languages: readonly string[];
}

export interface Stretch {
  role: ShiftRole;
  chapterId: string | null;
  from: Date;
  to: Date;
  minimum: number;
  wanted: number;
  filled: number;
  drafted: number;
  missing: string[];
  /** Filled by one who sits alone at night, with nobody who stands by. */
  thin: boolean;
}

/** Too few, or a language that nobody speaks. */
export const isGap = (piece: { minimum: number; filled: number; missing: readonly string[] }): boolean =>
  piece.filled < piece.minimum || piece.missing.length > 0;

const groupOf = ({ role, chapterId }: { role: string; chapterId: string | null }) =>
  `${role} ${chapterId ?? ''}`;

/**
 * How the need is met between two moments: for each role and chapter, stretches in which nothing changes, in order.
 * Time that nobody is needed in has none. A person with two seats at a time counts once.
 */
export function coverageOf(
  slots: readonly Needed[],
  seats: readonly Seated[],
  from: Date,
  to: Date,
): Stretch[] {
  const groups = new Map<string, { needs: Needed[]; seats: Seated[] }>();
  for (const need of slots) {
    const group = groups.get(groupOf(need)) ?? { needs: [], seats: [] };
    groups.set(groupOf(need), group);
    group.needs.push(need);
  }
  for (const seat of seats) groups.get(groupOf(seat))?.seats.push(seat);
  return [...groups.values()].flatMap((group) => sweep(group.needs, group.seats, from, to));
}

function sweep(needs: Needed[], seats: Seated[], from: Date, to: Date): Stretch[] {
  const inside = [...needs, ...seats].flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
  const edges = [from, to, ...inside]
    .map((at) => Math.min(Math.max(at.getTime(), from.getTime()), to.getTime()))
    .sort((a, b) => a - b);
  const pieces: Stretch[] = [];
  for (let i = 1; i < edges.length; i++) {
    if (edges[i] === edges[i - 1]) continue;
    const piece = between(needs, seats, new Date(edges[i - 1]!), new Date(edges[i]!));
    if (!piece) continue;
    const last = pieces.at(-1);
    if (last && last.to.getTime() === piece.from.getTime() && sameAs(last, piece)) last.to = piece.to;
    else pieces.push(piece);
  }
  return pieces;
}

function between(needs: Needed[], seats: Seated[], from: Date, to: Date): Stretch | null {
  const covers = (one: { startsAt: Date; endsAt: Date }) => one.startsAt <= from && one.endsAt >= to;
  const asked = needs.filter(covers);
  if (asked.length === 0) return null;
  const here = seats.filter(covers);
  const on = here.filter((seat) => !seat.draft);
  const people = new Set(on.map((seat) => seat.personId));
  const drafted = new Set(here.map((seat) => seat.personId).filter((id) => !people.has(id)));
  const spoken = new Set(on.flatMap((seat) => seat.languages));
  const sum = (of: 'minimum' | 'wanted') => asked.reduce((total, need) => total + need[of], 0);
  return {
    role: asked[0]!.role,
    chapterId: asked[0]!.chapterId,
    ...{ from, to, minimum: sum('minimum'), wanted: sum('wanted') },
    filled: people.size,
    drafted: drafted.size,
    thin: asked.some((need) => need.lacksBuddy),
    missing: [...new Set(asked.flatMap((need) => need.languages))].filter((l) => !spoken.has(l)).sort(),
  };
}

const sameAs = (a: Stretch, b: Stretch) =>
  a.minimum === b.minimum &&
  a.wanted === b.wanted &&
  a.filled === b.filled &&
  a.drafted === b.drafted &&
  a.thin === b.thin &&
  a.missing.join() === b.missing.join();

import { isAlone, lacksBuddy, standBy } from './fill-buddies.ts';
import { level, trade } from './fill-level.ts';
import {
  best,
  type Fillable,
  type Filler,
  fits,
  hour,
  type Limits,
  missing,
  type Person,
  type Slot,
  seat,
  seated,
  unseat,
  weigh,
} from './fill-people.ts';

export type { Fillable, Filler } from './fill-people.ts';

export interface Filled {
  seats: { slotId: string; personId: string }[];
  /** Hours of places below the minimum that stay empty. */
  gapHours: number;
  /** Burden of those who carry the most and the least, of those who could carry some; of the kind in which they differ most. */
  most: number;
  least: number;
  brokenWishes: number;
  /** Who stands by where one would sit alone at night. */
  buddies: { slotId: string; personId: string }[];
  /** Nights that somebody would sit through alone, with nobody left to stand by. */
  alone: number;
}

/**
 * Suggests who takes the free places of slots: first so that as few as can be stay below their minimum and as few languages
 * missing, then so that nobody sits alone at night where two are wanted, then so that all carry alike within a kind of role and nights and weekends go round, then within the hours that
 * people named. Places that few can take come first; one
 * that nobody can take any more is looked for a second time by moving somebody (an ejection chain of one). Rest, hours and
 * overlaps hold always. The same input gives the same answer.
 */
export function fillRota(slots: readonly Fillable[], fillers: readonly Filler[], rules: Limits): Filled {
  const people: Person[] = [...fillers]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((p) => ({ ...p, load: new Map(), hard: new Map(), own: p.has.map((s) => ({ ...s, slot: null })) }));
  for (const p of people) for (const one of p.carried ?? []) weigh(p, one, 1);
  const all = slots.map((slot): Slot => ({ ...slot, seats: [], fillers: people.filter((p) => p.may(slot)) }));
  const inOrder = all.toSorted(
    (a, b) => a.fillers.length - b.fillers.length || a.from - b.from || (a.id < b.id ? -1 : 1),
  );
  for (const slot of inOrder) while (seated(slot) < slot.minimum && put(slot, rules));
  for (const slot of inOrder) while (seated(slot) < slot.minimum && move(slot, rules));
  for (const slot of inOrder)
    while (missing(slot).length > 0 && seated(slot) < slot.wanted && put(slot, rules, true));
  for (const slot of inOrder) if (isAlone(slot) && seated(slot) < slot.wanted) put(slot, rules);
  for (const slot of inOrder) while (seated(slot) < slot.wanted && put(slot, rules));
  level(all, rules);
  trade(all, rules);
  const buddies = standBy(
    all.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1)),
    rules,
  );
  return { ...summary(all, people), buddies, alone: all.filter(lacksBuddy).length - buddies.length };
}

function put(slot: Slot, rules: Limits, forLanguage = false): boolean {
  const lacks = missing(slot);
  // The last places are kept for the languages that are still missing.
  const isLast = slot.wanted - seated(slot) <= 1 && seated(slot) >= slot.minimum;
  const must = lacks.length > 0 && (forLanguage || isLast);
  const brings = (p: Person) => !must || lacks.some((l) => p.languages.includes(l));
  const chosen = best(
    slot,
    slot.fillers.filter((p) => brings(p) && fits(p, slot, rules)),
  );
  if (chosen) seat(slot, chosen);
  return chosen !== undefined;
}

/** Frees somebody for a place that nobody can take: another takes one of theirs. */
function move(slot: Slot, rules: Limits): boolean {
  for (const p of slot.fillers)
    for (const { slot: other } of p.own) {
      if (!other || !fits(p, slot, rules, other)) continue;
      const instead = other.fillers.find((q) => q !== p && fits(q, other, rules));
      if (!instead) continue;
      unseat(other, p);
      seat(other, instead);
      seat(slot, p);
      return true;
    }
  return false;
}

function summary(slots: Slot[], people: Person[]): Omit<Filled, 'buddies' | 'alone'> {
  const kinds = [...new Set(slots.map((s) => s.kind))].map((kind) => {
    const able = new Set(slots.filter((s) => s.kind === kind).flatMap((s) => s.fillers));
    const loads = people.filter((p) => able.has(p)).map((p) => p.load.get(kind) ?? 0);
    return loads.length > 0 ? { most: Math.max(...loads), least: Math.min(...loads) } : { most: 0, least: 0 };
  });
  const widest = kinds.toSorted((a, b) => b.most - b.least - (a.most - a.least))[0];
  const empty = (s: Slot) => Math.max(0, s.minimum - seated(s)) * ((s.to - s.from) / hour);
  return {
    seats: slots.flatMap((s) => s.seats.map((p) => ({ slotId: s.id, personId: p.id }))),
    gapHours: slots.reduce((sum, s) => sum + empty(s), 0),
    most: widest?.most ?? 0,
    least: widest?.least ?? 0,
    brokenWishes: slots.reduce((sum, s) => sum + s.seats.filter((p) => !p.wishes(s)).length, 0),
  };
}

import type { RotaRules } from '../contract.ts';

/** Somebody who may be put on slots. */
export interface Filler {
  id: string;
  languages: readonly string[];
  /** Slots that their training and time with us allow. */
  may: (slot: Fillable) => boolean;
  /** Whether a slot lies in the hours that they named. */
  wishes: (slot: Fillable) => boolean;
  /** What they have already, in milliseconds. */
  has: readonly { from: number; to: number }[];
}

export interface Fillable {
  id: string;
  /** Milliseconds. */
  from: number;
  to: number;
  minimum: number;
  wanted: number;
  languages: readonly string[];
  /** Who sits in it already. */
  sitting: readonly { personId: string; languages: readonly string[] }[];
  /** What it weighs for whoever has it, in hours: a night more than a day. */
  burden: number;
}

export interface Filled {
  seats: { slotId: string; personId: string }[];
  /** Hours of places below the minimum that stay empty. */
  gapHours: number;
  /** Burden of those who carry the most and the least, of those who could carry some. */
  most: number;
  least: number;
  brokenWishes: number;
}

interface Person extends Filler {
  load: number;
  own: { from: number; to: number; slot: Slot | null }[];
}
interface Slot extends Fillable {
  seats: Person[];
  fillers: Person[];
}

const hour = 3_600_000;
const week = 168 * hour;
/** People whose burdens differ by less than a short shift carry alike: among them wishes decide. */
const alike = 4;

/**
 * Suggests who takes the free places of slots: first so that as few as can be stay below their minimum and as few languages
 * missing, then so that all carry alike, then within the hours that people named. Places that few can take come first; one
 * that nobody can take any more is looked for a second time by moving somebody (an ejection chain of one). Rest, hours and
 * overlaps hold always. The same input gives the same answer.
 */
export function fillRota(
  slots: readonly Fillable[],
  fillers: readonly Filler[],
  rules: Pick<RotaRules, 'restMinutes' | 'weekHours'>,
): Filled {
  const people: Person[] = [...fillers]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((p) => ({ ...p, load: 0, own: p.has.map((s) => ({ ...s, slot: null })) }));
  const [first, last] = [Math.min(...slots.map((s) => s.from)), Math.max(...slots.map((s) => s.to))];
  for (const p of people)
    p.load = p.own.reduce((sum, s) => sum + (s.to > first && s.from < last ? (s.to - s.from) / hour : 0), 0);
  const all = slots.map((slot): Slot => ({ ...slot, seats: [], fillers: people.filter((p) => p.may(slot)) }));
  const inOrder = all.toSorted(
    (a, b) => a.fillers.length - b.fillers.length || a.from - b.from || (a.id < b.id ? -1 : 1),
  );
  for (const slot of inOrder) while (seated(slot) < slot.minimum && put(slot, rules));
  for (const slot of inOrder) while (seated(slot) < slot.minimum && move(slot, rules));
  for (const slot of inOrder)
    while (missing(slot).length > 0 && seated(slot) < slot.wanted && put(slot, rules, true));
  for (const slot of inOrder) while (seated(slot) < slot.wanted && put(slot, rules));
  level(all, rules);
  return summary(all, people);
}

const seated = (slot: Slot) => slot.sitting.length + slot.seats.length;

const missing = (slot: Slot) =>
  slot.languages.filter((l) => ![...slot.sitting, ...slot.seats].some((s) => s.languages.includes(l)));

/** Whether rest, hours and overlaps let a person have a slot, besides what they have; `but` is given up for it. */
function fits(
  p: Person,
  slot: Slot,
  rules: Pick<RotaRules, 'restMinutes' | 'weekHours'>,
  but?: Slot,
): boolean {
  if (slot.seats.includes(p) || slot.sitting.some((s) => s.personId === p.id)) return false;
  const rest = rules.restMinutes * 60_000;
  let near = slot.to - slot.from;
  for (const s of p.own) {
    if (but && s.slot === but) continue;
    if (s.from < slot.to && s.to > slot.from) return false;
    const between = Math.max(slot.from - s.to, s.from - slot.to);
    if (between < rest) return false;
    if (s.to > slot.from - week && s.from < slot.to + week) near += s.to - s.from;
  }
  return near <= rules.weekHours * hour || weekHolds(p, slot, rules.weekHours * hour, but);
}

function weekHolds(p: Person, slot: Slot, most: number, but?: Slot): boolean {
  const shifts = [...p.own.filter((s) => !but || s.slot !== but), slot];
  return shifts.every(({ from }) => {
    if (from > slot.from || from + week <= slot.from) return true;
    const sum = (total: number, s: { from: number; to: number }) =>
      total + Math.max(0, Math.min(s.to, from + week) - Math.max(s.from, from));
    return shifts.reduce(sum, 0) <= most;
  });
}

function seat(slot: Slot, p: Person): void {
  slot.seats.push(p);
  p.own.push({ from: slot.from, to: slot.to, slot });
  p.load += slot.burden;
}

function unseat(slot: Slot, p: Person): void {
  slot.seats.splice(slot.seats.indexOf(p), 1);
  p.own.splice(
    p.own.findIndex((s) => s.slot === slot),
    1,
  );
  p.load -= slot.burden;
}

/** The one to have a place: whoever carries least; among those alike, who brings a language or wished for it. */
function best(slot: Slot, candidates: Person[]): Person | undefined {
  const lacks = missing(slot);
  const least = Math.min(...candidates.map((p) => p.load));
  const score = (p: Person) =>
    (lacks.some((l) => p.languages.includes(l)) ? 0 : 2) + (p.wishes(slot) ? 0 : 1);
  return candidates
    .filter((p) => p.load < least + alike)
    .sort((a, b) => score(a) - score(b) || a.load - b.load)[0];
}

function put(slot: Slot, rules: Pick<RotaRules, 'restMinutes' | 'weekHours'>, forLanguage = false): boolean {
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
function move(slot: Slot, rules: Pick<RotaRules, 'restMinutes' | 'weekHours'>): boolean {
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

const mostRounds = 4;

/** Takes from who carries most and gives to who carries least, where that brings them nearer. */
function level(slots: Slot[], rules: Pick<RotaRules, 'restMinutes' | 'weekHours'>): void {
  for (let round = 0; round < mostRounds; round++) {
    let changed = false;
    for (const slot of slots)
      for (const p of [...slot.seats]) {
        const others = slot.fillers.filter(
          (q) => q.load + slot.burden < p.load && keepsLanguages(slot, p, q) && fits(q, slot, rules),
        );
        const chosen = best(slot, others);
        if (!chosen) continue;
        unseat(slot, p);
        seat(slot, chosen);
        changed = true;
      }
    if (!changed) return;
  }
}

const keepsLanguages = (slot: Slot, from: Person, to: Person) => {
  const stay = [...slot.sitting, ...slot.seats.filter((s) => s !== from)];
  const lost = slot.languages.filter(
    (l) => from.languages.includes(l) && !stay.some((s) => s.languages.includes(l)),
  );
  return lost.every((l) => to.languages.includes(l));
};

function summary(slots: Slot[], people: Person[]): Filled {
  const able = people.filter((p) => slots.some((s) => s.fillers.includes(p)));
  const loads = able.map((p) => p.load);
  const empty = (s: Slot) => Math.max(0, s.minimum - seated(s)) * ((s.to - s.from) / hour);
  return {
    seats: slots.flatMap((s) => s.seats.map((p) => ({ slotId: s.id, personId: p.id }))),
    gapHours: slots.reduce((sum, s) => sum + empty(s), 0),
    most: Math.max(0, ...loads),
    least: loads.length > 0 ? Math.min(...loads) : 0,
    brokenWishes: slots.reduce((sum, s) => sum + s.seats.filter((p) => !p.wishes(s)).length, 0),
  };
}

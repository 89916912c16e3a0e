import type { RotaRules } from '../contract.ts';
import type { Burden } from './burden.ts';

export type Limits = Pick<RotaRules, 'restMinutes' | 'weekHours'>;

/** Somebody who may be put on slots. */
export interface Filler {
  id: string;
  languages: readonly string[];
  /** Slots that their training and time with us allow. */
  may: (slot: Fillable) => boolean;
  /** Whether a slot lies in the hours that they named. */
  wishes: (slot: Fillable) => boolean;
  /** There is a way to page them, so that they can stand by at night. */
  canBeWoken?: boolean;
  /** What they have already, in milliseconds. */
  has: readonly { from: number; to: number }[];
  /** What they carried in the weeks before and have for the days to fill, so that it goes round. */
  carried?: readonly Burden[];
}

export interface Fillable extends Burden {
  id: string;
  /** Milliseconds. */
  from: number;
  to: number;
  minimum: number;
  wanted: number;
  languages: readonly string[];
  /** Who sits in it already. */
  sitting: readonly { personId: string; languages: readonly string[] }[];
  /** The desk, overnight: nobody sits in it alone without somebody who stands by. */
  needsTwo?: boolean;
  /** Who stands by already, or is asked to. */
  standingBy?: readonly string[];
  /** Who said that they cannot. */
  notBy?: readonly string[];
}

export interface Person extends Filler {
  /** Burden by kind, and nights and weekends of it by kind. */
  load: Map<string, number>;
  hard: Map<string, number>;
  own: { from: number; to: number; slot: Slot | null }[];
}
export interface Slot extends Fillable {
  seats: Person[];
  fillers: Person[];
}

export const hour = 3_600_000;
const week = 168 * hour;
/** People whose burdens differ by less than a short shift carry alike: among them wishes decide. */
export const alike = 4;

export const loadOf = (p: Person, { kind }: Burden): number => p.load.get(kind) ?? 0;

/** How many nights and weekends of a kind they have had. */
export const hardOf = (p: Person, { kind }: Burden): { nights: number; weekends: number } => ({
  nights: p.hard.get(`${kind} night`) ?? 0,
  weekends: p.hard.get(`${kind} weekend`) ?? 0,
});

export function weigh(p: Person, { kind, burden, isNight, isWeekend }: Burden, sign: 1 | -1): void {
  const count = (of: Map<string, number>, key: string, by: number) =>
    of.set(key, (of.get(key) ?? 0) + by * sign);
  count(p.load, kind, burden);
  if (isNight) count(p.hard, `${kind} night`, 1);
  if (isWeekend) count(p.hard, `${kind} weekend`, 1);
}

export const seated = (slot: Slot) => slot.sitting.length + slot.seats.length;

export const missing = (slot: Slot) =>
  slot.languages.filter((l) => ![...slot.sitting, ...slot.seats].some((s) => s.languages.includes(l)));

/** Whether rest, hours and overlaps let a person have a slot, besides what they have; `but` is given up for it. */
export function fits(p: Person, slot: Slot, rules: Limits, but?: Slot): boolean {
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

export function seat(slot: Slot, p: Person): void {
  slot.seats.push(p);
  p.own.push({ from: slot.from, to: slot.to, slot });
  weigh(p, slot, 1);
}

export function unseat(slot: Slot, p: Person): void {
  slot.seats.splice(slot.seats.indexOf(p), 1);
  p.own.splice(
    p.own.findIndex((s) => s.slot === slot),
    1,
  );
  weigh(p, slot, -1);
}

/** How many nights they have had where this is one, and weekends where it is one. */
function hardFor(p: Person, slot: Slot): number {
  const { nights, weekends } = hardOf(p, slot);
  return (slot.isNight ? nights : 0) + (slot.isWeekend ? weekends : 0);
}

/**
 * The one to have a place: whoever carries least; among those alike, who brings a language, then who had the fewest nights
 * or weekends where it is one, then who wished for it.
 */
export function best(slot: Slot, candidates: Person[]): Person | undefined {
  const lacks = missing(slot);
  const least = Math.min(...candidates.map((p) => loadOf(p, slot)));
  const ranked = candidates
    .filter((p) => loadOf(p, slot) < least + alike)
    .map((p) => ({
      p,
      rank: [
        lacks.some((l) => p.languages.includes(l)) ? 0 : 1,
        hardFor(p, slot),
        p.wishes(slot) ? 0 : 1,
        loadOf(p, slot),
      ],
    }));
  const before = (a: number[], b: number[]) => a.map((x, n) => x - b[n]!).find((d) => d !== 0) ?? 0;
  return ranked.sort((a, b) => before(a.rank, b.rank))[0]?.p;
}

import {
  alike,
  best,
  fits,
  hardOf,
  type Limits,
  loadOf,
  type Person,
  type Slot,
  seat,
  unseat,
} from './fill-people.ts';

const mostRounds = 4;

/** Takes from who carries most and gives to who carries least, where that brings them nearer. */
export function level(slots: Slot[], rules: Limits): void {
  for (let round = 0; round < mostRounds; round++) {
    let changed = false;
    for (const slot of slots)
      for (const p of [...slot.seats]) {
        const others = slot.fillers.filter(
          (q) =>
            loadOf(q, slot) + slot.burden < loadOf(p, slot) &&
            keepsLanguages(slot, p, q) &&
            fits(q, slot, rules),
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

/** Trades places of two people where nights and weekends come to be spread more evenly by it. */
export function trade(slots: Slot[], rules: Limits): void {
  for (let round = 0; round < mostRounds; round++) {
    let changed = false;
    for (const slot of slots.filter((s) => s.isNight || s.isWeekend))
      for (const p of [...slot.seats]) if (tradeAway(slot, p, rules)) changed = true;
    if (!changed) return;
  }
}

function tradeAway(slot: Slot, p: Person, rules: Limits): boolean {
  for (const q of slot.fillers)
    for (const { slot: other } of q.own) {
      if (!other || other.kind !== slot.kind || !isEvener(p, q, slot, other)) continue;
      if (!other.fillers.includes(p) || !staysAlike(p, q, slot, other)) continue;
      if (!keepsLanguages(slot, p, q) || !keepsLanguages(other, q, p)) continue;
      if (!fits(q, slot, rules, other) || !fits(p, other, rules, slot)) continue;
      unseat(slot, p);
      unseat(other, q);
      seat(slot, q);
      seat(other, p);
      return true;
    }
  return false;
}

/** Whether the sum of squares of nights and of weekends goes down when `p` gives `slot` for `other` of `q`. */
function isEvener(p: Person, q: Person, slot: Slot, other: Slot): boolean {
  const [mine, theirs] = [hardOf(p, slot), hardOf(q, slot)];
  const gain = (by: number, ahead: number) => by * (ahead - by);
  const nights = gain(Number(slot.isNight) - Number(other.isNight), mine.nights - theirs.nights);
  const weekends = gain(Number(slot.isWeekend) - Number(other.isWeekend), mine.weekends - theirs.weekends);
  return nights + weekends > 0;
}

/** Whether the two carry alike after the trade, or no less so than before. */
function staysAlike(p: Person, q: Person, slot: Slot, other: Slot): boolean {
  const before = loadOf(p, slot) - loadOf(q, slot);
  const after = before - 2 * (slot.burden - other.burden);
  return Math.abs(after) <= Math.max(alike, Math.abs(before));
}

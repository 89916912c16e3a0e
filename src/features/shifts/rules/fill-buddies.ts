import type { Limits, Person, Slot } from './fill-people.ts';
import { seated } from './fill-people.ts';

/** Somebody sits through a night at the desk with nobody beside them. */
export const isAlone = (slot: Slot): boolean => slot.needsTwo === true && seated(slot) === 1;

interface Span {
  from: number;
  to: number;
}

/**
 * Who stands by wherever somebody would sit alone at night and nobody does yet: of those who could sit there themselves
 * and can be woken, whose own shifts leave that night and the rest around it free; whoever stood by least comes first,
 * then whoever carries least.
 */
export function standBy(slots: readonly Slot[], rules: Limits): { slotId: string; personId: string }[] {
  const standing = new Map<string, Span[]>();
  const add = (personId: string, slot: Span) =>
    standing.set(personId, [...(standing.get(personId) ?? []), slot]);
  for (const slot of slots) for (const id of slot.standingBy ?? []) add(id, slot);
  const found: { slotId: string; personId: string }[] = [];
  for (const slot of slots.filter(lacksBuddy)) {
    const times = (p: Person) => standing.get(p.id)?.length ?? 0;
    const chosen = slot.fillers
      .filter((p) => isFree(p, slot, rules, standing.get(p.id) ?? []))
      .sort((a, b) => times(a) - times(b) || (a.load.get(slot.kind) ?? 0) - (b.load.get(slot.kind) ?? 0))[0];
    if (!chosen) continue;
    add(chosen.id, slot);
    found.push({ slotId: slot.id, personId: chosen.id });
  }
  return found;
}

export const lacksBuddy = (slot: Slot): boolean => isAlone(slot) && (slot.standingBy ?? []).length === 0;

function isFree(p: Person, slot: Slot, rules: Limits, standing: readonly Span[]): boolean {
  if (!p.canBeWoken || slot.notBy?.includes(p.id)) return false;
  const rest = rules.restMinutes * 60_000;
  const keepsRest = (s: Span) => s.to + rest <= slot.from || s.from >= slot.to + rest;
  return p.own.every(keepsRest) && standing.every((s) => s.to <= slot.from || s.from >= slot.to);
}

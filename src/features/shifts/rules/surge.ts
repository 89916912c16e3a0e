import { SHORTEST_MINUTES } from '../contract.ts';

/**
 * A span in blocks of so many hours, one after the other without a gap, whatever clocks do meanwhile. What is left at the end
 * is a block of its own, or part of the last where it would be too short for a shift.
 */
export function blocksOf(from: Date, until: Date, blockHours: number): { startsAt: Date; endsAt: Date }[] {
  const step = blockHours * 3_600_000;
  const blocks: { startsAt: Date; endsAt: Date }[] = [];
  for (let at = +from; at < +until; at += step) {
    const endsAt = Math.min(at + step, +until);
    const last = blocks.at(-1);
    if (last && endsAt - at < SHORTEST_MINUTES * 60_000) last.endsAt = new Date(endsAt);
    else blocks.push({ startsAt: new Date(at), endsAt: new Date(endsAt) });
  }
  return blocks;
}

/** So many are invited for each place: about one in four says yes. */
const asksAPlace = 4;

/** Whom to invite of those who could: for each role as few as its places need, those with the fewest hours first. */
export function invited<P extends { personId: string; roles: readonly string[] }>(
  could: readonly P[],
  places: ReadonlyMap<string, number>,
  hours: ReadonlyMap<string, number>,
): P[] {
  const rested = could.toSorted(
    (a, b) =>
      (hours.get(a.personId) ?? 0) - (hours.get(b.personId) ?? 0) || (a.personId < b.personId ? -1 : 1),
  );
  const asked = new Set<P>();
  for (const [role, count] of places)
    for (const one of rested.filter((p) => p.roles.includes(role)).slice(0, count * asksAPlace))
      asked.add(one);
  return could.filter((p) => asked.has(p));
}

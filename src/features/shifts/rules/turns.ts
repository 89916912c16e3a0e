/**
 * Who of `people` has the `seats` places of an occurrence. They go round in order; after each full round of people and
 * week days everyone moves on by one more, so that nobody has the Sunday nights for ever: over time each has each week
 * day equally often.
 */
export function turnsAt<P>(people: readonly P[], index: number, seats: number, weekDays: number): P[] {
  const n = people.length;
  const round = leastCommon(n, weekDays * seats);
  return Array.from({ length: Math.min(seats, n) }, (_, seat) => {
    const place = index * seats + seat;
    return people[(place + Math.floor(place / round)) % n]!;
  });
}

const leastCommon = (a: number, b: number): number => (a / greatestCommon(a, b)) * b;
const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));

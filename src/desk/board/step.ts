import type { Selected } from './selection.ts';

export type Card = NonNullable<Selected>;

/** Which card is one step on; stays inside the lanes. */
export function stepTo(lanes: Card[][], from: Selected, down: number, across: number): Card | null {
  const lane = lanes.findIndex((cards) => cards.some(({ id }) => id === from?.id));
  if (lane < 0) return lanes.find((cards) => cards.length > 0)?.[0] ?? null;
  const row = lanes[lane]!.findIndex(({ id }) => id === from?.id);
  if (across === 0) return lanes[lane]![row + down] ?? null;
  for (let next = lane + across; next >= 0 && next < lanes.length; next += across) {
    const cards = lanes[next]!;
    if (cards.length > 0) return cards[Math.min(row, cards.length - 1)]!;
  }
  return null;
}

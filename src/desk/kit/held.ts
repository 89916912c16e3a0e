import { useRef } from 'react';

export interface Held<T> {
  shown: { item: T; gone: boolean }[];
  /** How many new ones wait to be looked at. */
  waiting: number;
}

/**
 * A list that does not jump while somebody is in it: those shown stay where they are (also when they have moved on),
 * new ones wait. As soon as nobody is in it, it is the list as it is. `look` grows by one each time somebody looks;
 * what this desk itself has moved is `leaving` and does not stay. One that is `open` is looked at already.
 */
export function useHeld<T extends { id: string }>(
  fresh: readonly T[],
  holding: boolean,
  look: number,
  leaving: ReadonlySet<string>,
  open?: string,
): Held<T> {
  const kept = useRef<{ items: readonly T[]; look: number }>({ items: fresh, look });
  const now = new Map(fresh.map((item) => [item.id, item]));
  const isKept = (of: string) => kept.current.items.some(({ id }) => id === of);
  const asked = open !== undefined && now.has(open) && !isKept(open);
  const free =
    !holding || asked || kept.current.look !== look || !kept.current.items.some(({ id }) => now.has(id));
  const items = free
    ? fresh
    : kept.current.items
        .map((item) => now.get(item.id) ?? item)
        .filter(({ id }) => now.has(id) || !leaving.has(id));
  kept.current = { items, look };
  const shown = new Set(items.map(({ id }) => id));
  return {
    shown: items.map((item) => ({ item, gone: !now.has(item.id) })),
    waiting: fresh.filter(({ id }) => !shown.has(id)).length,
  };
}

import type { Item } from '../../../field/outbox.ts';
import { time } from '../../../field/words.ts';
import type { Guest } from '../contract.ts';
import { w } from './words.ts';

export interface List {
  title: string;
  doors: number;
  open: boolean;
  items: Guest[];
}

/** Somebody on the list, as this phone knows it. */
export interface Shown extends Guest {
  isUnsent?: boolean;
}

export const nameOf = ({ name }: Pick<Guest, 'name'>): string => name ?? w('unnamed');

/** The list with what this phone has done and not sent. */
export function withUnsent(items: readonly Guest[], unsent: readonly Item[]): Shown[] {
  const lines: Shown[] = items.map((guest) => ({ ...guest }));
  for (const { id, at, act } of unsent) {
    if (act.kind !== 'door-in') continue;
    const known = lines.find((guest) => guest.id === act.guestId);
    if (known && !known.arrivedAt)
      Object.assign(known, { arrivedAt: at, door: act.door ?? null, isUnsent: true });
    else if (!act.guestId && !act.code)
      lines.push({
        ...{ id, name: act.name || null, isMember: false, reachable: false, access: null, arrivedAt: at },
        ...{ door: act.door ?? null, isUnsent: true },
      });
  }
  return lines;
}

/** Where and when somebody came: what the second door hears. */
export const saidOf = (guest: Guest, isFirst: boolean): string =>
  isFirst || !guest.arrivedAt
    ? w('isIn', { name: nameOf(guest) })
    : w('already', {
        name: nameOf(guest),
        time: time(guest.arrivedAt),
        door: guest.door === null ? w('byPhone') : w('doorN', { n: guest.door }),
      });

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Phone } from '../features/channels/contract.ts';
import { listPhones, Refused } from './api.ts';

export type Connection = 'on' | 'away' | 'notDemo';

/** Asks again each second while the page is looked at. */
export function useEachSecond(work: () => Promise<void>): void {
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const round = async () => {
      if (!document.hidden) await work();
      if (!ended) timer = setTimeout(round, 1000);
    };
    round();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [work]);
}

/** The phones to show, as they come. */
export function usePhones(q: string, limit: number) {
  const [phones, setPhones] = useState<Phone[] | null>(null);
  const [connection, setConnection] = useState<Connection>('on');
  const refresh = useCallback(async () => {
    try {
      setPhones(await listPhones(q, limit));
      setConnection('on');
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setConnection(error.status === 404 ? 'notDemo' : 'away');
    }
  }, [q, limit]);
  useEachSecond(refresh);
  return { phones, connection, refresh };
}

/**
 * Places of the phones on the wall: the newest first, but nothing moves while `held` (somebody writes or points).
 * What came meanwhile waits; `waiting` counts phones that would stand further up by now.
 */
export function useOrder(phones: Phone[], held: boolean): { shown: Phone[]; waiting: number } {
  const kept = useRef<string[]>([]);
  const now = phones.map((p) => p.address);
  if (!held) kept.current = now;
  const places = [
    ...kept.current.filter((a) => now.includes(a)),
    ...now.filter((a) => !kept.current.includes(a)),
  ];
  const byAddress = new Map(phones.map((p) => [p.address, p]));
  return {
    shown: places.map((a) => byAddress.get(a)!),
    waiting: held ? countMoved(now, places) : 0,
  };
}

/** How many stand further up in `now` than the wall shows them. */
const countMoved = (now: string[], places: string[]): number =>
  now.filter((address, i) => places.indexOf(address) > i).length;

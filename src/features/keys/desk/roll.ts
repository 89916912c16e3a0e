import { useEffect, useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { type KeyList, readList } from '../contract.ts';
import { BadList, type Pin, pinOf, type Roll, replay } from '../rules.ts';

/** One network a host name: the pin needs no name, and a server that changes the network's id does not escape it. */
const place = 'porchlight-key-list';
type Pinned = Pin & { network: string };

const readPin = () => JSON.parse(localStorage.getItem(place) ?? 'null') as Pinned | null;

/** From now on this browser goes on from this list. */
export const follow = (roll: Roll) =>
  localStorage.setItem(place, JSON.stringify({ ...pinOf(roll), network: roll.network } satisfies Pinned));

/** What the list says. It must go on from the longest that this browser has seen, which is remembered. Throws BadList. */
export async function believe({ network, changes }: KeyList): Promise<Roll | null> {
  const seen = readPin();
  if (seen && seen.network !== network)
    throw new BadList('other-beginning', 0, 'The list is said to be of another network.');
  const roll = await replay(network, changes, seen);
  if (roll) follow(roll);
  return roll;
}

export interface Read {
  list: KeyList;
  roll: Roll | null;
}

/** The list as it is now, replayed in this browser; `bad` when it must not be believed. */
export function useRoll() {
  const query = useCall(readList, {}, { every: 60_000 });
  const [read, setRead] = useState<Read | null>(null);
  const [bad, setBad] = useState<{ why: BadList; list: KeyList } | null>(null);
  // Each reading counts, also one that says the same: what the rings need may have changed beside the list.
  const { data, dataUpdatedAt } = query;
  useEffect(() => {
    if (!data || !dataUpdatedAt) return;
    let current = true;
    believe(data).then(
      (roll) => current && setRead({ list: data, roll }),
      (error: unknown) => {
        if (!(error instanceof BadList)) throw error;
        if (current) setBad({ why: error, list: data });
      },
    );
    return () => {
      current = false;
    };
  }, [data, dataUpdatedAt]);
  return { query, read, bad };
}

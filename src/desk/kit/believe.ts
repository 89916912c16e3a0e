import type { KeyList } from '../../features/keys/contract.ts';
import { BadList, type Pin, pinOf, type Roll, replay } from '../../features/keys/rules.ts';

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

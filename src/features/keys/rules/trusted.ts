import type { ListedKeys } from '../contract.ts';
import { BadList, followVeiled, type Roll } from './list.ts';
import { areListed } from './rings.ts';
import type { PublicKeys } from './sealer.ts';

/**
 * The ring keys that may be sealed to, and the list that names them, gone on with from what was kept here. Throws BadList
 * for a list that does not go on from that, for a key that is not the newest of its ring on it, and for one that is missing.
 */
export async function trusted(
  kept: Roll | null,
  { network, items, length, changes }: ListedKeys,
): Promise<{ roll: Roll | null; keys: PublicKeys }> {
  if (kept && kept.network !== network)
    throw new BadList('other-beginning', 0, 'The list is said to be of another network.');
  let roll = kept;
  for (const change of changes) roll = await followVeiled(network, roll, change);
  const seen = roll?.hashes.length ?? 0;
  if (seen !== length) throw new BadList('shorter', length, 'The list is not as long as it was.');
  const listed = [...(roll?.epochs.keys() ?? [])];
  if (!areListed(roll, items) || listed.some((ring) => !items.some((key) => key.ring === ring)))
    throw new BadList('unlisted', seen, 'A key to seal to is not the one that the list names.');
  return { roll, keys: { network, items } };
}

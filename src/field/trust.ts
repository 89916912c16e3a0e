import type { ListedKeys } from '../features/keys/contract.ts';
import { adminsOf, BadList, type Misfit, type Roll } from '../features/keys/rules/list.ts';
import type { PublicKeys } from '../features/keys/rules/sealer.ts';
import { trusted } from '../features/keys/rules/trusted.ts';
import { fingerprint } from '../features/keys/rules/words.ts';

type Checked = { roll: Roll | null; keys: PublicKeys } | { why: Misfit };

const once = (kept: Roll | null, given: ListedKeys): Promise<Checked> =>
  trusted(kept, given).catch((error: unknown) => {
    if (!(error instanceof BadList)) throw error;
    return { why: error.why };
  });

/**
 * The keys to seal to, or why they are not believed. A new epoch may begin while the answer is made, so what does not fit
 * is asked for `again` before it is said.
 */
export async function check(
  kept: Roll | null,
  given: ListedKeys,
  again: () => Promise<ListedKeys>,
): Promise<Checked> {
  const first = await once(kept, given);
  return 'why' in first ? once(kept, await again()) : first;
}

/** A whole list that begins otherwise than the one kept here, with the six words of who began it; null where it is none. */
export async function anew(
  kept: Roll | null,
  given: ListedKeys,
): Promise<{ roll: Roll; words: string[] } | null> {
  const found = await once(null, given);
  if ('why' in found || !found.roll || found.roll.genesis === kept?.genesis) return null;
  const [founder] = adminsOf(found.roll);
  return founder ? { roll: found.roll, words: await fingerprint(founder) } : null;
}

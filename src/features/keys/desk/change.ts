import type { Act, Change, Ring } from '../contract.ts';
import { draftOf, readChange, signBody, withEpochs } from '../rules.ts';
import type { Read } from './roll.ts';
import type { Unlocked } from './unlocked.ts';

/** The change that waits for a signature; null where none does, or it does not follow what this browser has read. */
export function waitingChange({ list: { network, draft }, roll }: Read): Change | null {
  try {
    return draft && readChange(network, roll, draft.body);
  } catch {
    return null;
  }
}

/**
 * The next change, or the first of another list, as it is sent: with the epochs that it needs and those of `rings`, and
 * signed by who is an admin on it. Throws BadList.
 */
export async function changeOf(
  { list, roll }: Read,
  key: Unlocked,
  admin: boolean,
  acts: Act[],
  { rings = [], anew = false }: { rings?: Ring[]; anew?: boolean } = {},
) {
  const from = anew ? null : roll;
  const change = from ? await withEpochs(from, acts, rings) : { acts, wraps: [] };
  const body = draftOf(list.network, from, new Date(), change.acts);
  const signs = admin && (!from || from.members.get(key.account)?.admin);
  const signature = signs ? { by: key.account, signature: await signBody(key.sign, body) } : null;
  return { body, signature, wraps: change.wraps, anew };
}

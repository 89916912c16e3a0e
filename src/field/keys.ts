import type { ListedKeys } from '../features/keys/contract.ts';
import type { PublicKeys } from '../features/keys/rules/sealer.ts';
import type { Roll } from '../features/keys/rules.ts';
import { type Item, isUnsealed } from './outbox.ts';
import { call } from './send.ts';
import type { Phone } from './shelf.ts';
import { change, state } from './store.ts';

/** A new epoch is learnt within so long; what is sealed to the one before is still taken. */
const checkEveryMs = 10 * 60_000;
let checkedAt = Number.NEGATIVE_INFINITY;
let checking: Promise<boolean> | undefined;

/** The ring keys, with the signed list's changes after those that this phone has. Throws CallFailed. */
export const askForKeys = (has: number) => call<ListedKeys>(`keys/listed?after=${has}`);

/**
 * Fetches the keys to seal to, when it is time, and holds them against the signed list that this phone keeps. Where they
 * do not fit, nothing is sealed any more until they do. True when words that waited may go now.
 */
export function checkKeys(phone: Phone): Promise<boolean> {
  const due = state().misfit || Date.now() - checkedAt >= checkEveryMs;
  if (!due || !state().session?.signedIn) return Promise.resolve(false);
  checking ??= check(phone)
    // No answer: it goes on with what it has, and asks again.
    .catch(() => false)
    .finally(() => {
      checking = undefined;
    });
  return checking;
}

async function check(phone: Phone): Promise<boolean> {
  const kept = (await phone.kept<Roll | null>('roll')) ?? null;
  const ask = () => askForKeys(kept?.hashes.length ?? 0);
  // What seals comes with the first answer, so that it is at hand before the connection is gone.
  const [given, trust] = await Promise.all([ask(), import('./trust.ts'), import('./seal.ts')]);
  const found = await trust.check(kept, given, ask);
  const misfit = 'why' in found ? found.why : null;
  if ('keys' in found) {
    await phone.keep('roll', found.roll);
    await phone.keep('rings', found.keys);
  }
  await phone.keep('misfit', misfit);
  checkedAt = Date.now();
  change({ misfit });
  return !misfit && state().items.some(({ act }) => isUnsealed(act));
}

/** The act with its words sealed; as it is, to wait here, where they cannot be: it is tried again at each sync. */
export async function withWordsSealed(phone: Phone, item: Item): Promise<Item> {
  if (!isUnsealed(item.act) || state().misfit) return item;
  const keys = await phone.kept<PublicKeys>('rings');
  if (!keys) return item;
  try {
    const { sealed } = await import('./seal.ts');
    const act = await sealed(keys, item.id, item.assignment, item.act, state().field?.debrief ?? []);
    return { ...item, act };
  } catch {
    // A ring's key is missing, or what seals could not be fetched: nothing that was typed is lost by it.
    return item;
  }
}

import { call } from '../../../desk/kit/api.ts';
import { ownRingKeys } from '../../../desk/kit/own-rings.ts';
import { refresh } from '../../../desk/kit/query.ts';
import { store } from '../../../desk/kit/store.ts';
import { fromBase64, type Ring, toBase64 } from '../../../platform/seal/index.ts';
import {
  forgetHeld,
  giveShares,
  giveWraps,
  moveWraps,
  readHeldKeys,
  readList,
  readMyRings,
  readOldWraps,
  readTrust,
  wrapsAtOnce,
} from '../contract.ts';
import { isSplit, splitFor } from '../rules/trustees.ts';
import { moved, openWrap, type RingSecret, type Roll, wrapFor } from '../rules.ts';
import { type Unlocked, unlocked } from './unlocked.ts';

/** The server forgets no key before ten seconds of the new epoch are over: the list is read again then. */
const settledMs = 11_000;

/** Records of a ring that are being moved to its new epoch; shown, so that nobody closes the desk on it. */
export const moving = store<Progress | null>(null);

export interface Progress {
  ring: Ring;
  done: number;
  of: number;
}

/**
 * What an unlocked desk does for its rings, each time the list is read: opens its own ring keys, gives them to listed
 * members who lack them, splits them among trustees, moves records to the newest epoch, and has the server forget what it no longer needs.
 */
export async function workForRings(roll: Roll, key: Unlocked): Promise<void> {
  const { wraps, missing } = await call(readMyRings, {});
  const opened = await Promise.all(wraps.map((wrap) => openWrap(roll, key.receive, wrap)));
  if (unlocked.get() !== key) return;
  const own = opened.filter((secret) => secret !== null);
  hold(own);
  await giveMissing(roll, own, missing);
  await splitAmongTrustees(roll, own);
  const rings = [...new Set(own.map(({ ring }) => ring))];
  for (const ring of rings) await moveToNewest(roll, ring, own, key);
}

/** Told to the desk only where it is news: what is on screen is opened again then. */
function hold(own: RingSecret[]) {
  const keys = own.map(({ privateKey, ...of }) => ({ ...of, privateKey: toBase64(privateKey) }));
  if (JSON.stringify(keys) !== JSON.stringify(ownRingKeys.get())) ownRingKeys.set(keys);
}

async function giveMissing(
  roll: Roll,
  own: RingSecret[],
  missing: { ring: Ring; epoch: number; account: string }[],
) {
  const wraps = missing.flatMap(({ ring, epoch, account }) => {
    const secret = own.find((one) => one.ring === ring && one.epoch === epoch);
    const member = roll.members.get(account);
    // The list decides, not the server's word: only who is signed in for this ring gets its key.
    return secret && member?.rings.includes(ring) ? [wrapFor(roll.network, secret, member)] : [];
  });
  if (wraps.length > 0) await call(giveWraps, { body: { wraps: await Promise.all(wraps) } });
}

async function splitAmongTrustees(roll: Roll, own: RingSecret[]) {
  const { split } = await call(readTrust, {});
  const wanted = own.filter((secret) => !isSplit(roll, split, secret));
  if (wanted.length === 0) return;
  const shares = (await Promise.all(wanted.map((secret) => splitFor(roll, secret)))).flat();
  if (shares.length > 0) await call(giveShares, { body: { shares } });
}

async function moveToNewest(roll: Roll, ring: Ring, own: RingSecret[], key: Unlocked): Promise<void> {
  const epoch = roll.epochs.get(ring)?.at(-1)?.epoch;
  if (!epoch || !own.some((one) => one.ring === ring && one.epoch === epoch)) return;
  let page = await call(readOldWraps, { query: { ring } });
  const { items } = await call(readHeldKeys, {});
  const held = items.find((one) => one.ring === ring);
  const secrets = held ? [...own, { ...held, privateKey: fromBase64(held.privateKey) }] : own;
  const of = page.left;
  for (let done = 0; done < of && unlocked.get() === key; done += wrapsAtOnce) {
    moving.set({ ring, done, of });
    const all = await Promise.all(page.items.map((item) => moved(roll, ring, secrets, item)));
    const ready = all.filter((one) => one !== null);
    if (ready.length > 0) await call(moveWraps, { body: { ring, epoch, items: ready } });
    if (!page.next) break;
    page = await call(readOldWraps, { query: { ring, after: page.next } });
  }
  moving.set(null);
  if (held && !(await call(forgetHeld, { params: { ring } })).forgotten)
    setTimeout(() => void refresh(readList.path), settledMs);
}

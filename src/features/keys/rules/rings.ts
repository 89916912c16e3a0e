import {
  fromBase64,
  makeKeyPair,
  openWith,
  type Ring,
  sealTo,
  toBase64,
  unwrapRecordKey,
  utf8,
  wrapRecordKey,
} from '../../../platform/seal/index.ts';
import type { Act, Member, RingKey, RingWrap } from '../contract.ts';
import { applied, type Roll } from './list.ts';

/** A ring's private key of an epoch, as whoever belongs to the ring holds it. */
export interface RingSecret {
  ring: Ring;
  epoch: number;
  privateKey: Uint8Array;
}

const bound = (network: string, { ring, epoch, account }: Omit<RingWrap, 'wrap'>) =>
  utf8(`porchlight ring\n${network}\n${ring}\n${epoch}\n${account}`);

/** A ring key for a member of the list. */
export async function wrapFor(
  network: string,
  { ring, epoch, privateKey }: RingSecret,
  { account, receive }: Member,
): Promise<RingWrap> {
  const to = { ring, epoch, account };
  return { ...to, wrap: toBase64(await sealTo(fromBase64(receive), privateKey, bound(network, to))) };
}

/** Whether a private key belongs to the public one that the list names. */
export async function fits(publicKey: string, privateKey: Uint8Array): Promise<boolean> {
  const probe = await sealTo(fromBase64(publicKey), utf8('probe'), utf8('probe'));
  return openWith(privateKey, probe, utf8('probe')).then(
    () => true,
    () => false,
  );
}

/** The ring key in a wrap; null when it is another's, altered, or not the key that the list names for this epoch. */
export async function openWrap(
  roll: Roll,
  receive: Uint8Array,
  { wrap, ...to }: RingWrap,
): Promise<RingSecret | null> {
  const listed = roll.epochs.get(to.ring)?.find(({ epoch }) => epoch === to.epoch);
  if (!listed) return null;
  const opened = await openWith(receive, fromBase64(wrap), bound(roll.network, to)).catch(() => null);
  if (!opened || !(await fits(listed.key, opened))) return null;
  return { ring: to.ring, epoch: to.epoch, privateKey: opened };
}

/** The epoch that a network begins with, before its members hold the keys. */
const firstEpoch = 1;

/** Whether each key that the server names to seal to is the newest of its ring on the list; the first needs no list. */
export const areListed = (roll: Roll | null, keys: readonly RingKey[]): boolean =>
  keys.every(({ ring, epoch, publicKey }) => {
    const newest = roll?.epochs.get(ring)?.at(-1);
    return newest ? newest.epoch === epoch && newest.key === publicKey : epoch === firstEpoch;
  });

/**
 * A change that begins new epochs of rings, with the new private keys wrapped for everyone who is in the ring after it.
 * `without` are accounts that get none. The private keys are in the wraps and nowhere else when this returns.
 */
export async function withEpochs(
  roll: Roll,
  acts: Act[],
  rings: readonly Ring[],
  heldEpoch: number,
): Promise<{ acts: Act[]; wraps: RingWrap[] }> {
  const made = await Promise.all(
    rings.map(async (ring) => {
      const epoch = (roll.epochs.get(ring)?.at(-1)?.epoch ?? heldEpoch) + 1;
      return { ring, epoch, pair: await makeKeyPair() };
    }),
  );
  const all: Act[] = [
    ...acts,
    ...made.map(({ ring, epoch, pair }) => ({
      act: 'epoch' as const,
      ring,
      epoch,
      key: toBase64(pair.publicKey),
    })),
  ];
  const { members } = applied(roll, { n: roll.hashes.length, acts: all });
  const wraps = made.flatMap(({ ring, epoch, pair }) =>
    [...members.values()]
      .filter((member) => member.rings.includes(ring))
      .map((member) => wrapFor(roll.network, { ring, epoch, privateKey: pair.privateKey }, member)),
  );
  return { acts: all, wraps: await Promise.all(wraps) };
}

/** The rings that lose a member by taking these accounts off the list; each needs a new epoch. */
export const ringsLosing = (roll: Roll, accounts: readonly string[]): Ring[] => [
  ...new Set(
    accounts
      .flatMap((account) => roll.members.get(account)?.rings ?? [])
      .filter((ring) => roll.epochs.has(ring)),
  ),
];

/** A record key moved to a ring's newest epoch on the list; null when it does not open with what is held. */
export async function moved(
  roll: Roll,
  ring: Ring,
  held: readonly RingSecret[],
  old: { id: string; epoch: number; wrap: string },
): Promise<{ id: string; from: number; wrap: string } | null> {
  const secret = held.find((one) => one.ring === ring && one.epoch === old.epoch);
  const to = roll.epochs.get(ring)?.at(-1);
  if (!secret || !to) return null;
  const at = { network: roll.network, ring, key: old.id };
  const recordKey = await unwrapRecordKey(secret.privateKey, fromBase64(old.wrap), {
    ...at,
    epoch: old.epoch,
  }).catch(() => null);
  if (!recordKey) return null;
  const wrap = await wrapRecordKey(fromBase64(to.key), recordKey, { ...at, epoch: to.epoch });
  return { id: old.id, from: old.epoch, wrap: toBase64(wrap) };
}

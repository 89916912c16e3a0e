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
import type { Act, KeyList, Member, RingKey, RingWrap } from '../contract.ts';
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

/** Whom these acts take something from: their place on the list, a ring, or the right to sign. */
export const takenFrom = (roll: Roll, acts: readonly Act[]): string[] =>
  acts.flatMap((act) => {
    if (act.act === 'remove') return [act.account];
    if (act.act !== 'add') return [];
    const { account, rings, admin } = act.member;
    const before = roll.members.get(account);
    const less = before?.rings.some((ring) => !rings.includes(ring)) || (before?.admin && !admin);
    return less ? [account] : [];
  });

/**
 * What is to be signed away: listed members who were removed, and those whose roles give them fewer rings than the list
 * does. The server's word can only take by this, never give.
 */
export function leaving({ removed, waiting }: Pick<KeyList, 'removed' | 'waiting'>, roll: Roll): Act[] {
  const gone = removed.filter((account) => roll.members.has(account));
  const less = waiting.flatMap(({ account, sign, receive, rings, admin }): Act[] => {
    const listed = roll.members.get(account);
    if (listed?.sign !== sign || listed.receive !== receive) return [];
    const kept = { rings: listed.rings.filter((ring) => rings.includes(ring)), admin: listed.admin && admin };
    const add: Act = { act: 'add', member: { ...listed, ...kept } };
    return takenFrom(roll, [add]).length > 0 ? [add] : [];
  });
  return [...gone.map((account): Act => ({ act: 'remove', account })), ...less];
}

/** The rings that lose a member by these acts; each needs a new epoch in the same change. */
export const ringsLosing = (roll: Roll, acts: readonly Act[]): Ring[] => {
  const lost = acts.flatMap((act) => {
    if (act.act === 'remove') return roll.members.get(act.account)?.rings ?? [];
    if (act.act !== 'add') return [];
    const before = roll.members.get(act.member.account)?.rings ?? [];
    return before.filter((ring) => !act.member.rings.includes(ring));
  });
  return [...new Set(lost)].filter((ring) => roll.epochs.has(ring));
};

/**
 * Acts with the new epochs that they need, and those of `more` rings, their private keys wrapped for everyone who is in the
 * ring after it. The private keys are in the wraps and nowhere else when this returns. Throws BadList.
 */
export async function withEpochs(
  roll: Roll,
  acts: Act[],
  more: readonly Ring[] = [],
): Promise<{ acts: Act[]; wraps: RingWrap[] }> {
  const made = await Promise.all(
    [...new Set([...ringsLosing(roll, acts), ...more])].map(async (ring) => {
      const epoch = (roll.epochs.get(ring)?.at(-1)?.epoch ?? firstEpoch) + 1;
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

import { combine, split } from 'shamir-secret-sharing';
import { fromBase64, openWith, type Ring, sealTo, toBase64, utf8 } from '../../../platform/seal/index.ts';
import type { Member, Share } from '../contract.ts';
import type { Roll } from './list.ts';
import { fits, type RingSecret } from './rings.ts';

const bound = (network: string, to: string, { ring, epoch, account }: Omit<Share, 'share'>) =>
  utf8(`porchlight share\n${network}\n${ring}\n${epoch}\n${account}\n${to}`);

const sealShare = async (
  network: string,
  to: Member,
  of: Omit<Share, 'share'>,
  bytes: Uint8Array,
): Promise<Share> => ({
  ...of,
  share: toBase64(await sealTo(fromBase64(to.receive), bytes, bound(network, to.account, of))),
});

/** A ring key split among the trustees whom the list names: any `needed` of them open it, fewer learn nothing. */
export async function splitFor(roll: Roll, { ring, epoch, privateKey }: RingSecret): Promise<Share[]> {
  const named = roll.trustees.get(ring);
  const trustees = named?.accounts.flatMap((account) => roll.members.get(account) ?? []) ?? [];
  if (!named || trustees.length < named.needed) return [];
  const parts = await split(privateKey, trustees.length, named.needed);
  return Promise.all(
    trustees.map((trustee, place) =>
      sealShare(roll.network, trustee, { ring, epoch, account: trustee.account }, parts[place]!),
    ),
  );
}

/** Whether each trustee whom the list names for a ring has a share of this epoch. */
export const isSplit = (
  roll: Roll,
  split: readonly { ring: Ring; epoch: number; since: number }[],
  { ring, epoch }: { ring: Ring; epoch: number },
): boolean =>
  split.some(
    (one) => one.ring === ring && one.epoch === epoch && one.since === roll.trustees.get(ring)?.since,
  );

/** A trustee's own share, sealed again to the one who asks; null when it does not open. */
export async function passOn(
  network: string,
  receive: Uint8Array,
  { share, ...of }: Share,
  asker: Member,
): Promise<Share | null> {
  const aad = bound(network, of.account, of);
  const bytes = await openWith(receive, fromBase64(share), aad).catch(() => null);
  return bytes && sealShare(network, asker, of, bytes);
}

/** The ring keys that shares given to me make together, of each epoch for which they are enough and fit the list. */
export async function joined(
  roll: Roll,
  me: Pick<Member, 'account'>,
  receive: Uint8Array,
  shares: readonly Share[],
): Promise<RingSecret[]> {
  const opened = await Promise.all(
    shares.map(async ({ share, ...of }) => {
      const aad = bound(roll.network, me.account, of);
      return { ...of, bytes: await openWith(receive, fromBase64(share), aad).catch(() => null) };
    }),
  );
  const found: RingSecret[] = [];
  for (const [ring, epochs] of roll.epochs)
    for (const { epoch, key } of epochs) {
      const parts = opened.flatMap((one) =>
        one.ring === ring && one.epoch === epoch && one.bytes ? [one.bytes] : [],
      );
      const secret = await joinedOf({ ring, epoch }, key, parts);
      if (secret) found.push(secret);
    }
  return found;
}

async function joinedOf(of: { ring: Ring; epoch: number }, key: string, parts: Uint8Array[]) {
  if (parts.length < 2) return null;
  const privateKey = await combine(parts).catch(() => null);
  return privateKey && (await fits(key, privateKey)) ? { ...of, privateKey } : null;
}

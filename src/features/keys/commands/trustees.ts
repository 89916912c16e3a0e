import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound, refused } from '../../../platform/problem.ts';
import type { Recovery, Ring, Share } from '../contract.ts';
import { policy } from '../policy.ts';
import type { Roll } from '../rules.ts';
import * as boxes from '../store/boxes.ts';
import * as store from '../store/trustees.ts';
import { currentList } from './list.ts';
import { livingMembers } from './rings.ts';

async function present(ctx: Ctx, row: store.RecoveryRow): Promise<Recovery> {
  const given = await store.selectGiven(ctx.tx, ctx.network.id, row.id);
  const { id, ring, account, at, confirmedBy } = row;
  return {
    id,
    ring,
    account,
    at: at.toISOString(),
    confirmed: confirmedBy !== null,
    given: new Set(given.map((one) => one.account)).size,
  };
}

/** Everything about trustees that concerns the actor. */
export async function myTrust(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'key');
  const { tx, network, actor } = ctx;
  const current = await currentList(ctx);
  const me = (await livingMembers(ctx, current.roll)).find(({ account }) => account === actor.id);
  const rows = await store.selectRecoveries(tx, network.id);
  const mine = rows.filter(({ account, confirmedBy }) => account === actor.id && confirmedBy);
  const given = mine.map(async ({ id, ring }) =>
    (await store.selectGiven(tx, network.id, id)).map((one) => ({
      ...one,
      ring,
      share: one.share.toString('base64'),
    })),
  );
  return {
    shares: me ? await sharesOf(ctx, me.account) : [],
    split: await split(ctx, current),
    recoveries: await Promise.all(rows.map((row) => present(ctx, row))),
    givenToMe: (await Promise.all(given)).flat(),
  };
}

/** Epochs of which each trustee of today has a share, with the change of the list that named these trustees. */
async function split(
  ctx: Ctx,
  { roll, list }: { roll: Roll | null; list: number },
): Promise<{ ring: Ring; epoch: number; since: number }[]> {
  const held = await boxes.selectHolders(ctx.tx, ctx.network.id, 'share');
  return [...(roll?.trustees ?? [])].flatMap(([ring, { accounts, since }]) => {
    const has = (account: string, epoch: number) =>
      held.some(
        (one) =>
          one.ring === ring &&
          one.epoch === epoch &&
          one.account === account &&
          one.list === list &&
          one.since === since,
      );
    const trustees = accounts.filter((account) => roll!.members.has(account));
    return (roll!.epochs.get(ring) ?? [])
      .filter(({ epoch }) => trustees.every((account) => has(account, epoch)))
      .map(({ epoch }) => ({ ring, epoch, since }));
  });
}

/** A trustee's shares, each sealed to them. */
const sharesOf = async (ctx: Ctx, account: string): Promise<Share[]> =>
  (await boxes.selectBoxes(ctx.tx, ctx.network.id, 'share', account)).map(({ box, ...of }) => ({
    ...of,
    share: box,
  }));

/** All shares of one epoch at once, in the place of those of an earlier splitting: shares of two splittings never join. */
async function replaceShares(
  ctx: Ctx,
  { ring, epoch }: { ring: Ring; epoch: number },
  naming: boxes.Naming,
  shares: readonly Share[],
): Promise<void> {
  await boxes.deleteBoxes(ctx.tx, ctx.network.id, 'share', ring, { only: epoch });
  const made = shares.map(({ share, ...of }) => ({ ...of, box: share }));
  const of = { by: ctx.actor.id!, at: ctx.now, naming };
  await boxes.insertBoxes(ctx.tx, ctx.network.id, 'share', made, of);
}

/** Keeps a splitting: for each epoch in it, one share for each trustee. Throws 403 for a key that one does not hold. */
export async function giveShares(ctx: Ctx, shares: readonly Share[]): Promise<{ given: number }> {
  authorize(policy, ctx.actor, 'read', 'key');
  const { roll, list } = await currentList(ctx);
  const holders = await boxes.selectHolders(ctx.tx, ctx.network.id, 'key');
  const living = await livingMembers(ctx, roll);
  const epochs = Map.groupBy(shares, ({ ring, epoch }) => `${ring} ${epoch}`);
  for (const of of epochs.values()) {
    const { ring, epoch } = of[0]!;
    if (!holders.some((one) => one.ring === ring && one.epoch === epoch && one.account === ctx.actor.id))
      throw forbidden('split a ring key that you do not hold');
    const named = roll?.trustees.get(ring);
    const trustees = named?.accounts.filter((account) => roll!.members.has(account)) ?? [];
    const accounts = of.map(({ account }) => account);
    if (!named || accounts.toSorted().join() !== trustees.toSorted().join())
      throw conflict('The trustees have changed since.');
    // Who has made a new key meanwhile gets their share when two admins have signed it.
    const reachable = of.filter(({ account }) => living.some((member) => member.account === account));
    if (reachable.length > 0)
      await replaceShares(ctx, { ring, epoch }, { list, since: named.since }, reachable);
    await audit(ctx, {
      act: 'key.split',
      subject: ctx.network.id,
      data: { ring, epoch, needed: named.needed, of: trustees.length },
    });
  }
  await emit(ctx, { kind: 'keys.changed', subject: ctx.network.id, data: {} });
  return { given: shares.length };
}

/** Somebody of a ring asks its trustees, because nobody can open it. Throws 403, 409, 422. */
export async function askTrustees(ctx: Ctx, { id, ring }: { id: string; ring: Ring }): Promise<Recovery> {
  authorize(policy, ctx.actor, 'read', 'key');
  mustBeFresh(ctx);
  const { roll } = await currentList(ctx);
  const me = (await livingMembers(ctx, roll)).find(({ account }) => account === ctx.actor.id);
  if (!me?.rings.includes(ring)) throw forbidden(`read what is sealed to the ${ring} ring`);
  if (!roll?.trustees.has(ring))
    throw refused('This ring has no trustees.', 'Read “When keys are lost” in the operating manual.');
  if (!(await store.insertRecovery(ctx.tx, ctx.network.id, { id, ring, account: me.account }, ctx.now))) {
    const open = await openRecovery(ctx, (one) => one.ring === ring);
    if (open.id !== id)
      throw conflict('Somebody has asked already.', undefined, 'See it on the Keyring screen.');
    return present(ctx, open);
  }
  return told(ctx, 'key.recovery-asked', id);
}

async function openRecovery(ctx: Ctx, which: (row: store.RecoveryRow) => boolean) {
  const found = (await store.selectRecoveries(ctx.tx, ctx.network.id)).find(which);
  if (!found) throw notFound('recovery');
  return found;
}

async function told(ctx: Ctx, act: string, id: string): Promise<Recovery> {
  const row = await openRecovery(ctx, (one) => one.id === id);
  await audit(ctx, { act, subject: id, data: { ring: row.ring } });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return present(ctx, row);
}

/** The second person: an admin who did not ask. Throws 403, 404. */
export async function confirmRecovery(ctx: Ctx, id: string): Promise<Recovery> {
  authorize(policy, ctx.actor, 'sign', 'key');
  mustBeFresh(ctx);
  const row = await openRecovery(ctx, (one) => one.id === id);
  if (row.account === ctx.actor.id) throw forbidden('confirm what you asked for yourself');
  if (row.confirmedBy) return present(ctx, row);
  const by = { confirmed_by: ctx.actor.id!, confirmed_at: ctx.now };
  await store.updateRecovery(ctx.tx, ctx.network.id, id, by);
  return told(ctx, 'key.recovery-confirmed', id);
}

/** Ends it, by who asked or by an admin; what was given is deleted. */
export async function endRecovery(ctx: Ctx, id: string): Promise<Recovery> {
  authorize(policy, ctx.actor, 'read', 'key');
  mustBeFresh(ctx);
  const row = await openRecovery(ctx, (one) => one.id === id);
  if (row.account !== ctx.actor.id) authorize(policy, ctx.actor, 'sign', 'key');
  const ended = await told(ctx, 'key.recovery-ended', id);
  await store.deleteGiven(ctx.tx, ctx.network.id, id);
  await store.updateRecovery(ctx.tx, ctx.network.id, id, { ended_at: ctx.now });
  return ended;
}

/** A trustee's shares for the one who asks. Throws 403 for who is no trustee, 422 before it is confirmed. */
export async function giveToAsker(ctx: Ctx, id: string, shares: readonly Share[]): Promise<Recovery> {
  authorize(policy, ctx.actor, 'read', 'key');
  mustBeFresh(ctx);
  const row = await openRecovery(ctx, (one) => one.id === id);
  if (!row.confirmedBy)
    throw refused('Another admin has not confirmed this yet.', 'Phone an admin who did not ask for it.');
  const own = await sharesOf(ctx, ctx.actor.id!);
  for (const { ring, epoch, account } of shares)
    if (
      account !== ctx.actor.id ||
      ring !== row.ring ||
      !own.some((one) => one.ring === ring && one.epoch === epoch)
    )
      throw forbidden('give a share that is not yours');
  await store.insertGiven(ctx.tx, ctx.network.id, id, shares, ctx.now);
  return told(ctx, 'key.share-given', id);
}

/** Whether the actor has asked for this ring and another admin has confirmed it: then they may keep what they joined. */
export const recovers = async (ctx: Ctx, ring: Ring): Promise<boolean> =>
  (await store.selectRecoveries(ctx.tx, ctx.network.id)).some(
    (row) => row.account === ctx.actor.id && row.ring === ring && row.confirmedBy !== null,
  );

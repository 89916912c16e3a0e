import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, forbidden, refused } from '../../../platform/problem.ts';
import { type Ring, type RingWrap, wrapsAtOnce } from '../contract.ts';
import { forgetHeldKey, heldEpoch, type Where } from '../held.ts';
import { policy } from '../policy.ts';
import { type Roll, ringsOf } from '../rules.ts';
import * as boxes from '../store/boxes.ts';
import { selectKeys, wasRemoved } from '../store/members.ts';
import * as store from '../store/rings.ts';
import { boxed, currentList } from './list.ts';
import { closeWraps, openWraps } from './wraps.ts';

/** Wraps that a page holds; more come after these are given. */
const mostMissing = wrapsAtOnce;

/** Listed members whose keys live, by account. */
export async function livingMembers(ctx: Ctx, roll: Roll | null) {
  const keys = await selectKeys(ctx.tx, ctx.network.id);
  return keys.flatMap((key) => {
    const member = roll?.members.get(key.accountId);
    return member?.receive === key.receive.toString('base64') ? [member] : [];
  });
}

/** The actor's ring keys in their wraps, and who of their rings lacks one. */
export async function myRings(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'key');
  const { roll } = await currentList(ctx);
  const living = await livingMembers(ctx, roll);
  const me = living.find(({ account }) => account === ctx.actor.id);
  const network = ctx.network.id;
  if (!me) return { network, wraps: [], missing: [] };
  const held = await boxes.selectHolders(ctx.tx, network, 'key');
  const has = new Set(held.map(({ ring, epoch, account }) => `${ring} ${epoch} ${account}`));
  const missing = me.rings.flatMap((ring) =>
    (roll!.epochs.get(ring) ?? []).flatMap(({ epoch }) =>
      living
        .filter(({ account, rings }) => rings.includes(ring) && !has.has(`${ring} ${epoch} ${account}`))
        .map(({ account }) => ({ ring, epoch, account })),
    ),
  );
  const inForce = (wrap: RingWrap) => roll!.epochs.get(wrap.ring)?.some(({ epoch }) => epoch === wrap.epoch);
  const wraps = (await boxes.selectBoxes(ctx.tx, network, 'key', me.account))
    .map(({ box, ...of }): RingWrap => ({ ...of, wrap: box }))
    .filter((wrap) => me.rings.includes(wrap.ring) && inForce(wrap));
  return { network, wraps, missing: missing.slice(0, mostMissing) };
}

/**
 * Gives listed members what the actor holds. What is there already stays. `recovers` says of a ring whether its trustees
 * gave it to the actor, who may then keep it themself. Throws 403 for a key that one does not hold.
 */
export async function giveWraps(
  ctx: Ctx,
  wraps: readonly RingWrap[],
  recovers: (ring: Ring) => Promise<boolean>,
): Promise<{ given: number }> {
  const mine = await myRings(ctx);
  const { roll } = await currentList(ctx);
  const living = await livingMembers(ctx, roll);
  for (const { ring, epoch, account } of wraps) {
    const holds = mine.wraps.some((own) => own.ring === ring && own.epoch === epoch);
    if (!holds && !(account === ctx.actor.id && (await recovers(ring))))
      throw forbidden('give away a ring key that you do not hold');
    if (!living.some((member) => member.account === account && member.rings.includes(ring)))
      throw refused('Someone in this is not on the list for that ring.', 'Read the list again.');
  }
  const given = await boxes.insertBoxes(ctx.tx, ctx.network.id, 'key', wraps.map(boxed), {
    by: ctx.actor.id!,
    at: ctx.now,
  });
  await audit(
    ctx,
    ...given.map(({ account, ring, epoch }) => ({
      act: 'key.wrapped',
      subject: account,
      data: { ring, epoch },
    })),
  );
  const told = new Set(given.map(({ account }) => account));
  await emit(ctx, ...[...told].map((subject) => ({ kind: 'keys.changed', subject, data: {} })));
  return { given: given.length };
}

/** Throws 403 for who does not belong to a ring by their roles, or was removed from its keys. */
export async function mustRead(ctx: Ctx, ring: Ring): Promise<void> {
  authorize(policy, ctx.actor, 'read', 'key');
  const removed = await wasRemoved(ctx.tx, ctx.network.id, ctx.actor.id!);
  if (removed || !ringsOf(ctx.actor.roles).includes(ring))
    throw forbidden(`read what is sealed to the ${ring} ring`);
}

const newest = (roll: Roll | null, ring: Ring) => roll?.epochs.get(ring)?.at(-1)?.epoch ?? heldEpoch;

/**
 * Record keys that wait to be moved to the ring's current epoch; `next` is where to go on. Throws 403 for who is not of the
 * ring.
 */
export async function oldWraps(ctx: Ctx, { ring, after }: { ring: Ring; after?: string }) {
  await mustRead(ctx, ring);
  const { roll } = await currentList(ctx);
  const of = { ring, epoch: newest(roll, ring), after, limit: wrapsAtOnce };
  const { left, items } = await store.selectOldWraps(ctx.tx, ctx.network.id, of);
  const opened = await openWraps(
    ctx,
    items.map((item) => ({ ...item, ring })),
  );
  return {
    left,
    next: items.length === wrapsAtOnce ? items.at(-1)!.id : null,
    items: opened.map(({ id, epoch, wrap }) => ({ id, epoch, wrap: wrap.toString('base64') })),
  };
}

/** Moves record keys to the current epoch. What another desk moved first stays as it is. Throws 403, 409. */
export async function moveWraps(
  ctx: Ctx,
  moving: { ring: Ring; epoch: number; items: { id: string; from: number; wrap: string }[] },
): Promise<{ moved: number }> {
  await mustRead(ctx, moving.ring);
  const { roll } = await currentList(ctx);
  if (moving.epoch !== newest(roll, moving.ring) || moving.items.some(({ from }) => from >= moving.epoch))
    throw conflict('A new epoch has begun since.');
  const { ring, epoch } = moving;
  const items = await closeWraps(
    ctx,
    moving.items.map((item) => ({ ...item, ring, wrap: Buffer.from(item.wrap, 'base64') })),
  );
  const moved = await store.updateWraps(ctx.tx, ctx.network.id, { ring, epoch, items });
  await audit(ctx, { act: 'key.records-moved', subject: ctx.network.id, data: { ring, epoch, moved } });
  return { moved };
}

/** A process may seal to the old epoch for two seconds after a new one began; this is five times that. In minutes. */
const settleMinutes = 1 / 6;

/**
 * Takes the private key that the server held for a ring out of its key folder, once members hold the ring and nothing is
 * wrapped to the old key. Says false while that is not so.
 */
export async function forgetHeld(ctx: Ctx, where: Where, ring: Ring): Promise<{ forgotten: boolean }> {
  await mustRead(ctx, ring);
  const began = await store.selectEpochStart(ctx.tx, ctx.network.id, ring, heldEpoch + 1);
  if (!began || began > plusMinutes(ctx.now, -settleMinutes)) return { forgotten: false };
  const of = { ring, epoch: heldEpoch + 1, after: undefined, limit: 0 };
  if ((await store.selectOldWraps(ctx.tx, ctx.network.id, of)).left > 0) return { forgotten: false };
  if (await forgetHeldKey(where, ctx.network.id, ring))
    await audit(ctx, { act: 'key.server-forgot', subject: ctx.network.id, data: { ring, epoch: heldEpoch } });
  return { forgotten: true };
}

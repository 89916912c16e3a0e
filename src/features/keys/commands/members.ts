import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, mustBeFresh } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import type { MemberKey, Mine, Way } from '../contract.ts';
import { heldEpoch } from '../held.ts';
import { policy } from '../policy.ts';
import { ringsOf } from '../rules.ts';
import * as store from '../store/members.ts';
import { selectRingKeys } from '../store.ts';

type Roles = readonly { role: string }[];

/** What roles give on the list. */
const givenBy = (roles: Roles) => ({
  rings: ringsOf(roles),
  admin: roles.some(({ role }) => role === 'admin'),
});

const givenTo = ({ actor }: Ctx) => ({
  callSign: actor.callSign ?? 'without a call sign',
  ...givenBy(actor.roles),
});

type Given = ReturnType<typeof givenTo>;

/** Notes what a key's owner is given now, for those who sign. Whether that is news. */
async function note(ctx: Ctx, row: store.KeyRow, given: Given): Promise<boolean> {
  const same =
    row.callSign === given.callSign && row.admin === given.admin && row.rings.join() === given.rings.join();
  if (!same) await store.updateKey(ctx.tx, ctx.network.id, row.id, given);
  return !same;
}

/** An account's roles have changed: what its key is listed with is to be signed anew. */
export async function noteRoles(ctx: Ctx, accountId: string, roles: Roles): Promise<void> {
  const row = await store.selectKey(ctx.tx, ctx.network.id, accountId);
  if (!row || !(await note(ctx, row, { callSign: row.callSign, ...givenBy(roles) }))) return;
  await emit(ctx, { kind: 'keys.changed', subject: row.id, data: {} });
}

/** The actor's own key and what their roles give. What changed of these since is noted for those who sign. */
export async function myKey(ctx: Ctx): Promise<Mine> {
  authorize(policy, ctx.actor, 'read', 'key');
  const account = ctx.actor.id!;
  const given = givenTo(ctx);
  const row = await store.selectKey(ctx.tx, ctx.network.id, account);
  if (row) await note(ctx, row, given);
  const key: MemberKey | null = row && {
    id: row.id,
    account,
    sign: row.sign.toString('base64'),
    receive: row.receive.toString('base64'),
    at: row.at.toISOString(),
    ways: (await store.selectWays(ctx.tx, ctx.network.id, row.id)).map((way) => ({
      ...way,
      at: way.at.toISOString(),
    })),
  };
  const current = await selectRingKeys(ctx.tx, ctx.network.id);
  const sealed = given.rings.filter((ring) =>
    current.some((one) => one.ring === ring && one.epoch > heldEpoch),
  );
  return { network: ctx.network.id, account, ...given, sealed, key };
}

const kindsOf = (ways: readonly Way[]) => new Set(ways.map(({ kind }) => kind)).size;

const twoKinds = () =>
  refused(
    'A key needs two kinds of ways to open it, so that losing one is not losing the key.',
    'Add another way first: a passphrase, a printed code or a passkey.',
  );

/** Registers a key made in the actor's browser; it takes the place of their older one. Throws 403 confirm, 422. */
export async function makeKey(
  ctx: Ctx,
  { id, sign, receive, ways }: { id: string; sign: string; receive: string; ways: Way[] },
): Promise<Mine> {
  authorize(policy, ctx.actor, 'make', 'key');
  const { tx, network, actor, now } = ctx;
  const before = await store.selectKey(tx, network.id, actor.id!);
  if (before?.id === id) return myKey(ctx);
  mustBeFresh(ctx);
  if (kindsOf(ways) < 2) throw twoKinds();
  const replaced = await store.endKey(tx, network.id, actor.id!, now);
  await store.insertKey(
    tx,
    network.id,
    {
      id,
      accountId: actor.id!,
      sign: Buffer.from(sign, 'base64'),
      receive: Buffer.from(receive, 'base64'),
      ...givenTo(ctx),
    },
    now,
  );
  await store.insertWays(tx, network.id, id, ways, now);
  await audit(ctx, { act: 'key.made', subject: id, data: { ways: ways.length, replaced } });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return myKey(ctx);
}

async function ownKey(ctx: Ctx) {
  authorize(policy, ctx.actor, 'make', 'key');
  mustBeFresh(ctx);
  const key = await store.selectKey(ctx.tx, ctx.network.id, ctx.actor.id!);
  if (!key) throw notFound('key of yours');
  return key;
}

/** One more way to open the actor's key. */
export async function addWay(ctx: Ctx, way: Way): Promise<Mine> {
  const key = await ownKey(ctx);
  const ways = await store.selectWays(ctx.tx, ctx.network.id, key.id);
  if (ways.length >= 12) throw refused('A key has twelve ways at most.', 'Drop one that you no longer use.');
  await store.insertWays(ctx.tx, ctx.network.id, key.id, [way], ctx.now);
  await audit(ctx, { act: 'key.way-added', subject: key.id, data: { kind: way.kind } });
  return myKey(ctx);
}

/** Takes a way away; throws 422 when fewer than two kinds would remain. */
export async function dropWay(ctx: Ctx, id: string): Promise<Mine> {
  const key = await ownKey(ctx);
  const ways = await store.selectWays(ctx.tx, ctx.network.id, key.id);
  const way = ways.find((one) => one.id === id);
  if (!way) throw notFound('way to open your key');
  if (kindsOf(ways.filter((one) => one !== way)) < 2) throw twoKinds();
  await store.deleteWay(ctx.tx, ctx.network.id, key.id, id);
  await audit(ctx, { act: 'key.way-dropped', subject: key.id, data: { kind: way.kind } });
  return myKey(ctx);
}

/**
 * Takes a member out of every ring at once: their wraps and the ways to their key are gone when this returns. Until two
 * admins have signed it, the list still names them; a ring's browser then begins a new epoch.
 */
export async function removeFromRings(ctx: Ctx, accountId: string): Promise<void> {
  const ended = await store.endKey(ctx.tx, ctx.network.id, accountId, ctx.now);
  if (!ended) return;
  await audit(ctx, { act: 'key.removed', subject: accountId });
  await emit(ctx, { kind: 'keys.changed', subject: accountId, data: {} });
}

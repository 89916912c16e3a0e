import { audit } from '../../platform/audit/index.ts';
import { BootError } from '../../platform/boot-error.ts';
import type { Ctx } from '../../platform/context.ts';
import { loadRingKey, type RingKey as PublicKey, type WrappedKey } from '../../platform/crypto/records.ts';
import type { SealedFields } from '../../platform/crypto/vault.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Sealed } from '../../platform/db/types.ts';
import type { ServerKey } from '../../platform/key.ts';
import { keyIdOf, type Ring, rings } from '../../platform/seal/index.ts';
import { closeWraps, openWraps } from './commands/wraps.ts';
import type { HeldKey, RecordKey, RingKey } from './contract.ts';
import { heldEpoch, holdsKey, makeHeldKey, readHeldKey, rewrapHeldKey, type Where } from './held.ts';
import { ringsOf } from './rules.ts';
import { wasRemoved } from './store/members.ts';
import * as store from './store.ts';

/** Makes the first key of each ring: private halves to the key folder, public halves to the database. */
export async function makeRingKeys(tx: Tx, where: Where, networkId: string, at: Date): Promise<void> {
  const made = rings.map(async (ring) => ({
    ring,
    epoch: heldEpoch,
    publicKey: await makeHeldKey(where, networkId, ring),
  }));
  await store.insertRingKeys(tx, networkId, await Promise.all(made), at);
}

/** Each ring's public key in its current epoch. */
export async function listRingKeys(ctx: Ctx): Promise<RingKey[]> {
  const keys = await store.selectRingKeys(ctx.tx, ctx.network.id);
  return keys.map((key) => ({ ...key, publicKey: key.publicKey.toString('base64') }));
}

/** The rings that the actor reads: those of their roles, and none once their key was taken off them. */
async function readable(ctx: Ctx): Promise<Ring[]> {
  const { tx, network, actor } = ctx;
  return actor.id && (await wasRemoved(tx, network.id, actor.id)) ? [] : ringsOf(actor.roles);
}

/** Private keys that the server still holds, of the rings that the actor's roles belong to. */
export async function heldKeys(ctx: Ctx, where: Where): Promise<HeldKey[]> {
  const mine = await readable(ctx);
  const there = await Promise.all(mine.map((ring) => holdsKey(where, ctx.network.id, ring)));
  const held = mine.filter((_, place) => there[place]);
  await audit(
    ctx,
    ...held.map((ring) => ({ act: 'key.handed', subject: ctx.network.id, data: { ring, epoch: heldEpoch } })),
  );
  return Promise.all(
    held.map(async (ring) => {
      const privateKey = await readHeldKey(where, ctx.network.id, ring);
      return { ring, epoch: heldEpoch, privateKey: privateKey.toString('base64') };
    }),
  );
}

/**
 * Wrapped keys of records, of the actor's rings only; what is unknown or shredded is left out. The first time that an
 * account is given a record's key is written to the audit.
 */
export async function recordKeys(ctx: Ctx, ids: readonly string[]): Promise<RecordKey[]> {
  const mine = await readable(ctx);
  if (mine.length === 0) return [];
  const { tx, network, actor } = ctx;
  const rows = await openWraps(ctx, await store.selectRecordKeys(tx, network.id, mine, ids));
  const first = await store.insertReaders(tx, network.id, actor.id!, [...new Set(rows.map(({ id }) => id))]);
  const opened = new Set(rows.filter(({ id }) => first.has(id)).map(({ record }) => record));
  await audit(ctx, ...[...opened].map((subject) => ({ act: 'record.opened', subject })));
  return rows.map((row) => ({ ...row, wrap: row.wrap.toString('base64') }));
}

/** Writes the keys of what the same transaction writes sealed. */
export async function keepRecordKeys(ctx: Ctx, keys: readonly WrappedKey[]): Promise<void> {
  if (keys.length > 0)
    await store.insertRecordKeys(ctx.tx, ctx.network.id, await closeWraps(ctx, keys), ctx.now);
}

/** Deletes the keys of records in every ring: what was sealed under them opens for nobody any more. */
export const shred = (ctx: Ctx, records: readonly string[]): Promise<void> =>
  store.deleteRecordKeys(ctx.tx, ctx.network.id, records);

/** Seals fields of a record to rings and writes the wraps of its key. */
export async function sealFor<F extends Record<string, unknown>>(
  ctx: Ctx,
  rings: readonly Ring[],
  record: string,
  fields: F,
): Promise<SealedFields<F>['boxes']> {
  const { boxes, keys } = await ctx.vault.seal(rings, record, fields);
  await keepRecordKeys(ctx, keys);
  return boxes;
}

/** Forgets the keys of boxes that were replaced. */
export async function dropRecordKeys(ctx: Ctx, boxes: readonly Sealed[]): Promise<void> {
  if (boxes.length > 0) await store.deleteKeys(ctx.tx, ctx.network.id, boxes.map(keyIdOf));
}

/** Each ring's public key in its current epoch. */
export async function ringKeys(tx: Tx, networkId: string): Promise<PublicKey[]> {
  const keys = await store.selectRingKeys(tx, networkId);
  return Promise.all(keys.map(({ ring, epoch, publicKey }) => loadRingKey(ring, epoch, publicKey)));
}

/** Puts what this server holds of a network's rings under the server's new key. */
export async function rewrapRingKeys(where: Where, next: ServerKey, networkId: string): Promise<void> {
  for (const ring of rings) await rewrapHeldKey(where, next, networkId, ring);
}

/** Throws BootError when a key that this server should still hold is missing or another's. */
export async function checkKeys(tx: Tx, where: Where, networkId: string): Promise<void> {
  const keys = await store.selectRingKeys(tx, networkId);
  if (keys.length < rings.length)
    throw new BootError(
      'This network has no desk key. Restore the database and the key folder from the same backup.',
    );
  for (const { ring, epoch } of keys) if (epoch === heldEpoch) await readHeldKey(where, networkId, ring);
}

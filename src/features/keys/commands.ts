import { audit } from '../../platform/audit/index.ts';
import { BootError } from '../../platform/boot-error.ts';
import type { Ctx } from '../../platform/context.ts';
import { type DeskKeys, loadDeskKeys } from '../../platform/crypto/envelope.ts';
import type { WrappedKey } from '../../platform/crypto/records.ts';
import type { Tx } from '../../platform/db/index.ts';
import { rings } from '../../platform/seal/bound.ts';
import type { HeldKey, RecordKey, RingKey } from './contract.ts';
import { heldEpoch, makeHeldKey, readHeldKey, type Where } from './held.ts';
import { ringsOf } from './rules.ts';
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

/** Private keys that the server still holds, of the rings that the actor's roles belong to. */
export async function heldKeys(ctx: Ctx, where: Where): Promise<HeldKey[]> {
  const mine = ringsOf(ctx.actor.roles);
  const current = await store.selectRingKeys(ctx.tx, ctx.network.id);
  const held = current.filter((key) => key.epoch === heldEpoch && mine.includes(key.ring));
  await audit(
    ctx,
    ...held.map(({ ring, epoch }) => ({ act: 'key.handed', subject: ctx.network.id, data: { ring, epoch } })),
  );
  return Promise.all(
    held.map(async ({ ring, epoch }) => {
      const privateKey = await readHeldKey(where, ctx.network.id, ring);
      return { ring, epoch, privateKey: privateKey.toString('base64') };
    }),
  );
}

/** Wrapped keys of records, of the actor's rings only; what is unknown or shredded is left out. */
export async function recordKeys(ctx: Ctx, ids: readonly string[]): Promise<RecordKey[]> {
  const mine = ringsOf(ctx.actor.roles);
  if (mine.length === 0) return [];
  const rows = await store.selectRecordKeys(ctx.tx, ctx.network.id, mine, ids);
  return rows.map((row) => ({ ...row, wrap: row.wrap.toString('base64') }));
}

/** Writes the keys of what the same transaction writes sealed. */
export async function keepRecordKeys(ctx: Ctx, keys: readonly WrappedKey[]): Promise<void> {
  if (keys.length > 0) await store.insertRecordKeys(ctx.tx, ctx.network.id, keys, ctx.now);
}

/** Deletes the keys of records in every ring: what was sealed under them opens for nobody any more. */
export const shred = (ctx: Ctx, records: readonly string[]): Promise<void> =>
  store.deleteRecordKeys(ctx.tx, ctx.network.id, records);

/** The current desk key of a network. Throws BootError when a private half that the server should hold is missing. */
export async function deskKeys(tx: Tx, where: Where, networkId: string): Promise<DeskKeys> {
  const keys = await store.selectRingKeys(tx, networkId);
  const desk = keys.find((key) => key.ring === 'desk');
  if (keys.length < rings.length || !desk)
    throw new BootError(
      'This network has no desk key. Restore the database and the key folder from the same backup.',
    );
  const privateKey = await readHeldKey(where, networkId, 'desk');
  return loadDeskKeys(desk.epoch, { publicKey: desk.publicKey, privateKey });
}

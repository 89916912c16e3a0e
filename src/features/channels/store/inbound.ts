import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Kind } from '../contract.ts';

export interface NewInbound {
  id: string;
  kind: Kind;
  providerId: string;
  address: Encrypted;
  addressKey: Buffer;
  personId: string | null;
  body: Encrypted;
  mediaCount: number;
}

/** False when this delivery was here before; waits for one that is being taken in at this moment. */
export async function insertInbound(ctx: Ctx, row: NewInbound): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('inbound')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      kind: row.kind,
      provider_id: row.providerId,
      address: row.address,
      address_key: row.addressKey,
      person_id: row.personId,
      body: row.body,
      media_count: row.mediaCount,
      at: ctx.now,
    })
    .onConflict((c) => c.columns(['network_id', 'kind', 'provider_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Who took it; from then on the words are theirs to keep, and stay here on the demo's wall of phones only. */
export async function saveClaim(
  ctx: Ctx,
  { id, kind }: Pick<NewInbound, 'id' | 'kind'>,
  claimedBy: string,
  subject: string | null,
) {
  await ctx.tx
    .updateTable('inbound')
    .set({ claimed_by: claimedBy, subject, ...(kind !== 'wall' && { body: null }) })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** The reply that an earlier delivery of the same message got. */
export async function selectReply(ctx: Ctx, kind: Kind, providerId: string) {
  const row = await ctx.tx
    .selectFrom('inbound as i')
    .innerJoin('messages as m', (j) =>
      j.onRef('m.network_id', '=', 'i.network_id').onRef('m.subject', '=', 'i.id'),
    )
    .select(['m.id', 'm.body'])
    .where('i.network_id', '=', ctx.network.id)
    .where('i.kind', '=', kind)
    .where('i.provider_id', '=', providerId)
    .where('m.purpose', '=', 'reply')
    .executeTakeFirst();
  return row ?? null;
}

/** What one claimer did is undone when it fails; the message itself stays. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(tx);
  try {
    const out = await work();
    await sql`release savepoint attempt`.execute(tx);
    return out;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    throw error;
  }
}

export interface Line {
  id: string;
  from: 'network' | 'phone';
  address: Encrypted;
  addressKey: Buffer;
  personId: string | null;
  body: Encrypted;
  language: string | null;
  purpose: string;
  urgent: boolean;
  drill: boolean;
  state: string;
  at: Date;
}

/** The newest lines of all phones, or of one; both ways, the newest first. */
export async function selectLines(ctx: Ctx, addressKey: Buffer | null, limit: number): Promise<Line[]> {
  const one = addressKey ? sql`and address_key = ${addressKey}` : sql``;
  const { rows } = await sql<Line>`
    (select id, 'network' as "from", address, address_key as "addressKey", person_id as "personId", body, language,
        purpose, urgent, drill, state, created_at as at
      from messages where network_id = ${ctx.network.id} and kind = 'wall' ${one} order by created_at desc, id desc limit ${limit})
    union all
    (select id, 'phone', address, address_key, person_id, body, null, coalesce(claimed_by, ''), false, false, 'delivered', at
      from inbound where network_id = ${ctx.network.id} and kind = 'wall' ${one} order by at desc, id desc limit ${limit})
    order by at desc, id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Waits until whatever else came from this address is done: what one person writes is taken one by one. */
export async function takeTurn(ctx: Ctx, addressKey: Buffer): Promise<void> {
  const name = `porchlight inbound ${ctx.network.id} ${addressKey.toString('hex')}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(ctx.tx);
}

import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Encrypted } from '../../platform/db/types.ts';
import type { Kind } from './contract.ts';

export interface AddressRow {
  id: string;
  personId: string;
  kind: Kind;
  address: Encrypted;
  addressKey: Buffer;
  rank: number;
}

export interface NewMessage {
  id: string;
  personId: string | null;
  kind: Kind;
  address: Encrypted;
  addressKey: Buffer;
  purpose: string;
  subject: string | null;
  body: Encrypted;
  language: string;
  urgent: boolean;
  drill: boolean;
  state: 'queued' | 'sent' | 'stopped';
}

const slices = <T>(rows: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));

export async function insertAddresses(ctx: Ctx, rows: AddressRow[]): Promise<void> {
  for (const slice of slices(rows, 2000)) {
    await ctx.tx
      .insertInto('addresses')
      .values(
        slice.map((a) => ({
          network_id: ctx.network.id,
          id: a.id,
          person_id: a.personId,
          kind: a.kind,
          address: a.address,
          address_key: a.addressKey,
          rank: a.rank,
        })),
      )
      .execute();
  }
}

const addresses = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('addresses')
    .select(['id', 'person_id as personId', 'kind', 'address', 'address_key as addressKey', 'rank'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ kind: Kind }>();

export const selectAddresses = (ctx: Ctx, personIds: string[]): Promise<AddressRow[]> =>
  personIds.length === 0
    ? Promise.resolve([])
    : addresses(ctx).where('person_id', 'in', personIds).orderBy('person_id').orderBy('rank').execute();

export const selectAllAddresses = (ctx: Ctx): Promise<AddressRow[]> => addresses(ctx).execute();

export async function selectPersonAt(ctx: Ctx, addressKey: Buffer): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('addresses')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', '=', addressKey)
    .orderBy('rank')
    .limit(1)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

export async function selectStopped(ctx: Ctx, keys: Buffer[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await ctx.tx
    .selectFrom('stopped_addresses')
    .select('address_key')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', 'in', keys)
    .execute();
  return new Set(rows.map((r) => r.address_key.toString('hex')));
}

export async function stopAddress(ctx: Ctx, addressKey: Buffer): Promise<void> {
  await ctx.tx
    .insertInto('stopped_addresses')
    .values({ network_id: ctx.network.id, address_key: addressKey, at: ctx.now })
    .onConflict((c) => c.doNothing())
    .execute();
  await ctx.tx
    .updateTable('messages')
    .set({ state: 'stopped' })
    .where('network_id', '=', ctx.network.id)
    .where('address_key', '=', addressKey)
    .where('state', '=', 'queued')
    .execute();
}

export async function startAddress(ctx: Ctx, addressKey: Buffer): Promise<void> {
  await ctx.tx
    .deleteFrom('stopped_addresses')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', '=', addressKey)
    .execute();
}

/** One statement a thousand rows; a row is complete when it is written. */
export async function insertMessages(ctx: Ctx, rows: NewMessage[]): Promise<void> {
  for (const slice of slices(rows, 1000)) {
    await ctx.tx
      .insertInto('messages')
      .values(
        slice.map((m) => ({
          network_id: ctx.network.id,
          id: m.id,
          person_id: m.personId,
          kind: m.kind,
          address: m.address,
          address_key: m.addressKey,
          purpose: m.purpose,
          subject: m.subject,
          body: m.body,
          language: m.language,
          urgent: m.urgent,
          drill: m.drill,
          state: m.state,
          due_at: ctx.now,
          created_at: ctx.now,
          sent_at: m.state === 'sent' ? ctx.now : null,
        })),
      )
      .execute();
  }
}

export interface Claimed {
  id: string;
  kind: Kind;
  address: Encrypted;
  body: Encrypted;
  urgent: boolean;
  attempts: number;
}

/** Takes what is due, and what a worker that died had taken; nobody else gets these until `until`. */
export async function claimMessages(ctx: Ctx, limit: number, until: Date): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    update messages m set state = 'sending', attempts = m.attempts + 1, claimed_until = ${until}
    from (select id from messages
      where network_id = ${ctx.network.id} and state in ('queued', 'sending') and due_at <= ${ctx.now}
        and (state = 'queued' or claimed_until <= ${ctx.now})
      order by urgent desc, due_at limit ${limit} for update skip locked) due
    where m.network_id = ${ctx.network.id} and m.id = due.id
    returning m.id, m.kind, m.address, m.body, m.urgent, m.attempts`.execute(ctx.tx);
  return rows;
}

export interface Result {
  id: string;
  state: 'queued' | 'sent' | 'delivered' | 'failed';
  providerId: string | null;
  error: string | null;
  dueAt: Date;
}

export async function saveResults(ctx: Ctx, results: Result[]): Promise<void> {
  if (results.length === 0) return;
  const list = sql.join(
    results.map(
      (r) => sql`(${r.id}::uuid, ${r.state}, ${r.providerId}, ${r.error}, ${r.dueAt}::timestamptz)`,
    ),
  );
  await sql`
    update messages m set state = r.state, provider_id = coalesce(r.provider_id, m.provider_id), error = r.error,
      due_at = r.due_at, claimed_until = null,
      sent_at = case when r.state in ('sent', 'delivered') then ${ctx.now}::timestamptz else m.sent_at end
    from (values ${list}) r(id, state, provider_id, error, due_at)
    where m.network_id = ${ctx.network.id} and m.id = r.id and m.state = 'sending'`.execute(ctx.tx);
}

/** A carrier's later word on a message; a message that is delivered stays so. Returns the message's id when it changed. */
export async function saveStatus(
  ctx: Ctx,
  providerId: string,
  state: 'delivered' | 'failed',
): Promise<string | null> {
  const row = await ctx.tx
    .updateTable('messages')
    .set({ state })
    .where('network_id', '=', ctx.network.id)
    .where('provider_id', '=', providerId)
    .where('state', '=', 'sent')
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function countDeliveries(ctx: Ctx, since: Date) {
  const { rows } = await sql<{ waiting: number; failed: number }>`
    select (select count(*)::int from messages where network_id = ${ctx.network.id} and state in ('queued', 'sending')) as waiting,
      (select count(*)::int from messages where network_id = ${ctx.network.id} and state = 'failed' and created_at > ${since}) as failed`.execute(
    ctx.tx,
  );
  return rows[0]!;
}

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

export async function saveClaim(ctx: Ctx, id: string, claimedBy: string, subject: string | null) {
  await ctx.tx
    .updateTable('inbound')
    .set({ claimed_by: claimedBy, subject })
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

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import { tellReaders } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Kind } from '../contract.ts';
import { slices } from './slices.ts';

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

/** One statement a thousand rows; a row is complete when it is written. */
export async function insertMessages(ctx: Ctx, rows: NewMessage[]): Promise<void> {
  tellReaders(ctx.tx);
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
  personId: string | null;
  kind: Kind;
  address: Encrypted;
  body: Encrypted;
  language: string;
  purpose: string;
  subject: string | null;
  urgent: boolean;
  drill: boolean;
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
    returning m.id, m.person_id as "personId", m.kind, m.address, m.body, m.language, m.purpose, m.subject, m.urgent, m.drill, m.attempts`.execute(
    ctx.tx,
  );
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

/** Another address for a message that is in hand, of a kind that can be delivered; due at once. */
export async function readdress(
  ctx: Ctx,
  message: Pick<NewMessage, 'id' | 'kind' | 'address' | 'addressKey'>,
): Promise<void> {
  const { kind, address, addressKey } = message;
  await ctx.tx
    .updateTable('messages')
    .set({ kind, address, address_key: addressKey, state: 'queued', due_at: ctx.now, claimed_until: null })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', message.id)
    .where('state', '=', 'sending')
    .execute();
}

/**
 * A carrier's later word on a message; a message that is delivered stays so. Where several may have one id, `keys` says to
 * which address it went; where it went to another, the id counts if it names one message. Returns the message's id when
 * it changed.
 */
export async function saveStatus(
  ctx: Ctx,
  providerId: string,
  state: 'delivered' | 'failed',
  keys?: Buffer[],
): Promise<string | null> {
  const there = keys
    ? sql`and (m.address_key = any(${keys}::bytea[]) or not exists (select from messages o
        where o.network_id = m.network_id and o.provider_id = m.provider_id and o.id <> m.id))`
    : sql``;
  const { rows } = await sql<{ id: string }>`
    update messages m set state = ${state}
    where m.network_id = ${ctx.network.id} and m.provider_id = ${providerId} and m.state = 'sent' ${there}
    returning m.id`.execute(ctx.tx);
  return rows[0]?.id ?? null;
}

export async function countDeliveries(ctx: Ctx, since: Date) {
  const { rows } = await sql<{ waiting: number; failed: number }>`
    select (select count(*)::int from messages where network_id = ${ctx.network.id} and state in ('queued', 'sending')) as waiting,
      (select count(*)::int from messages where network_id = ${ctx.network.id} and state = 'failed' and created_at > ${since}) as failed`.execute(
    ctx.tx,
  );
  return rows[0]!;
}

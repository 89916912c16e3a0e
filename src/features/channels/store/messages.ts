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

/**
 * One statement two thousand rows, as arrays: a parameter a value costs three times as much. A row is complete when it
 * is written.
 */
export async function insertMessages(ctx: Ctx, rows: NewMessage[]): Promise<void> {
  tellReaders(ctx.tx);
  for (const slice of slices(rows, 2000)) {
    const all = <K extends keyof NewMessage>(key: K) => slice.map((m) => m[key]);
    await sql`
      insert into messages (network_id, id, person_id, kind, address, address_key, purpose, subject, body, language,
        urgent, drill, state, due_at, created_at, sent_at)
      select ${ctx.network.id}, m.*, ${ctx.now}, ${ctx.now}, case when m.state = 'sent' then ${ctx.now}::timestamptz end
      from unnest(${all('id')}::uuid[], ${all('personId')}::uuid[], ${all('kind')}::text[], ${all('address')}::bytea[],
        ${all('addressKey')}::bytea[], ${all('purpose')}::text[], ${all('subject')}::uuid[], ${all('body')}::bytea[],
        ${all('language')}::text[], ${all('urgent')}::boolean[], ${all('drill')}::boolean[], ${all('state')}::text[])
        m(id, person_id, kind, address, address_key, purpose, subject, body, language, urgent, drill, state)`.execute(
      ctx.tx,
    );
  }
}

export interface Due {
  id: string;
  personId: string | null;
  kind: Kind;
  address: Encrypted;
  addressKey: Buffer;
  body: Encrypted;
  language: string;
  purpose: string;
  subject: string | null;
  urgent: boolean;
  drill: boolean;
  attempts: number;
  tries: number;
  repeat: boolean;
  letGo: boolean;
}

const due = sql`m.id, m.person_id as "personId", m.kind, m.address, m.address_key as "addressKey", m.body, m.language,
  m.purpose, m.subject, m.urgent, m.drill, m.attempts, m.tries, m.repeat, m.let_go as "letGo"`;

/**
 * What waits to leave this way now, urgent first, each with how many messages its person got since, replies to their own
 * left out. For who holds the way.
 */
export async function selectDue(
  ctx: Ctx,
  kind: Kind,
  limit: number,
  since: Date,
): Promise<(Due & { received: number })[]> {
  const { rows } = await sql<Due & { received: number }>`select ${due},
      (select count(*)::int from messages x where x.network_id = ${ctx.network.id} and x.person_id = m.person_id
        and x.created_at > ${since} and x.state in ('sent', 'delivered', 'read') and x.purpose <> 'reply') as received
    from messages m
    where m.network_id = ${ctx.network.id} and m.kind = ${kind} and m.state = 'queued' and m.due_at <= ${ctx.now}
    order by m.urgent desc, m.due_at limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** What waits on these ways. */
export async function selectStray(ctx: Ctx, kinds: readonly Kind[], limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`select ${due} from messages m
    where m.network_id = ${ctx.network.id} and m.kind = any(${kinds}::text[]) and m.state = 'queued'
      and m.due_at <= ${ctx.now}
    limit ${limit} for update skip locked`.execute(ctx.tx);
  return rows;
}

/** What was taken and of which no word came in time, or that lies unread on a phone. */
export async function selectLate(ctx: Ctx, limit: number): Promise<(Due & { arrived: boolean })[]> {
  const { rows } = await sql<Due & { arrived: boolean }>`
    select ${due}, m.state = 'delivered' as arrived from messages m
    where m.network_id = ${ctx.network.id} and m.next_way_at <= ${ctx.now}
    order by m.next_way_at limit ${limit} for update skip locked`.execute(ctx.tx);
  return rows;
}

export async function holdBack(ctx: Ctx, held: Map<string, string>): Promise<void> {
  await sql`update messages m set state = 'held', error = h.why
    from unnest(${[...held.keys()]}::uuid[], ${[...held.values()]}::text[]) h(id, why)
    where m.network_id = ${ctx.network.id} and m.id = h.id and m.state = 'queued'`.execute(ctx.tx);
}

/** Another way for a message, due at once. */
export async function readdress(
  ctx: Ctx,
  message: Pick<NewMessage, 'id' | 'kind' | 'address' | 'addressKey'> & { error: string | null },
): Promise<void> {
  await sql`update messages set state = 'queued', kind = ${message.kind}, address = ${message.address},
      address_key = ${message.addressKey}, tries = 0, due_at = ${ctx.now}, next_way_at = null, error = ${message.error}
    where network_id = ${ctx.network.id} and id = ${message.id}
      and state in ('queued', 'sent', 'delivered', 'failed')`.execute(ctx.tx);
  tellReaders(ctx.tx);
}

/** There is no other way for these: what was taken stays so, the rest has failed. Returns what failed. */
export async function endHere(ctx: Ctx, ids: string[], error: string): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; state: string }>`
    update messages set next_way_at = null, state = case when state = 'queued' then 'failed' else state end,
      error = case when state = 'queued' then coalesce(error, ${error}) else error end
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])
      and state in ('queued', 'sent', 'delivered', 'failed')
    returning id, state`.execute(ctx.tx);
  return rows.filter((r) => r.state === 'failed').map((r) => r.id);
}

/** Somebody was heard from: what they were sent since need not go another way, also when its receipt comes later. */
export async function stayOnWay(ctx: Ctx, personId: string, since: Date): Promise<void> {
  await sql`update messages set next_way_at = null, rests = true where network_id = ${ctx.network.id}
    and person_id = ${personId} and (next_way_at is not null or (urgent and not rests and created_at > ${since}))`.execute(
    ctx.tx,
  );
}

/** What these asked is over: whoever has not heard it is not woken for it. */
export async function letAsksRest(ctx: Ctx, subjects: readonly string[]): Promise<void> {
  await sql`update messages set next_way_at = null, rests = true where network_id = ${ctx.network.id}
    and subject = any(${subjects}::uuid[]) and purpose = 'ask' and not rests`.execute(ctx.tx);
}

/** Ties what somebody wrote to the last message that they had got there. Returns what that was about. */
export async function saveAnswer(
  ctx: Ctx,
  addressKey: Buffer,
  inboundId: string,
  since: Date,
): Promise<{ purpose: string; subject: string | null } | null> {
  const { rows } = await sql<{ purpose: string; subject: string | null }>`
    update messages set reply_id = ${inboundId} where network_id = ${ctx.network.id} and id = (
      select id from messages where network_id = ${ctx.network.id} and address_key = ${addressKey}
        and created_at > ${since} and state in ('sent', 'delivered', 'read') and purpose <> 'reply'
      order by created_at desc limit 1) returning purpose, subject`.execute(ctx.tx);
  return rows[0] ?? null;
}

/**
 * What an inbound message answers: what was last sent to where it came from, else what was last sent to its person by any
 * way since. Null when nothing was.
 */
export async function selectAnswered(
  ctx: Ctx,
  { id, addressKey, personId }: { id: string; addressKey: Buffer; personId: string | null },
  since: Date,
): Promise<{ purpose: string; subject: string | null } | null> {
  const { rows } = await sql<{ purpose: string; subject: string | null }>`
    (select purpose, subject from messages where network_id = ${ctx.network.id} and address_key = ${addressKey}
      and created_at > ${since} and reply_id = ${id} limit 1)
    union all
    (select purpose, subject from messages where network_id = ${ctx.network.id} and person_id = ${personId}
      and created_at > ${since} and state in ('sent', 'delivered', 'read') and purpose <> 'reply'
      order by created_at desc limit 1)`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** Whether something urgent, or another ask, went to who wrote this after what it answers, by any way. */
export async function isOvertaken(
  ctx: Ctx,
  { id, personId }: { id: string; personId: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select exists (select from messages m
    where m.network_id = ${ctx.network.id} and m.person_id = ${personId} and (m.urgent or m.purpose in ('ask', 'need'))
      and m.created_at > (select max(created_at) from messages
        where network_id = ${ctx.network.id} and reply_id = ${id})) as is`.execute(ctx.tx);
  return rows[0]!.is;
}

export async function countDeliveries(ctx: Ctx, since: Date) {
  const { rows } = await sql<{ waiting: number; failed: number; held: number }>`
    select (select count(*)::int from messages where network_id = ${ctx.network.id} and state = 'queued') as waiting,
      (select count(*)::int from messages where network_id = ${ctx.network.id} and state = 'failed' and created_at > ${since}) as failed,
      (select count(*)::int from messages where network_id = ${ctx.network.id} and state = 'held' and created_at > ${since}) as held`.execute(
    ctx.tx,
  );
  return rows[0]!;
}

/** Those of these that are urgent. */
export async function selectUrgent(ctx: Ctx, ids: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from messages
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and urgent`.execute(ctx.tx);
  return new Set(rows.map((r) => r.id));
}

/** A message that is read out by telephone, while it may still be heard. */
export async function selectVoicePage(ctx: Ctx, id: string) {
  return ctx.tx
    .selectFrom('messages')
    .select(['body', 'address', 'language', 'purpose'])
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('kind', '=', 'voice')
    .where('state', 'not in', ['failed', 'stopped'])
    .executeTakeFirst();
}

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Kind } from '../contract.ts';
import { neverRings } from '../rules.ts';

/** What came of one hand-over, and what is to be of the message now. */
export interface Result {
  id: string;
  outcome: 'taken' | 'refused' | 'failed';
  state: 'queued' | 'sent' | 'delivered' | 'failed';
  providerId: string | null;
  code: string | null;
  repeat: boolean;
  dueAt: Date;
  nextWayAt: Date | null;
}

/** How the hand-over as a whole went. */
export interface Handover {
  kind: Kind;
  holder: string;
  tookMs: number;
  /** The carrier took none of them. */
  nothing: boolean;
  code: string | null;
  day: string;
  messages: number;
  cost: number;
}

/** Writes the results, an attempt each, what it cost and how the way does, and gives the way back: one statement. */
export async function saveHandover(ctx: Ctx, results: Result[], made: Handover): Promise<void> {
  const all = <K extends keyof Result>(key: K) => results.map((r) => r[key]);
  const { network, now } = ctx;
  await sql`
    with r as (select * from unnest(${all('id')}::uuid[], ${all('outcome')}::text[], ${all('state')}::text[],
        ${all('providerId')}::text[], ${all('code')}::text[], ${all('repeat')}::boolean[], ${all('dueAt')}::timestamptz[],
        ${all('nextWayAt')}::timestamptz[]) r(id, outcome, state, provider_id, code, repeat, due_at, next_way_at)),
    m as (update messages m set attempts = m.attempts + 1, tries = m.tries + 1, repeat = r.repeat, due_at = r.due_at,
        error = r.code, sent_at = case when r.outcome = 'taken' then ${now}::timestamptz else m.sent_at end,
        next_way_at = case when m.state = 'queued' then r.next_way_at else m.next_way_at end,
        -- STOP may have come meanwhile, or another worker may have sent it after this one's lease.
        state = case when m.state = 'queued' or (m.state = 'stopped' and r.outcome = 'taken') then r.state else m.state end
      from r where m.network_id = ${network.id} and m.id = r.id
      returning m.id, m.attempts, m.address_key),
    w as (update ways set holder = null, held_until = null, in_hand = '[]', took_ms = ${made.tookMs},
        good_at = case when ${made.nothing} then good_at else ${now} end,
        bad_at = case when ${made.nothing} then ${now} else bad_at end,
        bad_run = case when ${made.nothing} then bad_run + 1 else 0 end,
        code = coalesce(${made.code}, code)
      where network_id = ${network.id} and kind = ${made.kind} and holder = ${made.holder}),
    s as (insert into spending as s (network_id, day, kind, messages, cost)
      values (${network.id}, ${made.day}, ${made.kind}, ${made.messages}, ${made.cost})
      on conflict (network_id, day, kind) do update
        set messages = s.messages + excluded.messages, cost = s.cost + excluded.cost)
    insert into attempts (network_id, message_id, n, kind, address_key, at, outcome, code, provider_id, delivered_at)
    select ${network.id}, m.id, m.attempts, ${made.kind}, m.address_key, ${now}, r.outcome, r.code, r.provider_id,
      case when r.state = 'delivered' then ${now}::timestamptz end
    from m join r on r.id = m.id`.execute(ctx.tx);
}

/** The addresses on which each of these was tried. */
export async function selectTried(ctx: Ctx, ids: string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ id: string; key: Buffer }>`
    select message_id as id, address_key as key from attempts
    where network_id = ${ctx.network.id} and message_id = any(${ids}::uuid[])`.execute(ctx.tx);
  const tried = new Map<string, Set<string>>();
  for (const { id, key } of rows) tried.set(id, (tried.get(id) ?? new Set()).add(key.toString('hex')));
  return tried;
}

interface ReceiptRow {
  providerId: string;
  state: 'delivered' | 'read' | 'failed';
  code: string | null;
}

/** What a receipt changed: nothing where `id` is null. */
interface Received {
  /** The attempt is written down. */
  known: boolean;
  id: string | null;
  personId: string | null;
  urgent: boolean | null;
  purpose: string | null;
  subject: string | null;
  kind: Kind | null;
}

/**
 * A carrier's later word on an attempt. Each is kept, in whatever order they come; the message goes forward only: read
 * after delivered after sent, and failed where nothing better is known and it has not left another way since. Where
 * several attempts may have one id, `keys` says to which address it went; where it went to another, the id counts if it
 * names one attempt. What is urgent and has arrived rings `ringMinutes` after it left, if nobody reads or answers it by
 * then. Says whether the attempt is known at all, and the message where it changed.
 */
export async function saveReceipt(
  ctx: Ctx,
  { providerId, state, code }: ReceiptRow,
  { keys, ringMinutes }: { keys?: Buffer[] | undefined; ringMinutes: number },
): Promise<Received> {
  const there = keys
    ? sql`and (o.address_key = any(${keys}::bytea[]) or (select count(*) from attempts x
        where x.network_id = o.network_id and x.provider_id = o.provider_id) = 1)`
    : sql``;
  const { rows } = await sql<Received>`
    with a as (update attempts o set code = coalesce(code, ${code}),
        delivered_at = case when ${state} in ('delivered', 'read') then coalesce(delivered_at, ${ctx.now}) else delivered_at end,
        read_at = case when ${state} = 'read' then coalesce(read_at, ${ctx.now}) else read_at end,
        failed_at = case when ${state} = 'failed' then coalesce(failed_at, ${ctx.now}) else failed_at end
      where o.network_id = ${ctx.network.id} and o.provider_id = ${providerId} ${there}
      returning message_id, n, kind, o.delivered_at = ${ctx.now} as first),
    m as (update messages m set state = ${state},
        next_way_at = case when ${state} = 'delivered' and m.urgent and not m.rests and m.person_id is not null
            and m.purpose <> all(${neverRings}::text[])
          then greatest(${ctx.now}::timestamptz, m.sent_at + make_interval(mins => ${ringMinutes}::int)) end,
        error = case when ${state} = 'failed' then coalesce(${code}, 'failed') end
      from a where m.network_id = ${ctx.network.id} and m.id = a.message_id and case ${state}
        when 'read' then m.state <> 'read'
        -- Said again, it takes back nothing that has left another way since.
        when 'delivered' then a.first and m.state not in ('delivered', 'read')
        else m.state = 'sent' and m.attempts = a.n end
      returning m.id, m.person_id, m.urgent, m.purpose, m.subject, a.kind)
    select exists (select from a) as known, m.id, m.person_id as "personId", m.urgent, m.purpose, m.subject, m.kind
    from (values (1)) one left join m on true`.execute(ctx.tx);
  return rows[0]!;
}

/** Keeps a word on an attempt that is not written down yet; forgets those that nobody took up. */
export async function keepEarly(
  ctx: Ctx,
  { providerId, state, code }: ReceiptRow,
  before: Date,
): Promise<void> {
  await sql`insert into early_receipts (network_id, provider_id, state, code, at)
    values (${ctx.network.id}, ${providerId}, ${state}, ${code}, ${ctx.now}) on conflict do nothing`.execute(
    ctx.tx,
  );
  await sql`delete from early_receipts where network_id = ${ctx.network.id} and at < ${before}`.execute(
    ctx.tx,
  );
}

/** What came early about these, to be taken up now. */
export async function takeEarly(ctx: Ctx, providerIds: string[]): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`delete from early_receipts
    where network_id = ${ctx.network.id} and provider_id = any(${providerIds}::text[])
    returning provider_id as "providerId", state, code`.execute(ctx.tx);
  return rows;
}

/** Whether one of these messages was sent to this address. */
export async function wentTo(ctx: Ctx, ids: readonly string[], addressKey: Buffer): Promise<boolean> {
  if (ids.length === 0) return false;
  const { rows } = await sql`select from attempts where network_id = ${ctx.network.id}
    and message_id = any(${ids}::uuid[]) and address_key = ${addressKey} limit 1`.execute(ctx.tx);
  return rows.length > 0;
}

/** Where an attempt went, by the carrier's id. */
export async function selectAttemptKeys(ctx: Ctx, providerId: string): Promise<Buffer[]> {
  const { rows } = await sql<{ key: Buffer }>`select address_key as key from attempts
    where network_id = ${ctx.network.id} and provider_id = ${providerId}`.execute(ctx.tx);
  return rows.map((r) => r.key);
}

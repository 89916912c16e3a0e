import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { CallState, Choice, Door, Line, Outcome, Why } from '../contract.ts';

export interface CallRow {
  id: string;
  door: Door;
  carrierId: string;
  origin: Buffer;
  language: string;
  choice: Choice | null;
  line: Line;
  state: CallState;
  turn: number;
  tries: number;
  proven: boolean;
  behind: boolean;
  why: Why | null;
  round: number;
  roundAt: Date | null;
  startedAt: Date;
  queuedAt: Date | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  handingTo: string | null;
  endedAt: Date | null;
  outcome: Outcome | null;
  reportId: string | null;
  heardAt: Date;
  outgoing: boolean;
  number: Encrypted | null;
  drill: boolean;
}

const columns = [
  'id',
  'door',
  'carrier_id as carrierId',
  'origin',
  'language',
  'choice',
  'line',
  'state',
  'turn',
  'tries',
  'proven',
  'behind',
  'why',
  'round',
  'round_at as roundAt',
  'started_at as startedAt',
  'queued_at as queuedAt',
  'answered_at as answeredAt',
  'answered_by as answeredBy',
  'handing_to as handingTo',
  'ended_at as endedAt',
  'outcome',
  'report_id as reportId',
  'heard_at as heardAt',
  'outgoing',
  'number',
  'drill',
] as const;

const names: Record<string, string> = Object.fromEntries(
  columns.map((column) => {
    const [name, key = name] = column.split(' as ');
    return [key, name];
  }),
);

/** Calls of a network are queued, rung for and taken one transaction after the other. Always the first lock taken. */
export async function lockCalls(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`calls ${ctx.network.id}`}, 0))`.execute(ctx.tx);
}

const select = (ctx: Ctx) =>
  ctx.tx.selectFrom('calls').select(columns).where('network_id', '=', ctx.network.id).$castTo<CallRow>();

export const selectCall = (ctx: Ctx, id: string): Promise<CallRow | undefined> =>
  select(ctx).where('id', '=', id).executeTakeFirst();

/** Calls of the legal desk by this telephone since then, the oldest first. */
export const selectLegalSince = (ctx: Ctx, origin: Buffer, since: Date): Promise<CallRow[]> =>
  select(ctx)
    .where('origin', '=', origin)
    .where('started_at', '>=', since)
    .where('line', '=', 'legal')
    .orderBy('started_at')
    .execute();

/** Calls in which these reports were written down, the oldest first. */
export const selectCallsOfReports = (ctx: Ctx, reportIds: readonly string[]): Promise<CallRow[]> =>
  reportIds.length === 0
    ? Promise.resolve([])
    : select(ctx).where('report_id', 'in', reportIds).orderBy('started_at').orderBy('id').execute();

export const selectCallOf = (ctx: Ctx, door: Door, carrierId: string): Promise<CallRow | undefined> =>
  select(ctx).where('door', '=', door).where('carrier_id', '=', carrierId).executeTakeFirst();

/** False when the carrier told of it before. */
export async function insertCall(
  ctx: Ctx,
  row: Pick<CallRow, 'id' | 'door' | 'carrierId' | 'origin' | 'language' | 'state' | 'proven'> & {
    why: Why | null;
    behind?: boolean;
  },
): Promise<boolean> {
  const { id, door, carrierId, origin, language, state, why, proven, behind = false } = row;
  const inserted = await ctx.tx
    .insertInto('calls')
    .values({
      network_id: ctx.network.id,
      ...{ id, door, origin, language, state, why, proven, behind },
      carrier_id: carrierId,
      started_at: ctx.now,
      heard_at: ctx.now,
    })
    .onConflict((c) => c.columns(['network_id', 'door', 'carrier_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** A call that one of ours makes; it has their telephone first. */
export async function insertOutgoing(
  ctx: Ctx,
  row: Pick<CallRow, 'id' | 'origin' | 'language' | 'line' | 'answeredBy' | 'reportId' | 'number' | 'drill'>,
): Promise<void> {
  const { id, origin, language, line, number, drill } = row;
  await ctx.tx
    .insertInto('calls')
    .values({
      network_id: ctx.network.id,
      ...{ id, origin, language, line, number, drill, door: 'phone', state: 'talking', outgoing: true },
      // Until the carrier has one of its own.
      carrier_id: id,
      answered_by: row.answeredBy,
      report_id: row.reportId,
      started_at: ctx.now,
      heard_at: ctx.now,
    })
    .execute();
}

export type CallChange = Partial<Omit<CallRow, 'id' | 'door' | 'origin' | 'startedAt'>>;

export async function updateCall(ctx: Ctx, id: string, change: CallChange): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(change)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [names[key]!, value]),
  );
  await ctx.tx
    .updateTable('calls')
    .set(set)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Who waits on a line: in a flood those whose browser solved its puzzle; then what happens now; then who came first. */
export const selectWaiting = (ctx: Ctx, line: Line): Promise<CallRow[]> =>
  select(ctx)
    .where('line', '=', line)
    .where('state', '=', 'waiting')
    .orderBy('behind')
    .orderBy(sql`choice is distinct from 'now'`)
    .orderBy('queued_at')
    .orderBy('id')
    .execute();

/** What goes on now on these lines, the oldest first. */
export const selectOpenCalls = (ctx: Ctx, lines: readonly Line[]): Promise<CallRow[]> =>
  lines.length === 0
    ? Promise.resolve([])
    : select(ctx)
        .where('line', 'in', lines)
        .where('state', '<>', 'ended')
        .orderBy('started_at')
        .limit(200)
        .execute();

/** Ended since then with nobody spoken to and nothing left, the newest first. */
export const selectMissed = (ctx: Ctx, lines: readonly Line[], since: Date): Promise<CallRow[]> =>
  lines.length === 0
    ? Promise.resolve([])
    : select(ctx)
        .where('line', 'in', lines)
        .where('outcome', 'in', ['abandoned', 'cut_off'])
        .where('outgoing', '=', false)
        .where('started_at', '>', since)
        .orderBy('started_at', 'desc')
        .limit(100)
        .execute();

/** Who speaks with somebody now, and since when. */
export async function selectBusy(ctx: Ctx): Promise<Map<string, Date>> {
  const rows = await ctx.tx
    .selectFrom('calls')
    .select(['answered_by', 'answered_at'])
    .where('network_id', '=', ctx.network.id)
    .where('state', 'in', ['talking', 'held'])
    .execute();
  return new Map(rows.flatMap((r) => (r.answered_by ? [[r.answered_by, r.answered_at ?? ctx.now]] : [])));
}

/** How many calls each of these telephones made since then. */
export async function countByOrigin(
  ctx: Ctx,
  origins: readonly Buffer[],
  since: Date,
): Promise<Map<string, number>> {
  if (origins.length === 0) return new Map();
  const { rows } = await sql<{ origin: Buffer; n: number }>`
    select origin, count(*)::int as n from calls
    where network_id = ${ctx.network.id} and started_at > ${since} and origin = any(${origins}::bytea[])
    group by origin`.execute(ctx.tx);
  return new Map(rows.map((r) => [r.origin.toString('hex'), r.n]));
}

/** Calls in these states of which the carrier has said nothing since then. */
export const selectSilent = (ctx: Ctx, states: readonly CallState[], since: Date): Promise<CallRow[]> =>
  select(ctx).where('state', 'in', states).where('heard_at', '<', since).limit(500).execute();

/** Whether somebody at the desk has spoken with this telephone before. */
export async function wasAnswered(ctx: Ctx, origin: Buffer): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('calls')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('origin', '=', origin)
    .where('outcome', '=', 'answered')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ended since then on these lines, the newest first. */
export const selectEnded = (
  ctx: Ctx,
  lines: readonly Line[],
  since: Date,
  limit: number,
): Promise<CallRow[]> =>
  lines.length === 0
    ? Promise.resolve([])
    : select(ctx)
        .where('line', 'in', lines)
        .where('state', '=', 'ended')
        .where('started_at', '>', since)
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();

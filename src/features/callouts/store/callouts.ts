import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Manner, Purpose } from '../contract.ts';

export type ClosedAs = 'filled' | 'desk' | 'stood_down' | 'over' | 'counsel' | 'expired' | 'rechecked';

export interface CalloutRow {
  id: string;
  incidentId: string;
  purpose: Purpose;
  manner: Manner;
  code: string;
  wanted: number;
  roles: string[];
  languages: string[];
  zoneId: string | null;
  cell: string;
  meetPoint: Encrypted;
  meetLabel: Encrypted;
  brief: Encrypted | null;
  relieves: string[];
  minutes: number;
  checkInMinutes: number;
  wave: number;
  resentAt: Date | null;
  closedAt: Date | null;
  closedAs: ClosedAs | null;
  by: string;
  at: Date;
  drill: boolean;
}

const columns = [
  'id',
  'incident_id as incidentId',
  'purpose',
  'manner',
  'code',
  'wanted',
  'roles',
  'languages',
  'zone_id as zoneId',
  'cell',
  'meet_point as meetPoint',
  'meet_label as meetLabel',
  'brief',
  'relieves',
  'minutes',
  'check_in_minutes as checkInMinutes',
  'wave',
  'resent_at as resentAt',
  'closed_at as closedAt',
  'closed_as as closedAs',
  'by',
  'at',
  'drill',
] as const;

type Narrow = { purpose: Purpose; manner: Manner; closedAs: ClosedAs | null };

const callouts = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('callouts')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Narrow>();

/** False when the id is there already. */
export async function insertCallout(
  ctx: Ctx,
  row: Omit<CalloutRow, 'wave' | 'resentAt' | 'closedAt' | 'closedAs'>,
): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('callouts')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      incident_id: row.incidentId,
      purpose: row.purpose,
      manner: row.manner,
      code: row.code,
      wanted: row.wanted,
      roles: row.roles,
      languages: row.languages,
      zone_id: row.zoneId,
      cell: row.cell,
      meet_point: row.meetPoint,
      meet_label: row.meetLabel,
      brief: row.brief,
      relieves: row.relieves,
      minutes: row.minutes,
      check_in_minutes: row.checkInMinutes,
      by: row.by,
      at: row.at,
      drill: row.drill,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function selectCallout(ctx: Ctx, id: string, { lock = false } = {}): Promise<CalloutRow | null> {
  const query = callouts(ctx).where('id', '=', id);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

export const selectCallouts = (ctx: Ctx, ids: readonly string[]): Promise<CalloutRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : callouts(ctx)
        .where('id', 'in', [...ids])
        .execute();

export const selectCalloutsOf = (ctx: Ctx, incidentId: string): Promise<CalloutRow[]> =>
  callouts(ctx).where('incident_id', '=', incidentId).orderBy('at', 'desc').execute();

/** The incidents of the call-outs among these incidents' that are open, one for each call-out. */
export async function selectOpenAt(ctx: Ctx, incidentIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('callouts')
    .select('incident_id as incidentId')
    .where('network_id', '=', ctx.network.id)
    .where('incident_id', 'in', [...incidentIds])
    .where('closed_at', 'is', null)
    .execute();
  return rows.map((row) => row.incidentId);
}

/** Open, or with somebody still out, or with a stand-down that somebody has not acknowledged. */
export const selectLiveCallouts = (ctx: Ctx): Promise<CalloutRow[]> =>
  callouts(ctx)
    .where((e) =>
      e.or([
        e('closed_at', 'is', null),
        e.exists(
          e
            .selectFrom('assignments as a')
            .select('a.id')
            .whereRef('a.network_id', '=', 'callouts.network_id')
            .whereRef('a.callout_id', '=', 'callouts.id')
            .where('a.state', 'in', ['accepted', 'en_route', 'on_scene']),
        ),
      ]),
    )
    .orderBy('at', 'desc')
    .execute();

export async function updateCallout(
  ctx: Ctx,
  id: string,
  set: Partial<{
    wave: number;
    resent_at: Date;
    closed_at: Date | null;
    closed_as: ClosedAs | null;
  }>,
): Promise<void> {
  await ctx.tx
    .updateTable('callouts')
    .set(set)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Puts a rough place for the exact one. */
export async function coarsenCallout(
  ctx: Ctx,
  id: string,
  rough: Pick<CalloutRow, 'cell' | 'meetPoint' | 'meetLabel'>,
): Promise<void> {
  await ctx.tx
    .updateTable('callouts')
    .set({ cell: rough.cell, meet_point: rough.meetPoint, meet_label: rough.meetLabel, brief: null })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Times of call-outs, of who was sent, what they did and how they were called back, and of the events about them. */
export async function coarsenTimes(ctx: Ctx, ids: string[]): Promise<void> {
  await sql`select coarsen_callout_times(${ids}::uuid[])`.execute(ctx.tx);
}

/** Codes in use, and how many call-outs there ever were. Under the lock of the places, so that none is used twice. */
export async function takeCodes(ctx: Ctx): Promise<{ taken: Set<string>; count: number }> {
  const rows = await ctx.tx
    .selectFrom('callouts')
    .select(['code', 'closed_at'])
    .where('network_id', '=', ctx.network.id)
    .execute();
  return { taken: new Set(rows.filter((r) => !r.closed_at).map((r) => r.code)), count: rows.length };
}

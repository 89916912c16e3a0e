import type { Ctx } from '../../../platform/context.ts';
import type { StandDownReason } from '../contract.ts';

export interface StandDownRow {
  id: string;
  incidentId: string;
  reason: StandDownReason;
  by: string | null;
  at: Date;
}

export interface AckRow {
  standDownId: string;
  assignmentId: string;
  ackedAt: Date | null;
  escalatedAt: Date | null;
}

const standDowns = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('stand_downs')
    .select(['id', 'incident_id as incidentId', 'reason', 'by', 'at'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ reason: StandDownReason }>();

/** False when the id is there already. */
export async function insertStandDown(ctx: Ctx, row: StandDownRow): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('stand_downs')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      incident_id: row.incidentId,
      reason: row.reason,
      by: row.by,
      at: row.at,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export const selectStandDown = async (ctx: Ctx, id: string): Promise<StandDownRow | null> =>
  (await standDowns(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectStandDownsAt = (ctx: Ctx, incidentIds: readonly string[]): Promise<StandDownRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : standDowns(ctx)
        .where('incident_id', 'in', [...incidentIds])
        .orderBy('at')
        .execute();

const acks = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('stand_down_acks')
    .select([
      'stand_down_id as standDownId',
      'assignment_id as assignmentId',
      'acked_at as ackedAt',
      'escalated_at as escalatedAt',
    ])
    .where('network_id', '=', ctx.network.id);

export async function insertAcks(ctx: Ctx, standDownId: string, assignmentIds: string[]): Promise<void> {
  if (assignmentIds.length === 0) return;
  await ctx.tx
    .insertInto('stand_down_acks')
    .values(
      assignmentIds.map((id) => ({
        network_id: ctx.network.id,
        stand_down_id: standDownId,
        assignment_id: id,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

export const selectAcks = (ctx: Ctx, standDownId: string): Promise<AckRow[]> =>
  acks(ctx).where('stand_down_id', '=', standDownId).execute();

export const selectAcksOf = (ctx: Ctx, assignmentIds: readonly string[]): Promise<AckRow[]> =>
  assignmentIds.length === 0
    ? Promise.resolve([])
    : acks(ctx)
        .where('assignment_id', 'in', [...assignmentIds])
        .execute();

/** Acknowledges every stand-down of an assignment that is still open. */
export async function ackAll(ctx: Ctx, assignmentId: string, at: Date, by: string | null): Promise<string[]> {
  const rows = await ctx.tx
    .updateTable('stand_down_acks')
    .set({ acked_at: at, acked_by: by })
    .where('network_id', '=', ctx.network.id)
    .where('assignment_id', '=', assignmentId)
    .where('acked_at', 'is', null)
    .returning('stand_down_id')
    .execute();
  return rows.map((r) => r.stand_down_id);
}

/** Those not acknowledged and not yet escalated, marked as escalated now. */
export async function escalate(ctx: Ctx, standDownId: string): Promise<string[]> {
  const rows = await ctx.tx
    .updateTable('stand_down_acks')
    .set({ escalated_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('stand_down_id', '=', standDownId)
    .where('acked_at', 'is', null)
    .where('escalated_at', 'is', null)
    .returning('assignment_id')
    .execute();
  return rows.map((r) => r.assignment_id);
}

export interface EmergencyRow {
  id: string;
  incidentId: string;
  assignmentId: string;
  kind: 'hurt' | 'arrested';
  at: Date;
  by: string;
  handledBy: string | null;
  handledAt: Date | null;
}

const emergencies = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('emergencies')
    .select([
      'id',
      'incident_id as incidentId',
      'assignment_id as assignmentId',
      'kind',
      'at',
      'by',
      'handled_by as handledBy',
      'handled_at as handledAt',
    ])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ kind: 'hurt' | 'arrested' }>();

export async function insertEmergency(
  ctx: Ctx,
  row: Omit<EmergencyRow, 'handledBy' | 'handledAt'>,
): Promise<void> {
  await ctx.tx
    .insertInto('emergencies')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      incident_id: row.incidentId,
      assignment_id: row.assignmentId,
      kind: row.kind,
      at: row.at,
      by: row.by,
    })
    .execute();
}

export const selectEmergency = async (ctx: Ctx, id: string): Promise<EmergencyRow | null> =>
  (await emergencies(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectEmergenciesAt = (ctx: Ctx, incidentIds: readonly string[]): Promise<EmergencyRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : emergencies(ctx)
        .where('incident_id', 'in', [...incidentIds])
        .orderBy('at')
        .execute();

export const selectOpenEmergencies = (ctx: Ctx): Promise<EmergencyRow[]> =>
  emergencies(ctx).where('handled_at', 'is', null).orderBy('at').execute();

export async function setHandled(ctx: Ctx, id: string, by: string): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('emergencies')
    .set({ handled_by: by, handled_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('handled_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface OpenAlarm {
  kind: 'missed' | 'alone' | 'late' | 'unacked' | 'need';
  at: Date;
  detail: string;
  assignmentId: string;
  calloutId: string;
  incidentId: string;
  personId: string;
  standDownId: string | null;
}

/** Missed check-ins, who is out alone, who never set off, calls for help not taken up, and stand-downs that nobody answered. */
export async function selectAlarms(ctx: Ctx): Promise<OpenAlarm[]> {
  const of = (kind: OpenAlarm['kind']) => ({ kind, standDownId: null });
  const open = await ctx.tx
    .selectFrom('assignments')
    .select([
      'id as assignmentId',
      'callout_id as calloutId',
      'incident_id as incidentId',
      'person_id as personId',
      'missed_at',
      'alone_at',
      'late_at',
      'need_at',
      'need_who',
    ])
    .where('network_id', '=', ctx.network.id)
    .where('state', 'in', ['accepted', 'en_route', 'on_scene'])
    .where((e) =>
      e.or((['missed_at', 'alone_at', 'late_at', 'need_at'] as const).map((at) => e(at, 'is not', null))),
    )
    .execute();
  const silent = await ctx.tx
    .selectFrom('stand_down_acks as k')
    .innerJoin('assignments as a', (j) =>
      j.onRef('a.network_id', '=', 'k.network_id').onRef('a.id', '=', 'k.assignment_id'),
    )
    .select([
      'a.id as assignmentId',
      'a.callout_id as calloutId',
      'a.incident_id as incidentId',
      'a.person_id as personId',
      'k.stand_down_id as standDownId',
      'k.escalated_at as at',
    ])
    .where('k.network_id', '=', ctx.network.id)
    .where('k.acked_at', 'is', null)
    .where('k.escalated_at', 'is not', null)
    .execute();
  return [
    ...open.flatMap(({ missed_at, alone_at, late_at, need_at, need_who, ...row }) => [
      ...(missed_at ? [{ ...row, ...of('missed'), at: missed_at, detail: '' }] : []),
      ...(alone_at ? [{ ...row, ...of('alone'), at: alone_at, detail: '' }] : []),
      ...(late_at ? [{ ...row, ...of('late'), at: late_at, detail: '' }] : []),
      ...(need_at ? [{ ...row, ...of('need'), at: need_at, detail: need_who ?? 'desk' }] : []),
    ]),
    ...silent.map((row) => ({ ...row, kind: 'unacked' as const, at: row.at!, detail: '' })),
  ];
}

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Finding, State } from '../contract.ts';

export interface AssignmentRow {
  id: string;
  calloutId: string;
  incidentId: string;
  personId: string;
  role: string;
  language: string;
  distanceM: number | null;
  relieves: string | null;
  wave: number;
  state: State;
  etaAt: Date | null;
  askedAt: Date;
  answeredAt: Date | null;
  answeredBy: string | null;
  conductAt: Date | null;
  mayWaitAt: Date | null;
  aloneAt: Date | null;
  setOffDueAt: Date | null;
  nudgedAt: Date | null;
  lateAt: Date | null;
  enRouteAt: Date | null;
  onSceneAt: Date | null;
  checkInDueAt: Date | null;
  checkInAt: Date | null;
  missedAt: Date | null;
  needWho: 'partner' | 'desk' | null;
  needAt: Date | null;
  finding: Finding | null;
  departedAt: Date | null;
  toldAt: Date | null;
  says: Sealed | null;
}

const columns = [
  'id',
  'callout_id as calloutId',
  'incident_id as incidentId',
  'person_id as personId',
  'role',
  'language',
  'distance_m as distanceM',
  'relieves',
  'wave',
  'state',
  'eta_at as etaAt',
  'asked_at as askedAt',
  'answered_at as answeredAt',
  'answered_by as answeredBy',
  'conduct_at as conductAt',
  'may_wait_at as mayWaitAt',
  'alone_at as aloneAt',
  'set_off_due_at as setOffDueAt',
  'nudged_at as nudgedAt',
  'late_at as lateAt',
  'en_route_at as enRouteAt',
  'on_scene_at as onSceneAt',
  'check_in_due_at as checkInDueAt',
  'check_in_at as checkInAt',
  'missed_at as missedAt',
  'need_who as needWho',
  'need_at as needAt',
  'finding',
  'departed_at as departedAt',
  'told_at as toldAt',
  'says',
] as const;

type Narrow = { state: State; needWho: 'partner' | 'desk' | null; finding: Finding | null };

const assignments = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('assignments')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Narrow>();

export async function insertAssignments(
  ctx: Ctx,
  rows: Pick<
    AssignmentRow,
    'id' | 'calloutId' | 'incidentId' | 'personId' | 'role' | 'language' | 'distanceM' | 'wave'
  >[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('assignments')
    .values(
      rows.map((a) => ({
        network_id: ctx.network.id,
        id: a.id,
        callout_id: a.calloutId,
        incident_id: a.incidentId,
        person_id: a.personId,
        role: a.role,
        language: a.language,
        distance_m: a.distanceM,
        wave: a.wave,
        state: 'asked',
        asked_at: ctx.now,
      })),
    )
    .execute();
}

/** By id, locked in the order of ids so that two batches cannot wait for each other. */
export const lockAssignments = (ctx: Ctx, ids: readonly string[]): Promise<AssignmentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : assignments(ctx)
        .where('id', 'in', [...ids])
        .orderBy('id')
        .forUpdate()
        .execute();

export const selectAssignment = async (ctx: Ctx, id: string): Promise<AssignmentRow | null> =>
  (await assignments(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectAssignmentsOf = (ctx: Ctx, calloutIds: readonly string[]): Promise<AssignmentRow[]> =>
  calloutIds.length === 0
    ? Promise.resolve([])
    : assignments(ctx)
        .where('callout_id', 'in', [...calloutIds])
        .orderBy('asked_at')
        .orderBy('id')
        .execute();

export const selectAssignmentsAt = (ctx: Ctx, incidentIds: readonly string[]): Promise<AssignmentRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : assignments(ctx)
        .where('incident_id', 'in', [...incidentIds])
        .orderBy('asked_at')
        .orderBy('id')
        .execute();

/** Those of these call-outs who go, went, or promised to relieve somebody: few of the many who were asked. */
export const selectTakenOf = (ctx: Ctx, calloutIds: readonly string[]): Promise<AssignmentRow[]> =>
  calloutIds.length === 0
    ? Promise.resolve([])
    : assignments(ctx)
        .where('callout_id', 'in', [...calloutIds])
        .where((e) =>
          e.or([
            e('state', 'in', ['accepted', 'en_route', 'on_scene', 'departed']),
            e('relieves', 'is not', null),
          ]),
        )
        .execute();

/** Those who hold a seat at these incidents, the first yes first. */
export const selectSeatedAt = (ctx: Ctx, incidentIds: readonly string[]): Promise<AssignmentRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : assignments(ctx)
        .where('incident_id', 'in', [...incidentIds])
        .where('state', 'in', ['accepted', 'en_route', 'on_scene'])
        .orderBy('answered_at')
        .orderBy('id')
        .execute();

/** How far everyone of these incidents is. */
export const selectStatesAt = (
  ctx: Ctx,
  incidentIds: readonly string[],
): Promise<Pick<AssignmentRow, 'incidentId' | 'state'>[]> =>
  ctx.tx
    .selectFrom('assignments')
    .select(['incident_id as incidentId', 'state'])
    .where('network_id', '=', ctx.network.id)
    .where('incident_id', 'in', [...incidentIds])
    .$castTo<Pick<AssignmentRow, 'incidentId' | 'state'>>()
    .execute();

/** People's own, the newest first: those asked since then, and whatever is still under way. */
export const selectAssignmentsOfPeople = (
  ctx: Ctx,
  personIds: string[],
  since: Date,
): Promise<AssignmentRow[]> =>
  assignments(ctx)
    .where((e) => e('person_id', '=', e.fn.any(e.val(personIds))))
    .where((e) =>
      e.or([e('asked_at', '>=', since), e('state', 'in', ['asked', 'accepted', 'en_route', 'on_scene'])]),
    )
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export type Change = Partial<{
  state: State;
  role: string;
  relieves: string | null;
  wave: number;
  eta_at: Date | null;
  asked_at: Date;
  answered_at: Date;
  answered_by: string | null;
  conduct_at: Date;
  may_wait_at: Date;
  alone_at: Date | null;
  set_off_due_at: Date | null;
  nudged_at: Date | null;
  late_at: Date | null;
  en_route_at: Date;
  on_scene_at: Date;
  check_in_due_at: Date | null;
  check_in_at: Date;
  missed_at: Date | null;
  need_who: 'partner' | 'desk' | null;
  need_at: Date | null;
  finding: Finding;
  departed_at: Date;
  told_at: Date | null;
  says: Sealed;
}>;

export async function updateAssignments(ctx: Ctx, ids: readonly string[], set: Change): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx
    .updateTable('assignments')
    .set(set)
    .where('network_id', '=', ctx.network.id)
    .where('id', 'in', [...ids])
    .execute();
}

export interface Answered {
  id: string;
  state: State;
  role: string;
  relieves: string | null;
  etaAt: Date | null;
  answeredBy: string | null;
  says: Sealed | null;
}

/** Many answers in one statement; words that came before stay where none come now. Another state begins anew. */
export async function saveAnswers(ctx: Ctx, answers: Answered[]): Promise<void> {
  if (answers.length === 0) return;
  const list = sql.join(
    answers.map(
      (a) =>
        sql`(${a.id}::uuid, ${a.state}, ${a.role}, ${a.relieves}::uuid, ${a.etaAt}::timestamptz, ${a.answeredBy}::uuid, ${a.says}::bytea)`,
    ),
  );
  await sql`
    update assignments a set state = v.state, role = v.role, relieves = v.relieves, eta_at = v.eta_at,
      answered_at = ${ctx.now}, answered_by = v.answered_by, says = coalesce(v.says, a.says),
      may_wait_at = case when a.state = v.state then a.may_wait_at end,
      alone_at = case when a.state = v.state then a.alone_at end,
      set_off_due_at = case when a.state = v.state then a.set_off_due_at end,
      nudged_at = case when a.state = v.state then a.nudged_at end,
      late_at = case when a.state = v.state then a.late_at end
    from (values ${list}) v(id, state, role, relieves, eta_at, answered_by, says)
    where a.network_id = ${ctx.network.id} and a.id = v.id`.execute(ctx.tx);
}

/** Begins or moves the time at which these should have set off; what was asked about it before is done with. */
export async function setSetOffDue(ctx: Ctx, due: { id: string; at: Date }[]): Promise<void> {
  if (due.length === 0) return;
  const list = sql.join(due.map(({ id, at }) => sql`(${id}::uuid, ${at}::timestamptz)`));
  await sql`
    update assignments a set set_off_due_at = v.at, nudged_at = null, late_at = null
    from (values ${list}) v(id, at) where a.network_id = ${ctx.network.id} and a.id = v.id`.execute(ctx.tx);
}

/** Those asked and silent, of these call-outs or this person; they become `to` and are returned. */
export async function endAsks(
  ctx: Ctx,
  of: { calloutIds: readonly string[] } | { personId: string },
  to: 'released' | 'no_answer',
  askedBefore: Date,
): Promise<AssignmentRow[]> {
  const query = ctx.tx
    .updateTable('assignments')
    .set({ state: to })
    .where('network_id', '=', ctx.network.id)
    .where('state', 'in', to === 'released' ? ['asked', 'no_answer'] : ['asked'])
    .where('asked_at', '<=', askedBefore);
  if ('calloutIds' in of && of.calloutIds.length === 0) return [];
  return (
    'calloutIds' in of
      ? query.where('callout_id', 'in', [...of.calloutIds])
      : query.where('person_id', '=', of.personId)
  )
    .returning(columns)
    .$narrowType<Narrow>()
    .execute();
}

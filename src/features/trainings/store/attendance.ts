import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface AttendanceRow {
  sessionId: string;
  personId: string;
  id: string;
  how: 'code' | 'list' | 'walk_in';
  cameAt: Date;
  cameBy: string | null;
  leftAt: Date | null;
}

const columns = [
  ...(['session_id as sessionId', 'person_id as personId', 'id', 'how'] as const),
  ...(['came_at as cameAt', 'came_by as cameBy', 'left_at as leftAt'] as const),
] as const;

const attendances = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('attendances')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<AttendanceRow, 'how'>>();

/** All of a session, or those of these people. */
export async function selectAttendances(
  ctx: Ctx,
  sessionId: string,
  personIds?: string[],
): Promise<AttendanceRow[]> {
  if (personIds?.length === 0) return [];
  const all = attendances(ctx).where('session_id', '=', sessionId);
  return (personIds ? all.where((e) => e('person_id', '=', e.fn.any(e.val(personIds)))) : all).execute();
}

export const selectAttendance = async (
  ctx: Ctx,
  sessionId: string,
  personId: string,
): Promise<AttendanceRow | null> =>
  (await attendances(ctx)
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .executeTakeFirst()) ?? null;

/** Whoever is first writes it; the second finds it there. Returns who was not there yet. */
export async function insertAttendances(ctx: Ctx, rows: AttendanceRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: added } = await sql<{ personId: string }>`
    insert into attendances (network_id, session_id, person_id, id, how, came_at, came_by, left_at)
    select ${ctx.network.id}, a."sessionId", a."personId", a.id, a.how, a."cameAt", a."cameBy", a."leftAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) a("sessionId" uuid, "personId" uuid, id uuid, how text,
      "cameAt" timestamptz, "cameBy" uuid, "leftAt" timestamptz)
    on conflict do nothing returning person_id as "personId"`.execute(ctx.tx);
  return new Set(added.map((a) => a.personId));
}

/** The first time that somebody left counts. */
export async function markLeft(ctx: Ctx, sessionId: string, personId: string, at: Date): Promise<void> {
  await ctx.tx
    .updateTable('attendances')
    .set({ left_at: at, left_by: ctx.actor.personId })
    .where('network_id', '=', ctx.network.id)
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .execute();
}

/** How many sessions each person came to. */
export async function countAttended(ctx: Ctx): Promise<Map<string, number>> {
  const { rows } = await sql<{ personId: string; n: number }>`
    select person_id as "personId", count(*)::int as n from attendances
    where network_id = ${ctx.network.id} group by person_id`.execute(ctx.tx);
  return new Map(rows.map(({ personId, n }) => [personId, n]));
}

export interface FeedbackRow {
  id: string;
  sessionId: string;
  rating: number;
  words: Encrypted | null;
  day: string;
}

/** Fields by name, so that neither order nor time tells whose it is. */
export const selectFeedback = (
  ctx: Ctx,
  sessionId: string,
): Promise<Pick<FeedbackRow, 'id' | 'rating' | 'words'>[]> =>
  ctx.tx
    .selectFrom('session_feedback')
    .select(['id', 'rating', 'words'])
    .where('network_id', '=', ctx.network.id)
    .where('session_id', '=', sessionId)
    .orderBy('rating')
    .execute();

export async function insertFeedback(ctx: Ctx, rows: FeedbackRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('session_feedback')
    .values(
      rows.map((f) => ({
        network_id: ctx.network.id,
        ...{ id: f.id, session_id: f.sessionId, rating: f.rating, words: f.words, day: f.day },
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Who left the network came to nothing any more. */
export async function forgetPerson(ctx: Ctx, personId: string): Promise<void> {
  const own = { network: ctx.network.id, person: personId };
  for (const table of ['attendances', 'registrations', 'session_trainers', 'assessments'] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', own.network)
      .where('person_id', '=', own.person)
      .execute();
  await ctx.tx
    .updateTable('apprentices')
    .set({ mentor_id: null })
    .where('network_id', '=', own.network)
    .where('mentor_id', '=', own.person)
    .execute();
  await ctx.tx
    .deleteFrom('apprentices')
    .where('network_id', '=', own.network)
    .where('person_id', '=', own.person)
    .execute();
}

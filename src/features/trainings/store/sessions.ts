import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Access, Course, FORMS, PARTS } from '../contract.ts';

export interface SessionRow {
  id: string;
  seriesId: string | null;
  course: Course;
  modules: string[];
  chapterId: string;
  form: (typeof FORMS)[number];
  place: Encrypted | null;
  link: Encrypted | null;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  languages: string[];
  access: Access[];
  state: 'planned' | 'cancelled' | 'closed';
  changes: number;
  expected: number | null;
  came: number | null;
  endedAt: Date | null;
}

export interface TrainerRow {
  sessionId: string;
  personId: string;
  part: (typeof PARTS)[number];
}

const columns = [
  ...(['id', 'series_id as seriesId', 'course', 'modules', 'chapter_id as chapterId', 'form'] as const),
  ...(['place', 'link', 'starts_at as startsAt', 'ends_at as endsAt', 'capacity', 'languages'] as const),
  ...(['access', 'state', 'changes', 'expected', 'came', 'ended_at as endedAt'] as const),
] as const;

const sessions = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('training_sessions')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<SessionRow, 'course' | 'form' | 'access' | 'state'>>();

/** Those that begin from then until before then, in the order of time. */
export const selectSessions = (ctx: Ctx, from: Date, to: Date): Promise<SessionRow[]> =>
  sessions(ctx)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(1000)
    .execute();

export const selectByIds = async (ctx: Ctx, ids: string[]): Promise<SessionRow[]> =>
  ids.length === 0 ? [] : sessions(ctx).where('id', 'in', ids).orderBy('starts_at').execute();

export const selectSession = async (ctx: Ctx, id: string): Promise<SessionRow | null> =>
  (await sessions(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

/** Whoever gives or takes a seat holds it: nobody counts while another does. */
export const lockSession = async (ctx: Ctx, id: string): Promise<SessionRow | null> =>
  (await sessions(ctx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Of its series, it and what comes after it, still planned. */
export const selectFollowing = (ctx: Ctx, { seriesId, startsAt }: SessionRow): Promise<SessionRow[]> =>
  sessions(ctx)
    .where('series_id', '=', seriesId)
    .where('starts_at', '>=', startsAt)
    .where('state', '=', 'planned')
    .orderBy('starts_at')
    .execute();

/** Planned ones that ended before, with somebody who was checked in. */
export const selectUnclosed = (ctx: Ctx, before: Date): Promise<SessionRow[]> =>
  sessions(ctx)
    .where('state', '=', 'planned')
    .where('ends_at', '<=', before)
    .where('id', 'in', (e) =>
      e.selectFrom('attendances').select('session_id').where('network_id', '=', ctx.network.id),
    )
    .limit(50)
    .execute();

/** Closed ones that began since then: what turn-out is learnt from. */
export const selectTurnouts = (
  ctx: Ctx,
  since: Date,
): Promise<
  (Pick<SessionRow, 'course' | 'chapterId' | 'form' | 'startsAt'> & { expected: number; came: number })[]
> =>
  ctx.tx
    .selectFrom('training_sessions')
    .select(['course', 'chapter_id as chapterId', 'form', 'starts_at as startsAt', 'expected', 'came'])
    .where('network_id', '=', ctx.network.id)
    .where('state', '=', 'closed')
    .where('starts_at', '>=', since)
    .where('expected', '>', 0)
    .$narrowType<{ course: Course; form: SessionRow['form']; expected: number; came: number }>()
    .execute();

export type NewSession = Omit<SessionRow, 'state' | 'changes' | 'expected' | 'came' | 'endedAt'> &
  Partial<Pick<SessionRow, 'state' | 'expected' | 'came' | 'endedAt'>>;

/** The same id again changes nothing. Returns the ids that are new. */
export async function insertSessions(ctx: Ctx, rows: NewSession[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const added = await ctx.tx
    .insertInto('training_sessions')
    .values(
      rows.map((s) => ({
        network_id: ctx.network.id,
        ...{ id: s.id, series_id: s.seriesId, course: s.course, modules: s.modules },
        ...{ chapter_id: s.chapterId, form: s.form, place: s.place, link: s.link },
        ...{ starts_at: s.startsAt, ends_at: s.endsAt, capacity: s.capacity },
        ...{ languages: s.languages, access: s.access, state: s.state ?? 'planned' },
        ...{ expected: s.expected ?? null, came: s.came ?? null, ended_at: s.endedAt ?? null },
        ...{ made_by: ctx.actor.personId, made_at: ctx.now },
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute();
  return added.map(({ id }) => id);
}

export async function updateSession(
  ctx: Ctx,
  id: string,
  change: Partial<Omit<SessionRow, 'id' | 'seriesId' | 'course' | 'modules' | 'chapterId'>>,
): Promise<void> {
  const { startsAt, endsAt, endedAt, ...rest } = change;
  await ctx.tx
    .updateTable('training_sessions')
    .set({
      ...rest,
      ...(startsAt && { starts_at: startsAt }),
      ...(endsAt && { ends_at: endsAt }),
      ...(endedAt && { ended_at: endedAt }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function selectTrainers(ctx: Ctx, sessionIds: string[]): Promise<TrainerRow[]> {
  if (sessionIds.length === 0) return [];
  return ctx.tx
    .selectFrom('session_trainers')
    .select(['session_id as sessionId', 'person_id as personId', 'part'])
    .where('network_id', '=', ctx.network.id)
    .where('session_id', 'in', sessionIds)
    .orderBy('part', 'desc')
    .orderBy('person_id')
    .$narrowType<Pick<TrainerRow, 'part'>>()
    .execute();
}

export interface TaughtRow {
  personId: string;
  part: TrainerRow['part'];
  startsAt: Date;
  state: SessionRow['state'];
}

/** Who teaches what began or begins between, and was not cancelled. */
export const selectTaught = (ctx: Ctx, from: Date, to: Date): Promise<TaughtRow[]> =>
  ctx.tx
    .selectFrom('session_trainers as t')
    .innerJoin('training_sessions as s', (j) =>
      j.onRef('s.network_id', '=', 't.network_id').onRef('s.id', '=', 't.session_id'),
    )
    .select(['t.person_id as personId', 't.part', 's.starts_at as startsAt', 's.state'])
    .where('t.network_id', '=', ctx.network.id)
    .where('s.network_id', '=', ctx.network.id)
    .where('s.state', '!=', 'cancelled')
    .where('s.starts_at', '>=', from)
    .where('s.starts_at', '<', to)
    .$narrowType<Pick<TaughtRow, 'part' | 'state'>>()
    .execute();

/** What somebody teaches that begins between, and was not cancelled. */
export const selectTaughtBy = (ctx: Ctx, personId: string, from: Date, to: Date): Promise<SessionRow[]> =>
  sessions(ctx)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .where('state', '=', 'planned')
    .where('id', 'in', (e) =>
      e
        .selectFrom('session_trainers')
        .select('session_id')
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', personId),
    )
    .orderBy('starts_at')
    .execute();

/** These and no others teach a session. */
export async function saveTrainers(ctx: Ctx, sessionIds: string[], rows: TrainerRow[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await ctx.tx
    .deleteFrom('session_trainers')
    .where('network_id', '=', ctx.network.id)
    .where('session_id', 'in', sessionIds)
    .execute();
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('session_trainers')
    .values(
      rows.map((t) => ({
        network_id: ctx.network.id,
        ...{ session_id: t.sessionId, person_id: t.personId, part: t.part },
      })),
    )
    .execute();
}

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Audience, Details, Press, Quorum } from '../contract.ts';

export interface MeetingRow {
  id: string;
  seriesId: string | null;
  chapterId: string | null;
  audience: Audience;
  press: Press;
  languages: string[];
  interpreted: string[];
  startsAt: Date;
  endsAt: Date;
  capacity: number | null;
  doors: number;
  quorum: Quorum | null;
  details: Details;
  changes: number;
  madeBy: string | null;
  cancelledAt: Date | null;
  beganAt: Date | null;
  endedAt: Date | null;
  itemId: string | null;
  itemAt: Date | null;
  came: number | null;
  membersCame: number | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  helpers: string[];
}

/** What is planned of one; the rest happens. */
export type Plan = Pick<
  MeetingRow,
  | ('id' | 'chapterId' | 'audience' | 'press' | 'languages' | 'interpreted')
  | ('startsAt' | 'endsAt' | 'capacity' | 'doors' | 'quorum' | 'details')
>;

const bound = (id: string, field: string) => ({ record: id, field });

const plain = (ctx: Ctx, plan: Plan) => ({
  chapter_id: plan.chapterId,
  audience: plan.audience,
  press: plan.press,
  languages: plan.languages,
  interpreted: plan.interpreted,
  starts_at: plan.startsAt,
  ends_at: plan.endsAt,
  capacity: plan.capacity,
  doors: plan.doors,
  quorum_kind: plan.quorum?.kind ?? null,
  quorum_of: plan.quorum?.of ?? null,
  details: ctx.vault.encrypt(plan.details, bound(plan.id, 'details')),
});

/** The same id again changes nothing. Whether it is new. */
export async function insertMeeting(
  ctx: Ctx,
  plan: Plan & { seriesId: string | null; madeBy: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('meetings')
    .values({
      ...{ network_id: ctx.network.id, id: plan.id, series_id: plan.seriesId, changes: 0 },
      ...{ made_by: plan.madeBy, made_at: ctx.now },
      ...plain(ctx, plan),
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updatePlan(ctx: Ctx, plan: Plan): Promise<void> {
  await ctx.tx
    .updateTable('meetings')
    .set((e) => ({ ...plain(ctx, plan), changes: e('changes', '+', 1) }))
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', plan.id)
    .execute();
}

export type Course = Partial<
  Pick<
    MeetingRow,
    | ('cancelledAt' | 'beganAt' | 'endedAt' | 'itemId' | 'itemAt')
    | ('came' | 'membersCame' | 'approvedAt' | 'approvedBy')
  >
>;

/** What happened to one; a calendar is told of what makes it another event. */
export async function updateCourse(ctx: Ctx, id: string, change: Course): Promise<void> {
  const columns = {
    ...{ cancelledAt: 'cancelled_at', beganAt: 'began_at', endedAt: 'ended_at', itemId: 'item_id' },
    ...{ itemAt: 'item_at', came: 'came', membersCame: 'members_came' },
    ...{ approvedAt: 'approved_at', approvedBy: 'approved_by' },
  } as const;
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [columns[name as keyof Course], value]),
  );
  await ctx.tx
    .updateTable('meetings')
    .set((e) => ({ ...set, ...(change.cancelledAt && { changes: e('changes', '+', 1) }) }))
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

const meetings = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('meetings as m')
    .select([
      ...(['m.id', 'series_id as seriesId', 'chapter_id as chapterId', 'audience', 'press'] as const),
      ...(['languages', 'interpreted', 'starts_at as startsAt', 'ends_at as endsAt', 'capacity'] as const),
      ...(['doors', 'quorum_kind as quorumKind', 'quorum_of as quorumOf', 'details', 'changes'] as const),
      ...(['made_by as madeBy', 'cancelled_at as cancelledAt', 'began_at as beganAt'] as const),
      ...(['ended_at as endedAt', 'item_id as itemId', 'item_at as itemAt', 'came'] as const),
      ...(['members_came as membersCame', 'approved_at as approvedAt', 'approved_by as approvedBy'] as const),
      sql<string[]>`array(select h.person_id from meeting_helpers h where h.network_id = m.network_id
        and h.meeting_id = m.id order by h.at, h.person_id)`.as('helpers'),
    ])
    .$narrowType<Pick<MeetingRow, 'audience' | 'press'> & { quorumKind: Quorum['kind'] | null }>()
    .where('m.network_id', '=', ctx.network.id);

type Raw = Awaited<ReturnType<ReturnType<typeof meetings>['execute']>>[number];

function opened(ctx: Ctx, { quorumKind, quorumOf, details, ...row }: Raw): MeetingRow {
  return {
    ...row,
    quorum: quorumKind && quorumOf ? { kind: quorumKind, of: quorumOf } : null,
    details: ctx.vault.decrypt<Details>(details, bound(row.id, 'details')),
  };
}

export async function selectMeeting(ctx: Ctx, id: string): Promise<MeetingRow | null> {
  const row = await meetings(ctx).where('m.id', '=', id).executeTakeFirst();
  return row ? opened(ctx, row) : null;
}

export async function selectMeetings(ctx: Ctx, ids: string[]): Promise<MeetingRow[]> {
  if (ids.length === 0) return [];
  return (await meetings(ctx).where('m.id', 'in', ids).execute()).map((row) => opened(ctx, row));
}

/** Those that end after `from` and begin before `to`, in the order of their beginning. */
export async function selectBetween(ctx: Ctx, from: Date, to: Date, limit: number): Promise<MeetingRow[]> {
  const rows = await meetings(ctx)
    .where('ends_at', '>', from)
    .where('starts_at', '<', to)
    .orderBy('starts_at')
    .orderBy('m.id')
    .limit(limit)
    .execute();
  return rows.map((row) => opened(ctx, row));
}

/** Of its series, what comes after it and has neither begun nor been called off, in order. */
export async function selectFollowing(
  ctx: Ctx,
  { seriesId, startsAt }: Pick<MeetingRow, 'seriesId' | 'startsAt'>,
): Promise<MeetingRow[]> {
  if (!seriesId) return [];
  const rows = await meetings(ctx)
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', startsAt)
    .where('starts_at', '>', ctx.now)
    .where('cancelled_at', 'is', null)
    .where('began_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('m.id')
    .execute();
  return rows.map((row) => opened(ctx, row));
}

/** The newest first, of those that began before. */
export async function selectBefore(ctx: Ctx, to: Date, limit: number): Promise<MeetingRow[]> {
  const rows = await meetings(ctx)
    .where('starts_at', '<', to)
    .orderBy('starts_at', 'desc')
    .orderBy('m.id')
    .limit(limit)
    .execute();
  return rows.map((row) => opened(ctx, row));
}

/** Holds everybody else off this meeting until the transaction ends. */
export async function lockMeeting(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .selectFrom('meetings')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

export async function setHelper(
  ctx: Ctx,
  meetingId: string,
  personId: string,
  helps: boolean,
): Promise<void> {
  const key = { network_id: ctx.network.id, meeting_id: meetingId, person_id: personId };
  if (helps)
    await ctx.tx
      .insertInto('meeting_helpers')
      .values({ ...key, at: ctx.now })
      .onConflict((c) => c.doNothing())
      .execute();
  else
    await ctx.tx
      .deleteFrom('meeting_helpers')
      .where('network_id', '=', key.network_id)
      .where('meeting_id', '=', meetingId)
      .where('person_id', '=', personId)
      .execute();
}

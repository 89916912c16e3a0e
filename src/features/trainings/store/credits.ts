import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Course, How } from '../contract.ts';

export interface Credit {
  personId: string;
  course: Course;
  part: string;
  how: How;
  at: Date;
}

/** Whoever credits these people goes one after the other, or two halves of a course would not see each other. */
export async function lockPeople(ctx: Ctx, personIds: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('trainings ' || p, 0))
    from unnest(${[...personIds].sort()}::text[]) p`.execute(ctx.tx);
}

/** The latest time counts. */
export async function saveCredits(ctx: Ctx, rows: Credit[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into module_credits (network_id, person_id, course, part, how, at, by)
    select ${ctx.network.id}::uuid, p, c, m, h, a, ${ctx.actor.personId}::uuid
    from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.course)}::text[],
      ${rows.map((r) => r.part)}::text[], ${rows.map((r) => r.how)}::text[],
      ${rows.map((r) => r.at)}::timestamptz[]) as r(p, c, m, h, a)
    on conflict (network_id, person_id, course, part)
      do update set how = excluded.how, at = excluded.at, by = excluded.by
      where excluded.at > module_credits.at`.execute(ctx.tx);
}

export async function selectCredits(ctx: Ctx, personIds: string[]): Promise<Credit[]> {
  if (personIds.length === 0) return [];
  return ctx.tx
    .selectFrom('module_credits')
    .select(['person_id as personId', 'course', 'part', 'how', 'at'])
    .$narrowType<Pick<Credit, 'course' | 'how'>>()
    .where('network_id', '=', ctx.network.id)
    .where('person_id', 'in', personIds)
    .execute();
}

/** What a certificate that was taken back stood on counts no more. */
export async function deleteCredits(ctx: Ctx, personId: string, course?: Course): Promise<void> {
  const query = ctx.tx
    .deleteFrom('module_credits')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId);
  await (course ? query.where('course', '=', course) : query).execute();
}

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Course } from '../contract.ts';
import type { Drawn } from '../rules.ts';

export interface Attempt {
  id: string;
  personId: string;
  course: Course;
  drawn: Drawn[];
  drawnAt: Date;
  answers: number[] | null;
  marks: boolean[] | null;
  answeredAt: Date | null;
  passed: boolean | null;
  certified: boolean | null;
}

const attempts = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('quiz_attempts')
    .select([
      ...(['id', 'person_id as personId', 'course', 'drawn', 'drawn_at as drawnAt', 'answers'] as const),
      ...(['marks', 'answered_at as answeredAt', 'passed', 'certified'] as const),
    ])
    .$castTo<Attempt>()
    .where('network_id', '=', ctx.network.id);

export const selectAttempt = async (ctx: Ctx, id: string, personId: string): Promise<Attempt | null> =>
  (await attempts(ctx).where('id', '=', id).where('person_id', '=', personId).executeTakeFirst()) ?? null;

/** The last of each course. */
export const selectLastAttempts = (ctx: Ctx, personId: string): Promise<Attempt[]> =>
  attempts(ctx)
    .where('person_id', '=', personId)
    .distinctOn('course')
    .orderBy('course')
    .orderBy('drawn_at', 'desc')
    .execute();

/** False when this id was drawn before, by whomever. */
export async function insertAttempt(
  ctx: Ctx,
  row: Pick<Attempt, 'id' | 'personId' | 'course' | 'drawn'>,
): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('quiz_attempts')
    .values({
      ...{ network_id: ctx.network.id, id: row.id, person_id: row.personId, course: row.course },
      ...{ drawn: JSON.stringify(row.drawn), drawn_at: ctx.now },
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Once; false when it was answered before. */
export async function answerAttempt(
  ctx: Ctx,
  id: string,
  { answers, marks, passed }: { answers: number[]; marks: boolean[]; passed: boolean },
): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('quiz_attempts')
    .set({
      ...{ answers: JSON.stringify(answers), marks: JSON.stringify(marks), passed, certified: false },
      answered_at: ctx.now,
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** It completed the certificate. */
export async function certifyAttempt(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('quiz_attempts')
    .set({ certified: true })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** How often each question was answered since, and how often wrongly. */
export async function countQuestions(
  ctx: Ctx,
  course: Course,
  since: Date,
): Promise<{ id: string; answered: number; wrong: number }[]> {
  const { rows } = await sql<{ id: string; answered: number; wrong: number }>`
    select d.value->>'q' as id, count(*)::int as answered,
      (count(*) filter (where a.marks->(d.ordinality::int - 1) = 'false'::jsonb))::int as wrong
    from quiz_attempts a, jsonb_array_elements(a.drawn) with ordinality d
    where a.network_id = ${ctx.network.id} and a.course = ${course} and a.answered_at > ${since}
    group by 1`.execute(ctx.tx);
  return rows;
}

/** Quizzes answered since, and passed, by course. */
export async function countAttempts(
  ctx: Ctx,
  since: Date,
): Promise<{ course: string; answered: number; passed: number }[]> {
  const { rows } = await sql<{ course: string; answered: number; passed: number }>`
    select course, count(*)::int as answered, (count(*) filter (where passed))::int as passed
    from quiz_attempts where network_id = ${ctx.network.id} and answered_at > ${since}
    group by course`.execute(ctx.tx);
  return rows;
}

export async function deleteAttempts(ctx: Ctx, of: { personId: string } | { before: Date }): Promise<void> {
  const query = ctx.tx.deleteFrom('quiz_attempts').where('network_id', '=', ctx.network.id);
  await ('personId' in of
    ? query.where('person_id', '=', of.personId)
    : query.where('drawn_at', '<', of.before)
  ).execute();
}

export interface Answered extends Pick<Attempt, 'id' | 'personId' | 'course' | 'drawn'> {
  answers: number[];
  marks: boolean[];
  passed: boolean;
  at: Date;
}

/** Quizzes of the past, for a demo. */
export async function insertAnswered(ctx: Ctx, rows: Answered[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('quiz_attempts')
    .values(
      rows.map((r) => ({
        ...{ network_id: ctx.network.id, id: r.id, person_id: r.personId, course: r.course },
        ...{ drawn: JSON.stringify(r.drawn), answers: JSON.stringify(r.answers) },
        ...{ marks: JSON.stringify(r.marks), passed: r.passed, certified: r.passed },
        ...{ drawn_at: r.at, answered_at: r.at },
      })),
    )
    .execute();
}

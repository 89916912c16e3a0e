import type { Ctx } from '../../../platform/context.ts';
import type { Course } from '../contract.ts';
import * as store from '../store.ts';

/** Ids of those who hold this course's certificate now, for whoever counts them. */
export const holdersOf = (ctx: Ctx, course: Course): Promise<string[]> => store.selectHolders(ctx, course);

/** Courses that make a newcomer trained; both are open to all. */
const firstCourses: Course[] = ['rights', 'observer'];

/** Sessions for newcomers since `from`: how many were held, with how many places, and who came; counts by chapter. */
export const sessionCounts = (ctx: Ctx, from: Date): Promise<store.SessionCounts[]> =>
  store.countSessions(ctx, firstCourses, from);

/**
 * How many certified trainers there are, are new since `since`, or were new, renewed or lapsed after `from`; and of those who
 * learn to teach, how many there are, and began and were assessed after `from`.
 */
export const trainerCounts = async (
  ctx: Ctx,
  { since, from }: { since: Date; from: Date },
): Promise<store.TrainerCounts & store.ApprenticeCounts> => ({
  ...(await store.countTrainers(ctx, since, from)),
  ...(await store.countApprentices(ctx, from)),
});

import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { refused } from '../../../platform/problem.ts';
import type { Course, How } from '../contract.ts';
import { courses, expiryOf, following, isSettled, missingParts, partsOf, type Standing } from '../rules.ts';
import * as store from '../store.ts';
import { certify } from './certify.ts';

export interface ClassCredit {
  personIds: string[];
  course: Course;
  /** Ids of `modulesOf(course)`, and `quiz` or `practice` where it was done there. */
  modules: string[];
  how: How;
}

export interface Credited {
  /** The certificate that this completed; null where something lacks or one is held already. */
  certificate: store.Certificate | null;
  /** Parts, and courses whose certificate lacks, as `course:<id>`. */
  missing: string[];
}

/**
 * Writes down what somebody has completed of a course, and issues the certificate when all is there. The same again
 * changes nothing. Whoever calls it has asked whether the actor may. Throws 422 for a part that the course has not.
 */
export async function credit(
  ctx: Ctx,
  { personId, ...act }: Omit<ClassCredit, 'personIds'> & { personId: string },
): Promise<Credited> {
  return (await creditClass(ctx, { ...act, personIds: [personId] })).get(personId)!;
}

/** The same for everyone who was in a class. */
export async function creditClass(ctx: Ctx, act: ClassCredit): Promise<Map<string, Credited>> {
  const { course, how } = act;
  const unknown = act.modules.filter((part) => !partsOf(course).includes(part));
  if (unknown.length > 0)
    throw refused(`The course ${course} has no part ${unknown.join(', ')}.`, 'Look at its modules.');
  const personIds = [...new Set(act.personIds)];
  await store.lockPeople(ctx, personIds);
  await store.saveCredits(
    ctx,
    personIds.flatMap((personId) =>
      [...new Set(act.modules)].map((part) => ({ personId, course, part, how, at: ctx.now })),
    ),
  );
  return settleCourse(ctx, personIds, course);
}

/** Issues what is complete now, and then what waited for it. */
async function settleCourse(ctx: Ctx, personIds: string[], course: Course): Promise<Map<string, Credited>> {
  const standings = await standingsOf(ctx, personIds);
  const issued: store.Certificate[] = [];
  const outcome = new Map<string, Credited>();
  for (const personId of personIds) {
    const own = standings.get(personId)!;
    const missing = lacking(course, own, ctx.now);
    const settled = isSettled(own.of(course), ctx.now);
    const certificate =
      missing.length > 0 || settled
        ? null
        : {
            ...{ id: newId(), personId, course, issuedAt: ctx.now, revokedAt: null },
            expiresAt: expiryOf(course, own.of(course).held, ctx.now),
          };
    if (certificate) issued.push(certificate);
    outcome.set(personId, { certificate, missing: settled ? [] : missing });
  }
  await certify(ctx, issued);
  await settleFollowing(
    ctx,
    issued.map((c) => c.personId),
    course,
  );
  return outcome;
}

/** What waited for this course's certificate may be complete by it. */
export async function settleFollowing(ctx: Ctx, personIds: string[], course: Course): Promise<void> {
  if (personIds.length === 0) return;
  for (const next of following(course)) await settleCourse(ctx, personIds, next);
}

export interface OwnStandings {
  of(course: Course): Standing;
}

/** How each of these people stands in each course. */
export async function standingsOf(ctx: Ctx, personIds: string[]): Promise<Map<string, OwnStandings>> {
  if (personIds.length === 0) return new Map();
  const credits = Map.groupBy(await store.selectCredits(ctx, personIds), (c) => c.personId);
  const held = Map.groupBy(await store.selectUnrevoked(ctx.tx, ctx.network.id, personIds), (c) => c.personId);
  return new Map(
    personIds.map((id) => {
      const of = (course: Course): Standing => ({
        credits: new Map(
          (credits.get(id) ?? []).filter((c) => c.course === course).map((c) => [c.part, c.at]),
        ),
        held: (held.get(id) ?? [])
          .filter((c) => c.course === course)
          .reduce<store.Certificate | null>((a, b) => (a && a.expiresAt > b.expiresAt ? a : b), null),
      });
      return [id, { of }];
    }),
  );
}

/** Parts and prerequisites that lack. */
export const lacking = (course: Course, own: OwnStandings, now: Date): string[] => [
  ...missingParts(course, own.of(course), now),
  ...courses[course].prerequisites
    .filter((before) => !(now < (own.of(before).held?.expiresAt ?? now)))
    .map((before) => `course:${before}`),
];

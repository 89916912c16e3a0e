import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import { authorize } from '../../../platform/policy.ts';
import { invalid, refused } from '../../../platform/problem.ts';
import { COURSES, type Course, type CourseText, type OwnCourse } from '../contract.ts';
import { policy } from '../policy.ts';
import { againMinutes, courses, isRenewal, leftOut, lengthOf, modulesOf } from '../rules.ts';
import * as store from '../store.ts';
import { textOf } from '../texts.ts';
import { creditClass, lacking, type OwnStandings, standingsOf } from './credits.ts';

/** When the next try at a quiz may be made; null where it may be made now. */
export function againAt(last: store.Attempt | undefined, now: Date): Date | null {
  if (!last?.answeredAt || last.passed) return null;
  const at = plusMinutes(last.answeredAt, againMinutes);
  return now < at ? at : null;
}

/** The nine courses, as they stand with the actor. */
export async function listCourses(ctx: Ctx, lang: Lang): Promise<OwnCourse[]> {
  authorize(policy, ctx.actor, 'take', 'course');
  const personId = ctx.actor.personId!;
  const own = (await standingsOf(ctx, [personId])).get(personId)!;
  const last = new Map((await store.selectLastAttempts(ctx, personId)).map((a) => [a.course, a]));
  return COURSES.map((course) => present(ctx, course, own, last.get(course), lang));
}

function present(
  ctx: Ctx,
  id: Course,
  own: OwnStandings,
  last: store.Attempt | undefined,
  wanted: Lang,
): OwnCourse {
  const { lang, text } = textOf(id, wanted);
  const { asked, pass, validDays, prerequisites } = courses[id];
  const standing = own.of(id);
  const missing = lacking(id, own, ctx.now);
  const isDone = (part: string) => !missing.includes(part);
  const held = standing.held && {
    expiresAt: standing.held.expiresAt.toISOString(),
    current: ctx.now < standing.held.expiresAt,
  };
  const renews = isRenewal(standing, ctx.now);
  const settled = held?.current === true && !renews;
  return {
    ...{ id, lang, title: text.title, purpose: text.purpose, minutes: lengthOf(id), validDays, held, renews },
    before: prerequisites.map((before) => ({
      id: before,
      title: textOf(before, wanted).text.title,
      held: !missing.includes(`course:${before}`),
    })),
    modules: modulesOf(id).map((m) => ({
      ...m,
      title: text.modules[m.id]!.title,
      done: settled || isDone(m.id),
    })),
    quiz: {
      ...{ asked, pass, done: settled || isDone('quiz') },
      againAt: againAt(last, ctx.now)?.toISOString() ?? null,
    },
    practice: text.practice ? { text: text.practice, done: settled || isDone('practice') } : null,
    missing: settled ? [] : missing,
  };
}

/** The words of a course, without its questions. */
export function readCourse(ctx: Ctx, id: Course, wanted: Lang): CourseText {
  authorize(policy, ctx.actor, 'take', 'course');
  const { lang, text } = textOf(id, wanted);
  const modules = modulesOf(id).map((m) => ({ id: m.id, ...text.modules[m.id]! }));
  return { id, lang, title: text.title, modules, materials: text.materials };
}

/** The actor has read a module and done its exercise. Throws 400 for one that the course has not. */
export async function finishModule(ctx: Ctx, course: Course, module: string) {
  authorize(policy, ctx.actor, 'take', 'course');
  if (!modulesOf(course).some((m) => m.id === module))
    throw invalid([{ path: 'body.module', message: 'This course has no such module.' }]);
  return creditSelf(ctx, course, module);
}

/** The actor has rehearsed a call-out alone, from the ask to the debrief. Throws 422 where a step was left out. */
export async function finishRehearsal(ctx: Ctx, steps: readonly string[]) {
  authorize(policy, ctx.actor, 'take', 'course');
  const missing = leftOut(steps);
  if (missing.length > 0)
    throw refused(
      `This rehearsal left out ${missing.join(', ')}, so it is not credited.`,
      'Rehearse once more, from the ask to the debrief.',
    );
  return creditSelf(ctx, 'observer', 'practice');
}

async function creditSelf(ctx: Ctx, course: Course, part: string) {
  const personId = ctx.actor.personId!;
  const done = await creditClass(ctx, { personIds: [personId], course, modules: [part], how: 'online' });
  const { certificate, missing } = done.get(personId)!;
  return { missing, certified: certificate !== null };
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { responderFacts, type Spent, spend } from '../../people/index.ts';
import { COURSES, type Course, type CourseFigures } from '../contract.ts';
import { chaptersToTeach, policy } from '../policy.ts';
import { partsOf } from '../rules.ts';
import * as store from '../store.ts';
import { partTitle, textOf } from '../texts.ts';
import { currentCertificates } from './certificates.ts';
import { keptMinutes } from './quizzes.ts';

const day = 24 * 60;
const soonDays = 30;
const lapsedDays = 90;
const shown = 20;

/** The members whose training the actor looks after, without those who have left. */
async function inSight(ctx: Ctx): Promise<Map<string, string>> {
  const chapters = chaptersToTeach(ctx.actor);
  const all = await responderFacts(ctx, null);
  return new Map(
    all
      .filter((p) => p.state !== 'left' && (chapters === null || chapters.includes(p.chapterId)))
      .map((p) => [p.id, p.callSign]),
  );
}

/** Each course in figures. Quizzes are counted over the whole network. */
export async function overview(ctx: Ctx): Promise<CourseFigures[]> {
  authorize(policy, ctx.actor, 'read', 'training');
  const members = await inSight(ctx);
  const held = [...(await currentCertificates(ctx, null))].flatMap(([id, own]) =>
    members.has(id) ? own : [],
  );
  const lapsed = (
    await store.selectEnding(ctx, { from: plusMinutes(ctx.now, -lapsedDays * day), to: ctx.now })
  ).filter((e) => members.has(e.personId));
  const quizzes = new Map(
    (await store.countAttempts(ctx, plusMinutes(ctx.now, -keptMinutes))).map((q) => [q.course, q]),
  );
  const soon = plusMinutes(ctx.now, soonDays * day);
  return COURSES.map((course) => {
    const own = held.filter((c) => c.course === course);
    return {
      course,
      title: textOf(course, 'en').text.title,
      parts: partsOf(course).map((id) => ({ id, title: partTitle(course, id) })),
      holding: own.length,
      ending: own.filter((c) => c.expiresAt <= soon).length,
      lapsed: lapsed.filter((c) => c.course === course).length,
      quizzes: quizzes.get(course)?.answered ?? 0,
      passed: quizzes.get(course)?.passed ?? 0,
    };
  });
}

/** How the questions of a course are answered; the hardest first. */
export async function questions(ctx: Ctx, course: Course) {
  authorize(policy, ctx.actor, 'read', 'training');
  const counted = new Map(
    (await store.countQuestions(ctx, course, plusMinutes(ctx.now, -keptMinutes))).map((c) => [c.id, c]),
  );
  const share = ({ answered, wrong }: { answered: number; wrong: number }) => wrong / Math.max(1, answered);
  return textOf(course, 'en')
    .text.questions.map(({ id, ask, right }) => ({
      ...{ id, ask, right },
      answered: counted.get(id)?.answered ?? 0,
      wrong: counted.get(id)?.wrong ?? 0,
    }))
    .sort((a, b) => share(b) - share(a));
}

interface EndingList {
  items: { personId: string; callSign: string; expiresAt: Date }[];
  more: boolean;
}

/** Whose certificate ends soon, the first first. Each shown is a look; a refusal for that is returned, not thrown. */
export async function listEnding(ctx: Ctx, course: Course): Promise<Spent<EndingList>> {
  authorize(policy, ctx.actor, 'read', 'training');
  const members = await inSight(ctx);
  const to = plusMinutes(ctx.now, soonDays * day);
  const all = (await store.selectEnding(ctx, { from: ctx.now, to })).filter(
    (e) => e.course === course && members.has(e.personId),
  );
  return spend(ctx, async (room) => {
    const items = all
      .slice(0, Math.min(room, shown))
      .map(({ personId, expiresAt }) => ({ personId, expiresAt, callSign: members.get(personId)! }));
    return { shown: items.length, answer: { items, more: all.length > items.length } };
  });
}

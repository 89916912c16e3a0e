import { randomInt } from 'node:crypto';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, invalid, notFound, refused } from '../../../platform/problem.ts';
import type { Course, Quiz } from '../contract.ts';
import { policy } from '../policy.ts';
import { courses, draw, isSettled, marked, missingParts } from '../rules.ts';
import * as store from '../store.ts';
import { bankOf, questionOf, textOf } from '../texts.ts';
import { creditClass, standingsOf } from './credits.ts';
import { againAt } from './learning.ts';

const day = 24 * 60;
/** One that was drawn and not answered is offered again for so long. */
const openMinutes = day;
/** For the figures of the questions. */
export const keptMinutes = 365 * day;

const chance = () => randomInt(2 ** 32) / 2 ** 32;

/**
 * Draws a quiz, or gives the one that is open. The same id again is the same quiz. Throws 422 within an hour of a try
 * that was not passed, and where the quiz is passed and no renewal wants it.
 */
export async function drawQuiz(
  ctx: Ctx,
  { id, course, lang }: { id: string; course: Course; lang: Lang },
): Promise<Quiz> {
  authorize(policy, ctx.actor, 'take', 'course');
  const personId = ctx.actor.personId!;
  await store.lockPeople(ctx, [personId]);
  const same = await store.selectAttempt(ctx, id, personId);
  if (same) return present(ctx, same, lang);
  const last = (await store.selectLastAttempts(ctx, personId)).find((a) => a.course === course);
  if (last && !last.answeredAt && ctx.now < plusMinutes(last.drawnAt, openMinutes) && isWhole(last))
    return present(ctx, last, lang);
  await mustBeOpen(ctx, personId, course, last);
  const lastTime = last?.drawn.map((d) => d.q) ?? [];
  const drawn = draw(bankOf(course), courses[course].asked, lastTime, chance);
  if (!(await store.insertAttempt(ctx, { id, personId, course, drawn }))) throw notFound('quiz');
  return present(ctx, (await store.selectAttempt(ctx, id, personId))!, lang);
}

async function mustBeOpen(ctx: Ctx, personId: string, course: Course, last: store.Attempt | undefined) {
  const again = againAt(last, ctx.now);
  if (again)
    throw refused(
      'You may try this quiz again an hour after the last try.',
      'Read the modules once more meanwhile. You will get other questions.',
      { againAt: again.toISOString() },
    );
  const standing = (await standingsOf(ctx, [personId])).get(personId)!.of(course);
  if (isSettled(standing, ctx.now) || !missingParts(course, standing, ctx.now).includes('quiz'))
    throw refused(
      'You have passed this quiz.',
      'It is asked for again when you renew the certificate, from 60 days before its end.',
    );
}

/** Whether its questions are still those of the bank. */
const isWhole = ({ course, drawn }: store.Attempt) => {
  const bank = new Map(bankOf(course).map((q) => [q.id, q.answers]));
  return drawn.every(({ q, order }) => bank.get(q) === order.length);
};

/**
 * Hands in the answers, once; again it changes nothing and gives the first result. Throws 404 for a quiz of somebody
 * else, 400 where an answer lacks, 409 when its questions were changed meanwhile.
 */
export async function answerQuiz(
  ctx: Ctx,
  { id, answers, lang }: { id: string; answers: number[]; lang: Lang },
): Promise<Quiz> {
  authorize(policy, ctx.actor, 'take', 'course');
  const personId = ctx.actor.personId!;
  await store.lockPeople(ctx, [personId]);
  const row = await store.selectAttempt(ctx, id, personId);
  if (!row) throw notFound('quiz');
  if (row.answeredAt) return present(ctx, row, lang);
  if (!isWhole(row))
    throw conflict('The questions of this course have changed since.', undefined, 'Draw a new quiz.');
  if (answers.length !== row.drawn.length || answers.some((n, i) => n >= row.drawn[i]!.order.length))
    throw invalid([{ path: 'body.answers', message: 'Choose one answer for each question.' }]);
  const marks = marked(row.drawn, answers);
  const passed = marks.filter(Boolean).length >= courses[row.course].pass;
  await store.answerAttempt(ctx, id, { answers, marks, passed });
  if (passed) {
    const { course } = row;
    const done = await creditClass(ctx, { personIds: [personId], course, modules: ['quiz'], how: 'online' });
    if (done.get(personId)!.certificate) await store.certifyAttempt(ctx, id);
  }
  return present(ctx, (await store.selectAttempt(ctx, id, personId))!, lang);
}

/** What is right is told once it was answered. */
function present(ctx: Ctx, row: store.Attempt, wanted: Lang): Quiz {
  const { id, course, answeredAt, answers, marks } = row;
  const { lang } = textOf(course, wanted);
  return {
    ...{ id, course, lang, pass: courses[course].pass },
    questions: row.drawn.flatMap(({ q, order }, i) => {
      const question = questionOf(course, lang, q);
      if (!question) return [];
      const said = [question.right, ...question.wrong];
      return {
        ...{ id: q, ask: question.ask, answers: order.map((n) => said[n]!) },
        chosen: answers?.[i] ?? null,
        right: answeredAt ? order.indexOf(0) : null,
        why: answeredAt ? question.why : null,
      };
    }),
    result: answeredAt && {
      right: marks!.filter(Boolean).length,
      passed: row.passed!,
      againAt: againAt(row, ctx.now)?.toISOString() ?? null,
      certified: row.certified!,
    },
  };
}

/** What is too old for the figures goes. */
export const forgetQuizzes = (ctx: Ctx): Promise<void> =>
  store.deleteAttempts(ctx, { before: plusMinutes(ctx.now, -keptMinutes) });

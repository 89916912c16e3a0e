import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { LANGS } from '../../../platform/i18n/lang.ts';
import { byCourse, CourseId } from './courses.ts';

const when = z.iso.datetime();
const lang = z.enum(LANGS);
const id = z.uuid();
const count = z.int();

/** A drawn quiz. Which answer is right is told once it was handed in. */
export const Quiz = z.object({
  id,
  course: CourseId,
  lang,
  pass: count,
  questions: z.array(
    z.object({
      id: z.string(),
      ask: z.string(),
      answers: z.array(z.string()),
      /** Once answered: what was chosen, what is right, and why. */
      chosen: z.nullable(count),
      right: z.nullable(count),
      why: z.nullable(z.string()),
    }),
  ),
  /** Null until it was answered. */
  result: z.nullable(
    z.object({
      right: count,
      passed: z.boolean(),
      /** When the next try may be made; null where none is needed. */
      againAt: z.nullable(when),
      /** It completed the certificate. */
      certified: z.boolean(),
    }),
  ),
});

export const drawQuiz = endpoint({
  method: 'POST',
  path: '/api/v1/me/courses/:course/quizzes',
  summary: 'Draw a quiz of the course; one that is open, or drawn with this id, is given again',
  params: byCourse,
  body: z.object({ id, lang }),
  out: Quiz,
});

export const answerQuiz = endpoint({
  method: 'POST',
  path: '/api/v1/me/quizzes/:id/answers',
  summary: 'Hand in the answers, once: handed in again they change nothing, and the first result is given',
  params: z.object({ id }),
  body: z.object({
    lang,
    /** The number of the chosen answer of each question, in the order in which they were drawn. */
    answers: z.array(z.int().check(z.gte(0), z.lte(9))).check(z.maxLength(40)),
  }),
  out: Quiz,
});

export type Quiz = z.infer<typeof Quiz>;

import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { sealable, sealed } from '../../../platform/http/sealed.ts';
import { byCourse, CourseId, HOWS } from './courses.ts';

const when = z.iso.datetime();
const count = z.int();
const id = z.uuid();

export const CourseFigures = z.object({
  course: CourseId,
  title: z.string(),
  /** Parts that can be credited: modules by their titles, the quiz, the practice. */
  parts: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Members with a current certificate; those of them whose ends within 30 days; ended within the last 90. */
  holding: count,
  ending: count,
  lapsed: count,
  /** Quizzes answered within a year, and passed. */
  quizzes: count,
  passed: count,
});

export const readOverview = endpoint({
  method: 'GET',
  path: '/api/v1/courses',
  summary: 'Each course in figures, of the chapters that the actor looks after',
  out: z.object({ items: z.array(CourseFigures) }),
});

export const readQuestions = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/questions',
  summary:
    'How often each question of a quiz was answered, and how often wrongly, within a year; the hardest first',
  params: byCourse,
  out: z.object({
    items: z.array(
      z.object({ id: z.string(), ask: z.string(), right: z.string(), answered: count, wrong: count }),
    ),
  }),
});

export const listEnding = endpoint({
  method: 'POST',
  path: '/api/v1/courses/:course/ending',
  summary: 'Whose certificate ends within 30 days, twenty at most; each counts as a look',
  params: byCourse,
  out: z.object({
    items: z.array(z.object({ personId: id, callSign: z.string(), expiresAt: when })),
    more: z.boolean(),
    left: z.object({ hour: count, day: count }),
  }),
});

/** How a member stands, for who may credit them. */
export const MemberCourses = z.object({
  personId: id,
  callSign: z.string(),
  items: z.array(
    z.object({
      course: CourseId,
      title: z.string(),
      certificate: z.nullable(z.object({ id, issuedAt: when, expiresAt: when, current: z.boolean() })),
      credits: z.array(z.object({ part: z.string(), title: z.string(), how: z.enum(HOWS), at: when })),
      missing: z.array(z.string()),
    }),
  ),
  /** Credits for training before, with the reason that was written; null for who cannot open it. */
  prior: z.array(
    z.object({
      id,
      course: CourseId,
      parts: z.array(z.string()),
      by: z.string(),
      at: when,
      reason: sealed(z.string()),
    }),
  ),
  /** credit, issue, revoke */
  can: z.array(z.string()),
});

export const readMemberCourses = endpoint({
  method: 'GET',
  path: '/api/v1/people/:id/courses',
  summary: 'What a member holds, has done and lacks',
  params: z.object({ id }),
  out: MemberCourses,
});

const prior = {
  id,
  parts: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(12)),
  reason: sealable(z.string().check(z.trim(), z.minLength(10), z.maxLength(1000))),
};

/** For who teaches a session, who may have no way to look members up: nothing comes back but that it was done. */
export const creditAtSession = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/sessions/:id/prior',
  summary:
    'Credit what somebody who registered for a session, or came to it, has learnt before; the same id again is the same act',
  params: z.object({ id }),
  body: z.object({ ...prior, personId: id, course: CourseId }),
  words: ['reason'],
  out: z.object({ personId: id, missing: z.array(z.string()), certified: z.boolean() }),
});

export const creditPrior = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/courses/:course/prior',
  summary: 'Credit what a member has learnt before, with a reason; the same id again is the same act',
  params: z.object({ id, course: CourseId }),
  body: z.object(prior),
  words: ['reason'],
  out: MemberCourses,
});

export type CourseFigures = z.infer<typeof CourseFigures>;

import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { LANGS } from '../../../platform/i18n/lang.ts';

export const COURSES = [
  ...(['rights', 'observer', 'operator', 'dispatcher', 'verifier'] as const),
  ...(['canvasser', 'firstaid', 'security', 'trainer'] as const),
] as const;
export type Course = (typeof COURSES)[number];
export const CourseId = z.enum(COURSES);

/** Where a part of a course was completed: in a session, by training before, in the app, or in a drill. */
export const HOWS = ['session', 'prior', 'online', 'drill'] as const;
export type How = (typeof HOWS)[number];

const when = z.iso.datetime();
const language = z.enum(LANGS);
/** In which language the words come: English where the course has not been written in the one that was asked for. */
const words = { lang: language };
const lang = z.optional(language);
const count = z.int();

export const byCourse = z.object({ course: CourseId });

/** One of nine, as it stands with the member who asks. */
export const OwnCourse = z.object({
  ...words,
  id: CourseId,
  title: z.string(),
  purpose: z.string(),
  minutes: count,
  validDays: count,
  /** Courses whose certificate is needed before, and does the member hold it. */
  before: z.array(z.object({ id: CourseId, title: z.string(), held: z.boolean() })),
  modules: z.array(z.object({ id: z.string(), title: z.string(), minutes: count, done: z.boolean() })),
  quiz: z.object({ asked: count, pass: count, done: z.boolean(), againAt: z.nullable(when) }),
  /** What is to be done in practice; null where the course has none. */
  practice: z.nullable(z.object({ text: z.string(), done: z.boolean() })),
  /** The certificate that ends last, also one that has ended. */
  held: z.nullable(z.object({ expiresAt: when, current: z.boolean() })),
  /** The shorter way is open: only what is not `done` of one module and the quiz lacks. */
  renews: z.boolean(),
  missing: z.array(z.string()),
});

export const listCourses = endpoint({
  method: 'GET',
  path: '/api/v1/me/courses',
  summary: 'The nine courses, with what the actor has done of each and what lacks',
  query: z.object({ lang }),
  out: z.object({ items: z.array(OwnCourse) }),
});

export const CourseText = z.object({
  ...words,
  id: CourseId,
  title: z.string(),
  modules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.array(z.string()),
      remember: z.array(z.string()),
      exercise: z.string(),
    }),
  ),
  materials: z.array(z.object({ id: z.string(), title: z.string(), lines: z.array(z.string()) })),
});

export const readCourse = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course',
  summary: 'The words of a course: its modules and hand-outs',
  params: byCourse,
  query: z.object({ lang }),
  out: CourseText,
});

export const finishModule = endpoint({
  method: 'POST',
  path: '/api/v1/me/courses/:course/modules',
  summary: 'The actor has read a module and done its exercise; the same again changes nothing',
  params: byCourse,
  body: z.object({ module: z.string().check(z.maxLength(40)) }),
  out: z.object({ missing: z.array(z.string()), certified: z.boolean() }),
});

export const finishRehearsal = endpoint({
  method: 'POST',
  path: '/api/v1/me/courses/observer/rehearsal',
  summary: 'The actor has rehearsed a whole call-out alone in the field app: an observer’s practice',
  body: z.object({
    /** The acts in the order in which they were done. */
    steps: z.array(z.string().check(z.maxLength(20))).check(z.maxLength(200)),
  }),
  out: z.object({ missing: z.array(z.string()), certified: z.boolean() }),
});

export type OwnCourse = z.infer<typeof OwnCourse>;
export type CourseText = z.infer<typeof CourseText>;

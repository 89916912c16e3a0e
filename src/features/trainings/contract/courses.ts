import * as z from 'zod/mini';

export const COURSES = [
  ...(['rights', 'observer', 'operator', 'dispatcher', 'verifier'] as const),
  ...(['canvasser', 'firstaid', 'security', 'trainer'] as const),
] as const;
export type Course = (typeof COURSES)[number];
export const CourseId = z.enum(COURSES);

/** Where a part of a course was completed: in a session, by training before, in the app, or in a drill. */
export const HOWS = ['session', 'prior', 'online', 'drill'] as const;
export type How = (typeof HOWS)[number];

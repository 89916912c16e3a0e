import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { COURSES } from './courses.ts';
import { ACCESS, byId, FORMS, Session } from './sessions.ts';

export const RegistrationState = z.enum(['confirmed', 'waiting', 'cancelled']);

/** One line of the list at the door. */
export const RosterLine = z.object({
  registrationId: z.nullable(z.uuid()),
  personId: z.uuid(),
  /** As they want to be called; the call sign where they said nothing. */
  name: z.string(),
  callSign: z.string(),
  state: z.nullable(RegistrationState),
  language: z.nullable(z.string()),
  needs: z.array(z.enum(ACCESS)),
  /** What their QR code says; null for who walked in. */
  code: z.nullable(z.string()),
  cameAt: z.nullable(z.iso.datetime()),
  /** Call sign of who checked them in. */
  cameBy: z.nullable(z.string()),
  /** The act that was first. */
  cameAct: z.nullable(z.uuid()),
  leftAt: z.nullable(z.iso.datetime()),
});
export type RosterLine = z.infer<typeof RosterLine>;

export const Feedback = z.object({
  /** How many gave one to five. */
  counts: z.array(z.int()).check(z.length(5)),
  words: z.array(z.string()),
});

export const readRoster = endpoint({
  method: 'GET',
  path: '/api/v1/trainings/sessions/:id/roster',
  summary: 'Who comes to a session, and who is there',
  params: byId,
  out: z.object({ session: Session, items: z.array(RosterLine), feedback: Feedback }),
});

/** A session as a member sees it. */
export const OwnSession = z.object({
  id: z.uuid(),
  course: z.enum(COURSES),
  modules: z.array(z.string()),
  form: z.enum(FORMS),
  chapter: z.string(),
  place: z.nullable(z.string()),
  /** Only with a seat. */
  link: z.nullable(z.string()),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  languages: z.array(z.string()),
  access: z.array(z.enum(ACCESS)),
  isFull: z.boolean(),
  /** Teaches a module that I lack of a course that I have begun. */
  isMakeUp: z.boolean(),
  state: z.nullable(RegistrationState),
  code: z.nullable(z.string()),
  /** My page of it, with the QR code and the calendar entry. */
  page: z.nullable(z.string()),
  isOff: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;

/** A session at whose door I stand. */
export const OwnDoor = z.object({
  id: z.uuid(),
  course: z.enum(COURSES),
  startsAt: z.iso.datetime(),
  place: z.nullable(z.string()),
});

export type OwnDoor = z.infer<typeof OwnDoor>;

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/api/v1/me/trainings',
  summary: 'Sessions to come: mine, those that I could take, those at whose door I stand',
  out: z.object({ items: z.array(OwnSession), doors: z.array(OwnDoor) }),
});

export const registerMe = endpoint({
  method: 'POST',
  path: '/api/v1/me/trainings/:id/registration',
  summary: 'Register for a session, or take a place on its waiting list',
  params: byId,
  body: z.object({ id: z.uuid(), needs: z.array(z.enum(ACCESS)) }),
  out: z.object({ state: RegistrationState }),
});

export const cancelMine = endpoint({
  method: 'POST',
  path: '/api/v1/me/trainings/:id/cancel',
  summary: 'Give up my seat; the next of the waiting list has it',
  params: byId,
  out: z.object({ state: RegistrationState }),
});

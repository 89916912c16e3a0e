import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { COURSES } from './courses.ts';

/** What a place offers, and what somebody may need. */
export const ACCESS = [
  'step_free',
  'interpreter',
  'sign_language',
  'child_care',
  'quiet_room',
  'hearing_loop',
  'large_print',
] as const;
export type Access = (typeof ACCESS)[number];

export const PARTS = ['lead', 'co', 'apprentice'] as const;
export const FORMS = ['place', 'online'] as const;

export const mostInSeries = 26;
const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));
const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));
export const byId = z.object({ id: z.uuid() });

const Trainer = z.object({ personId: z.uuid(), part: z.enum(PARTS) });
const ShownTrainer = z.object({ personId: z.uuid(), part: z.enum(PARTS), callSign: z.string() });

const what = {
  course: z.enum(COURSES),
  modules: z.array(z.string().check(z.maxLength(60))).check(z.minLength(1), z.maxLength(30)),
  chapterId: z.uuid(),
  form: z.enum(FORMS),
  /** Where, as one would write it on an envelope; on the public page. */
  place: z.nullable(line),
  /** Of one online: told to the registered alone. */
  link: z.nullable(line),
  capacity: z.int().check(z.gte(1), z.lte(500)),
  languages: z.array(language).check(z.minLength(1), z.maxLength(6)),
  access: z.array(z.enum(ACCESS)),
};

/** By the wall clock of the network, so that a series keeps its hour when clocks change. */
const wall = {
  day,
  startMinute: z.int().check(z.gte(0), z.lt(1440)),
  lengthMinutes: z.int().check(z.gte(15), z.lte(720)),
};

export const Session = z.object({
  id: z.uuid(),
  seriesId: z.nullable(z.uuid()),
  ...what,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  state: z.enum(['planned', 'cancelled', 'closed']),
  trainers: z.array(ShownTrainer),
  /** Seats given, people waiting, and how many seats may be given in all: more than there are chairs. */
  confirmed: z.int(),
  waiting: z.int(),
  offered: z.int(),
  attended: z.int(),
  /** Of a closed one: how many had a seat, and how many of them came. */
  expected: z.nullable(z.int()),
  came: z.nullable(z.int()),
  can: z.array(z.string()),
});
export type Session = z.infer<typeof Session>;

export const Plan = z.object({
  /** One for each session of the series. */
  ids: z.array(z.uuid()).check(z.minLength(1), z.maxLength(mostInSeries)),
  everyWeeks: z.int().check(z.gte(1), z.lte(8)),
  ...what,
  ...wall,
  trainers: z.array(Trainer).check(z.maxLength(8)),
});
export type Plan = z.infer<typeof Plan>;

export const SessionChange = z.object({
  ...wall,
  form: what.form,
  place: what.place,
  link: what.link,
  capacity: what.capacity,
  languages: what.languages,
  access: what.access,
  trainers: z.array(Trainer).check(z.maxLength(8)),
});
export type SessionChange = z.infer<typeof SessionChange>;

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/v1/trainings/sessions',
  summary: 'Sessions that begin between two days, with how full they are',
  query: z.object({ from: day, to: day }),
  out: z.object({ items: z.array(Session), can: z.array(z.string()) }),
});

export const planSessions = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/sessions',
  summary: 'Plan a session, or a series in one go: one id for each, so many weeks apart',
  body: Plan,
  out: z.object({ items: z.array(Session) }),
});

export const changeSession = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/sessions/:id',
  summary: 'Change a session; who is registered is told of another time or place',
  params: byId,
  body: SessionChange,
  out: Session,
});

export const cancelSession = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/sessions/:id/cancel',
  summary: 'Cancel a session, or it and those after it of its series; everybody is told',
  params: byId,
  body: z.object({ following: z.boolean() }),
  out: z.object({ items: z.array(Session) }),
});

export const closeSession = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/sessions/:id/close',
  summary: 'Close a session: who attended is credited, who missed it is offered another',
  params: byId,
  out: Session,
});

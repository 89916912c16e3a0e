import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, Details, day, language, STATES, said, when } from './common.ts';
import { Decision, Item } from './meetings.ts';

/** A meeting as a member has it in the field app. */
export const OwnMeeting = z.object({
  id: z.uuid(),
  details: Details,
  startsAt: when,
  endsAt: when,
  state: z.enum(STATES),
  languages: z.array(language),
  interpreted: z.array(language),
  coming: z.nullable(z.boolean()),
  access: z.string(),
  arrivedAt: z.nullable(when),
  /** What a door reads; the phone draws the QR code of it. */
  code: z.nullable(z.string()),
  full: z.boolean(),
  /** Opens a door there. */
  isKeeper: z.boolean(),
  doors: count,
  /** An `.ics` of it, once they said that they come. */
  calendar: z.nullable(z.string()),
});

export const OwnAction = z.object({
  id: z.uuid(),
  meetingId: z.uuid(),
  words: z.string(),
  dueOn: z.nullable(day),
});

export const listMine = endpoint({
  method: 'GET',
  path: '/api/v1/me/meetings',
  summary: 'Meetings that the member may come to, what they took upon themselves, and minutes to read',
  out: z.object({
    items: z.array(OwnMeeting),
    actions: z.array(OwnAction),
    minutes: z.array(z.object({ id: z.uuid(), title: z.string(), startsAt: when })),
    calendar: z.string(),
  }),
});

export const answerMine = endpoint({
  method: 'POST',
  path: '/api/v1/me/meetings/:id/answer',
  summary: 'Come to a meeting, or not',
  params: byId,
  body: z.object({ coming: z.boolean(), access: said(500) }),
  out: OwnMeeting,
});

export const checkMeIn = endpoint({
  method: 'POST',
  path: '/api/v1/me/meetings/here',
  summary: 'I am here: by the code on the screen of the meeting',
  body: z.object({ code: z.string().check(z.maxLength(300)) }),
  out: z.object({ meetingId: z.uuid(), title: z.string(), arrivedAt: when }),
});

export const finishMine = endpoint({
  method: 'POST',
  path: '/api/v1/me/meeting-actions/:id/end',
  summary: 'What I took upon myself is done',
  params: byId,
  body: z.object({}),
  out: z.object({ id: z.uuid() }),
});

export const readMinutes = endpoint({
  method: 'GET',
  path: '/api/v1/me/meetings/:id/minutes',
  summary: 'Approved minutes, for members',
  params: byId,
  out: z.object({
    title: z.string(),
    startsAt: when,
    came: count,
    items: z.array(z.pick(Item, { id: true, title: true, notes: true })),
    decisions: z.array(Decision),
    actions: z.array(
      z.object({ id: z.uuid(), words: z.string(), owner: z.nullable(z.string()), dueOn: z.nullable(day) }),
    ),
  }),
});

export type OwnMeeting = z.infer<typeof OwnMeeting>;
export type OwnAction = z.infer<typeof OwnAction>;

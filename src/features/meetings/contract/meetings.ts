import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import {
  AUDIENCES,
  byId,
  count,
  Details,
  day,
  EVERY,
  ItemPlan,
  language,
  PRESS,
  Quorum,
  STATES,
  Who,
  when,
} from './common.ts';
import { Hat } from './hat.ts';

/** One line of the list. */
export const MeetingLine = z.object({
  id: z.uuid(),
  title: z.string(),
  chapterId: z.nullable(z.uuid()),
  audience: z.enum(AUDIENCES),
  press: z.enum(PRESS),
  startsAt: when,
  endsAt: when,
  place: z.string(),
  online: z.boolean(),
  languages: z.array(language),
  capacity: z.nullable(count),
  coming: count,
  came: count,
  state: z.enum(STATES),
  minutes: z.enum(['none', 'draft', 'approved']),
  can: z.array(z.enum(['plan', 'run', 'door'])),
});

export const Item = z.extend(ItemPlan, {
  owner: z.nullable(z.string()),
  notes: z.string(),
  /** How long it has taken, in seconds, without what runs now. */
  spentS: count,
});

export const Decision = z.object({
  id: z.uuid(),
  itemId: z.nullable(z.uuid()),
  words: z.string(),
  way: z.enum(['vote', 'consensus']),
  votes: z.nullable(z.object({ for: count, against: count, abstained: count })),
  carried: z.boolean(),
  at: when,
});

export const Action = z.object({
  id: z.uuid(),
  itemId: z.nullable(z.uuid()),
  words: z.string(),
  ownerId: z.nullable(z.uuid()),
  /** A call sign, or the name as typed; null of who gave none, and while anyone may take it. */
  owner: z.nullable(z.string()),
  taken: z.boolean(),
  dueOn: z.nullable(day),
  doneAt: z.nullable(when),
});

/** A meeting as the desk has it: the plan, what happens, and the minutes that come of it. */
export const Meeting = z.extend(MeetingLine, {
  details: Details,
  day,
  startMinute: count,
  lengthMinutes: count,
  interpreted: z.array(language),
  quorum: z.nullable(Quorum),
  /** How many members make it; null without a rule. */
  needed: z.nullable(count),
  membersCame: count,
  doors: count,
  seriesId: z.nullable(z.uuid()),
  /** How many of its series come after it and have not begun. */
  following: count,
  changes: count,
  beganAt: z.nullable(when),
  endedAt: z.nullable(when),
  itemId: z.nullable(z.uuid()),
  itemAt: z.nullable(when),
  items: z.array(Item),
  decisions: z.array(Decision),
  actions: z.array(Action),
  /** Who else may open doors, run it and write. */
  helpers: z.array(Who),
  hat: z.nullable(Hat),
  approvedAt: z.nullable(when),
  approvedBy: z.nullable(z.string()),
  /** Its page, for whom it is public. */
  url: z.nullable(z.string()),
});

export const listMeetings = endpoint({
  method: 'GET',
  path: '/api/v1/meetings',
  summary: 'Meetings to come, or those that are over, the nearest first; of a chapter and the whole network',
  query: z.object({ past: z.optional(z.enum(['1'])) }),
  out: z.object({ items: z.array(MeetingLine), can: z.array(z.enum(['plan'])) }),
});

export const readMeeting = endpoint({
  method: 'GET',
  path: '/api/v1/meetings/:id',
  summary: 'A meeting with its agenda, notes, decisions and actions',
  params: byId,
  out: Meeting,
});

export const saveMeeting = endpoint({
  method: 'PUT',
  path: '/api/v1/meetings/:id',
  summary:
    'Plan a meeting, or change it; `repeat` makes the further ones of a series in the same go, `following` changes them in the same go',
  params: byId,
  body: z.object({
    chapterId: z.nullable(z.uuid()),
    audience: z.enum(AUDIENCES),
    press: z.enum(PRESS),
    languages: z.array(language).check(z.minLength(1), z.maxLength(8)),
    interpreted: z.array(language).check(z.maxLength(12)),
    /** By the calendar and the clock on the wall of the network. */
    day,
    startMinute: z.int().check(z.gte(0), z.lt(1440)),
    lengthMinutes: z.int().check(z.gte(10), z.lte(1440)),
    capacity: z.nullable(z.int().check(z.gte(1), z.lte(100_000))),
    doors: z.int().check(z.gte(1), z.lte(8)),
    quorum: z.nullable(Quorum),
    details: Details,
    items: z.array(ItemPlan).check(z.maxLength(40)),
    repeat: z.optional(
      z.object({ every: z.enum(EVERY), ids: z.array(z.uuid()).check(z.minLength(1), z.maxLength(24)) }),
    ),
    /** What changes here changes in those after it of its series; what they have of their own stays. */
    following: z.optional(z.boolean()),
  }),
  out: Meeting,
});

export const cancelMeeting = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/cancellation',
  summary: 'Call a meeting off, or it and those after it of its series; who said that they come is told once',
  params: byId,
  body: z.object({ following: z.optional(z.boolean()) }),
  out: Meeting,
});

export const setHelper = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/helpers',
  summary: 'A member opens doors, runs the meeting and writes, or does so no more',
  params: byId,
  body: z.object({ personId: z.uuid(), helps: z.boolean() }),
  out: Meeting,
});

export type MeetingLine = z.infer<typeof MeetingLine>;
export type Meeting = z.infer<typeof Meeting>;
export type Item = z.infer<typeof Item>;
export type Decision = z.infer<typeof Decision>;
export type Action = z.infer<typeof Action>;

import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, day, mustSay, said } from './common.ts';
import { Meeting } from './meetings.ts';

const within = z.object({ id: z.uuid(), of: z.uuid() });

export const runMeeting = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/course',
  summary: 'Begin the meeting, go to an item of its agenda, or end it',
  params: byId,
  body: z.object({ to: z.enum(['begin', 'item', 'end']), itemId: z.optional(z.uuid()) }),
  out: Meeting,
});

export const writeNotes = endpoint({
  method: 'PUT',
  path: '/api/v1/meetings/:id/items/:of/notes',
  summary: 'What is noted on an item of the agenda',
  params: within,
  body: z.object({ notes: said(8000) }),
  out: Meeting,
});

export const saveDecision = endpoint({
  method: 'PUT',
  path: '/api/v1/meetings/:id/decisions/:of',
  summary: 'Write down a decision, or put it right while the minutes are a draft',
  params: within,
  body: z.object({
    itemId: z.nullable(z.uuid()),
    words: mustSay(1000),
    /** Of a vote; null where nobody objected. */
    votes: z.nullable(
      z.object({
        for: z.int().check(z.gte(0), z.lte(100_000)),
        against: z.int().check(z.gte(0), z.lte(100_000)),
        abstained: z.int().check(z.gte(0), z.lte(100_000)),
      }),
    ),
    /** Whether it was adopted; a vote needs more for than against. */
    carried: z.boolean(),
  }),
  out: Meeting,
});

export const saveAction = endpoint({
  method: 'PUT',
  path: '/api/v1/meetings/:id/actions/:of',
  summary: 'Write down who does what until when; without an owner anyone in the room may take it',
  params: within,
  body: z.object({
    itemId: z.nullable(z.uuid()),
    words: mustSay(500),
    ownerId: z.nullable(z.uuid()),
    /** In place of an owner: who is here or said that they come. A member among them is the owner. */
    guestId: z.optional(z.uuid()),
    ownerName: z.nullable(mustSay(80)),
    dueOn: z.nullable(day),
  }),
  out: Meeting,
});

export const dropLine = endpoint({
  method: 'DELETE',
  path: '/api/v1/meetings/:id/lines/:of',
  summary: 'Take a decision or an action out of the draft',
  params: within,
  out: Meeting,
});

export const finishAction = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/actions/:of/end',
  summary: 'An action is done, or is open again',
  params: within,
  body: z.object({ done: z.boolean() }),
  out: Meeting,
});

export const approveMinutes = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/minutes',
  summary: 'Approve the minutes: members can read them, and they change no more',
  params: byId,
  body: z.object({}),
  out: Meeting,
});

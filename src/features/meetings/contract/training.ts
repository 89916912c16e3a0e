import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, language, when } from './common.ts';

/** A session of a training to come, as anybody may know of it. */
export const OpenTraining = z.object({
  id: z.uuid(),
  title: z.string(),
  startsAt: when,
  endsAt: when,
  /** Null: online. */
  place: z.nullable(z.string()),
  chapter: z.string(),
  languages: z.array(language),
  /** Seats that are free. */
  left: count,
});

export const listTrainings = endpoint({
  method: 'GET',
  path: '/api/v1/meetings/:id/trainings',
  summary: 'Trainings to come that who is at the meeting can be booked into, the next first',
  params: byId,
  out: z.object({ items: z.array(OpenTraining) }),
});

export const mostToBook = 500;

export const bookTraining = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/trainings/:of',
  summary: 'Book a training for those of who is here who said so, in one act; each is told by their way',
  params: z.object({ id: z.uuid(), of: z.uuid() }),
  body: z.object({ guestIds: z.array(z.uuid()).check(z.minLength(1), z.maxLength(mostToBook)) }),
  out: z.object({
    items: z.array(
      z.object({
        guestId: z.uuid(),
        state: z.enum(['confirmed', 'waiting', 'refused']),
        /** Was booked before. */
        already: z.boolean(),
        /** Of who is refused: not here, no way to be told, has left, gave the seat back, has the certificate. */
        why: z.nullable(z.enum(['absent', 'unreachable', 'left', 'gaveBack', 'certified'])),
      }),
    ),
  }),
});

export type OpenTraining = z.infer<typeof OpenTraining>;

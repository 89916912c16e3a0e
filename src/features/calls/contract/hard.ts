import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

/** One's own seat, covered after a hard call. */
export const Cover = z.object({
  /** Null while the call still goes on: the quarter of an hour begins with its end. */
  until: z.nullable(z.iso.datetime()),
  /** Who said that they call. */
  heard: z.nullable(z.string()),
});
export type Cover = z.infer<typeof Cover>;

export const coverSeat = endpoint({
  method: 'POST',
  path: '/api/v1/calls/hard',
  summary:
    'It was a hard call: the seat is covered for a quarter of an hour, others are rung, and the buddy is asked to call; then a dispatcher or coordinator. Nothing of the call is told or kept',
  body: z.object({ id: z.uuid() }),
  out: z.object({ cover: z.nullable(Cover) }),
});

export const uncoverSeat = endpoint({
  method: 'POST',
  path: '/api/v1/calls/hard/end',
  summary: 'Back at the telephone before the quarter of an hour is over',
  out: z.object({ cover: z.nullable(Cover) }),
});

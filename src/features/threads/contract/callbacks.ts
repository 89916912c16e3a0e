import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { sealed } from '../../../platform/http/sealed.ts';

const id = z.uuid();
const when = z.iso.datetime();

export const SentCallback = z.object({
  /** The report's. */
  id,
  threadId: id,
  askedAt: when,
  /** The time that the desk read in their wish; null until somebody has. */
  dueAt: z.nullable(when),
  state: z.enum(['open', 'done', 'not_reached']),
  missed: z.int(),
  /** Who tried last, or set the time. */
  callSign: z.nullable(z.string()),
  language: z.string(),
  drill: z.boolean(),
  /** Number, time and whether one may say who is calling, in their words. */
  contact: sealed(z.string()),
  /** call */
  can: z.array(z.string()),
});
export type SentCallback = z.infer<typeof SentCallback>;

export const listCallbacks = endpoint({
  method: 'GET',
  path: '/api/v1/callbacks',
  summary: 'Who asked to be called back: what is due first; then those called or not reached in the last day',
  out: z.object({ items: z.array(SentCallback) }),
});

const params = z.object({ id });

export const planCallback = endpoint({
  method: 'POST',
  path: '/api/v1/callbacks/:id/time',
  summary: 'When to call, as they asked for; opens one that was ended again',
  params,
  body: z.object({ dueAt: z.nullable(when) }),
  out: z.object({ id }),
});

export const endCallback = endpoint({
  method: 'POST',
  path: '/api/v1/callbacks/:id/outcome',
  summary: 'They were called, or nobody was reached',
  params,
  body: z.object({ outcome: z.enum(['done', 'not_reached']) }),
  out: z.object({ id }),
});

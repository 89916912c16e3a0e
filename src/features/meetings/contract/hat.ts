import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, when } from './common.ts';

/** How the count of the hat stands. No amount is told before the two agree. */
export const Hat = z.object({
  state: z.enum(['none', 'one', 'differ', 'agreed']),
  round: count,
  /** Of this round, by whoever asks. */
  mine: z.nullable(count),
  /** In cents, once two counted the same. */
  cents: z.nullable(count),
  at: z.nullable(when),
});

export const readHat = endpoint({
  method: 'GET',
  path: '/api/v1/meetings/:id/hat',
  summary: 'Whether the hat is counted, and whether one’s own count is in',
  params: byId,
  out: Hat,
});

export const countHat = endpoint({
  method: 'POST',
  path: '/api/v1/meetings/:id/hat',
  summary: 'One of two blind counts of the hat, in cents; equal ones are recorded, others are counted again',
  params: byId,
  body: z.object({ id: z.uuid(), cents: z.int().check(z.gte(0), z.lte(100_000_000)) }),
  out: Hat,
});

export type Hat = z.infer<typeof Hat>;

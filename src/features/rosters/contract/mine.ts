import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, Rule } from './channels.ts';

/** What of a rule is not so for somebody. */
export const MISSING = [
  'not_active',
  'role',
  'course',
  'chapter',
  'agreement',
  'vouches',
  'too_new',
] as const;
export type Missing = (typeof MISSING)[number];

export const MyChannel = z.object({
  id: z.uuid(),
  name: z.string(),
  rule: Rule,
  /** Names of the rule's chapters. */
  chapters: z.array(z.string()),
  /** Where I stand in its group; `left` by myself. */
  standing: z.enum(['in', 'invited', 'left', 'out']),
  missing: z.array(z.enum(MISSING)),
  /** Days until I am here long enough. */
  daysLeft: z.int(),
});
export type MyChannel = z.infer<typeof MyChannel>;

export const listMyChannels = endpoint({
  method: 'GET',
  path: '/api/v1/me/channels',
  summary: 'Channels I am in and why, and those I could be in and what is missing',
  out: z.object({
    items: z.array(MyChannel),
    /** The network knows a Signal address of mine. */
    reachable: z.boolean(),
    /** Where to write to on Signal, to become known there; null where there is no Signal. */
    number: z.nullable(z.string()),
    /** My safety number changed: was that me? */
    safety: z.nullable(z.object({ id: z.uuid(), endsAt: z.iso.datetime() })),
  }),
});

export const returnToChannel = endpoint({
  method: 'POST',
  path: '/api/v1/me/channels/:id/return',
  summary: 'I left this channel by myself and want back in',
  params: byId,
  out: z.object({ back: z.boolean() }),
});

export const answerMySafety = endpoint({
  method: 'POST',
  path: '/api/v1/me/safety-changes/:id/answer',
  summary: 'Whether it was me who set Signal up anew',
  params: byId,
  body: z.object({ mine: z.boolean() }),
  out: z.object({ mine: z.boolean() }),
});

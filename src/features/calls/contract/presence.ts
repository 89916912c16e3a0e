import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SHIFT_ROLES } from '../../shifts/contract.ts';

const id = z.uuid();
const when = z.iso.datetime();

/**
 * Here and free · their telephone rings · in a call · on a break · covered after a hard call · awaited · not checked in minutes after the begin · here
 * beyond their shift, not handed over.
 */
export const PRESENCE_STATES = [
  'free',
  'ringing',
  'in_call',
  'break',
  'covered',
  'expected',
  'missed',
  'over',
] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

export const Present = z.object({
  personId: id,
  callSign: z.string(),
  role: z.enum(SHIFT_ROLES),
  learner: z.boolean(),
  /** Null where they have not checked in. */
  dutyId: z.nullable(id),
  state: z.enum(PRESENCE_STATES),
  /** In this call, on this break, covered, here since then; awaited since the begin of the shift. */
  since: z.nullable(when),
  /** Of the shift, or until when they stay. */
  until: z.nullable(when),
});
export type Present = z.infer<typeof Present>;

export const listPresence = endpoint({
  method: 'GET',
  path: '/api/v1/presence',
  summary: 'Who is on, on a break, in a call; who is awaited; who has not come, and who has not handed over',
  out: z.object({ items: z.array(Present) }),
});

import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SHIFT_ROLES } from '../../shifts/contract.ts';
import { KINDS, MANNERS } from './policies.ts';

const when = z.iso.datetime();
const byId = z.object({ id: z.uuid() });

export const STATES = ['running', 'acknowledged', 'unanswered', 'settled'] as const;
export type State = (typeof STATES)[number];

/** What a page says besides its kind. */
export const Facts = z.object({
  /** Of a call-out. */
  code: z.optional(z.string()),
  callSign: z.optional(z.string()),
  /** Whom it is about: they are paged by a step that names them so, and by no other. */
  personId: z.optional(z.uuid()),
  /** Of a shift that is short. */
  role: z.optional(z.enum(SHIFT_ROLES)),
  startsAt: z.optional(when),
  endsAt: z.optional(when),
});
export type Facts = z.infer<typeof Facts>;

export const Escalation = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  /** What waits. */
  subject: z.uuid(),
  facts: Facts,
  state: z.enum(STATES),
  drill: z.boolean(),
  beganAt: when,
  /** When somebody is paged next, or asked again. */
  nextAt: z.nullable(when),
  /** Who said "I have it". */
  ackedBy: z.nullable(z.string()),
  /** The actor has it. */
  mine: z.boolean(),
  ackedAt: z.nullable(when),
  endedAt: z.nullable(when),
  paged: z.int(),
  /** The actor was asked to take the shift themselves. */
  taker: z.boolean(),
  /** It is about the actor. */
  own: z.boolean(),
  lastPagedAt: z.nullable(when),
  can: z.array(z.string()),
});
export type Escalation = z.infer<typeof Escalation>;

export const Page = z.object({
  step: z.int(),
  callSign: z.string(),
  at: when,
  manner: z.enum(MANNERS),
  /** A message left with it; otherwise one of a minute before told of this too. */
  told: z.boolean(),
  declinedAt: z.nullable(when),
});
export type Page = z.infer<typeof Page>;

export const listEscalations = endpoint({
  method: 'GET',
  path: '/api/v1/escalations',
  summary: 'What waits for a person now, what nobody answered first; or what is over',
  query: z.object({ over: z.optional(z.stringbool()) }),
  out: z.object({ items: z.array(Escalation) }),
});

export const readEscalation = endpoint({
  method: 'GET',
  path: '/api/v1/escalations/:id',
  summary: 'One of them, with who was paged when',
  params: byId,
  out: z.extend(Escalation, { pages: z.array(Page) }),
});

export const acknowledgeEscalation = endpoint({
  method: 'POST',
  path: '/api/v1/escalations/:id/acknowledge',
  summary: 'Say "I have it": nobody else is paged while it is in hand',
  params: byId,
  out: Escalation,
});

export const declineEscalation = endpoint({
  method: 'POST',
  path: '/api/v1/escalations/:id/decline',
  summary: 'Say that one cannot: when nobody who was paged can, the next are paged at once',
  params: byId,
  out: Escalation,
});

export const listMyPages = endpoint({
  method: 'GET',
  path: '/api/v1/escalations/mine',
  summary: 'What the member was paged for and still waits, or is in their hands',
  out: z.object({ items: z.array(Escalation) }),
});

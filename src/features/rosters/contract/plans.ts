import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, Channel } from './channels.ts';

const when = z.iso.datetime();

/** One line: who, which way, why, and what came of it. */
export const Move = z.object({
  id: z.uuid(),
  kind: z.enum(['add', 'remove', 'lock']),
  /** Call sign; null for somebody whom nobody here knows. */
  callSign: z.nullable(z.string()),
  /** The end of an unknown’s number. */
  hint: z.nullable(z.string()),
  reasons: z.array(z.string()),
  state: z.enum(['planned', 'done', 'skipped', 'failed']),
});
export type Move = z.infer<typeof Move>;

export const Plan = z.object({
  id: z.uuid(),
  because: z.enum(['person', 'removed', 'safety']),
  state: z.enum(['open', 'waiting', 'approved', 'done', 'dropped', 'old']),
  /** More go than one person may decide. */
  mass: z.boolean(),
  adds: z.int(),
  removes: z.int(),
  locks: z.int(),
  failed: z.int(),
  /** Call signs. */
  madeBy: z.nullable(z.string()),
  madeAt: when,
  appliedBy: z.nullable(z.string()),
  approvedBy: z.nullable(z.string()),
  doneAt: z.nullable(when),
  /** Why it is not through yet. */
  error: z.nullable(z.string()),
  can: z.array(z.string()),
});
export type Plan = z.infer<typeof Plan>;

export const SafetyChange = z.object({
  id: z.uuid(),
  callSign: z.string(),
  seenAt: when,
  endsAt: when,
  state: z.enum(['open', 'mine', 'not_mine', 'removed']),
  can: z.array(z.string()),
});
export type SafetyChange = z.infer<typeof SafetyChange>;

export const readChannel = endpoint({
  method: 'GET',
  path: '/api/v1/channels/:id',
  summary:
    'One channel: its rule, the plan that waits with its first lines, what was done, changed safety numbers',
  params: byId,
  out: z.object({
    channel: Channel,
    plan: z.nullable(z.object({ plan: Plan, moves: z.array(Move) })),
    history: z.array(Plan),
    safety: z.array(SafetyChange),
  }),
});

export const makePlan = endpoint({
  method: 'POST',
  path: '/api/v1/channels/:id/plans',
  summary: 'Plan what would make the channel what its rule says; changes nothing yet',
  params: byId,
  body: z.object({ id: z.uuid() }),
  out: Plan,
});

export const applyPlan = endpoint({
  method: 'POST',
  path: '/api/v1/channel-plans/:id/apply',
  summary: 'Apply a plan; where many go it waits for a second person',
  params: byId,
  out: Plan,
});

export const approvePlan = endpoint({
  method: 'POST',
  path: '/api/v1/channel-plans/:id/approve',
  summary: 'The second person approves a plan by which many go',
  params: byId,
  out: Plan,
});

export const dropPlan = endpoint({
  method: 'POST',
  path: '/api/v1/channel-plans/:id/drop',
  summary: 'Drop a plan that was not carried out',
  params: byId,
  out: Plan,
});

export const answerSafety = endpoint({
  method: 'POST',
  path: '/api/v1/safety-changes/:id/answer',
  summary: 'Say, after asking the member in person or by phone, whether the new safety number is theirs',
  params: byId,
  body: z.object({ mine: z.boolean() }),
  out: SafetyChange,
});

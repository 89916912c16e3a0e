import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, SHIFT_ROLES } from './common.ts';

const when = z.iso.datetime();

export const Duty = z.object({
  id: z.uuid(),
  role: z.enum(SHIFT_ROLES),
  learner: z.boolean(),
  beganAt: when,
  /** The end of their shift, or until when they said that they stay. */
  dueAt: z.nullable(when),
  isOver: z.boolean(),
  onBreakSince: z.nullable(when),
});
export type Duty = z.infer<typeof Duty>;

export const readMyDuties = endpoint({
  method: 'GET',
  path: '/api/v1/me/duties',
  summary: 'What I am on duty as, and what I could sign on as now',
  out: z.object({
    items: z.array(Duty),
    /** Of one's roles, and of a shift that runs or begins within the hour. */
    canSignOn: z.array(
      z.object({ role: z.enum(SHIFT_ROLES), startsAt: z.nullable(when), endsAt: z.nullable(when) }),
    ),
  }),
});

export const signOn = endpoint({
  method: 'POST',
  path: '/api/v1/me/duties',
  summary:
    'I am at the desk: begins my shift, or a duty without a seat. The same role again is the same duty',
  body: z.object({ id: z.uuid(), role: z.enum(SHIFT_ROLES) }),
  out: Duty,
});

export const stayOn = endpoint({
  method: 'POST',
  path: '/api/v1/me/duties/:id/stay',
  summary: 'I stay for now: asked again in an hour',
  params: byId,
  body: z.object({}),
  out: Duty,
});

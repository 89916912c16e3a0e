import * as z from 'zod/mini';
import { type Opened, sealed } from '../../../platform/http/sealed.ts';
import {
  can,
  FINDINGS,
  id,
  MANNERS,
  Meet,
  PURPOSES,
  STAND_DOWN_REASONS,
  STATES,
  WAITS,
  when,
} from './common.ts';

export const Assignment = z.object({
  id,
  personId: id,
  callSign: z.string(),
  role: z.string(),
  state: z.enum(STATES),
  wave: z.int(),
  /** From the home cell's middle to the meet point, in metres; null when unknown. */
  distanceM: z.nullable(z.int()),
  etaAt: z.nullable(when),
  askedAt: when,
  answeredAt: z.nullable(when),
  /** Call sign of the dispatcher who answered for them; null when they answered themselves. */
  answeredBy: z.nullable(z.string()),
  conductAt: z.nullable(when),
  /** Why they do not set off yet. */
  waits: z.nullable(z.enum(WAITS)),
  /** A dispatcher let them go alone, to wait at the meet point. */
  mayWaitAt: z.nullable(when),
  /** Set while they are out without a partner. */
  aloneAt: z.nullable(when),
  /** Set while they should have set off and were asked in vain. */
  lateAt: z.nullable(when),
  enRouteAt: z.nullable(when),
  onSceneAt: z.nullable(when),
  checkInDueAt: z.nullable(when),
  checkInAt: z.nullable(when),
  /** Set while a check-in is missed. */
  missedAt: z.nullable(when),
  departedAt: z.nullable(when),
  /** The assignment that this one relieves. */
  relieves: z.nullable(id),
  /** What they wrote beside yes, no or a number. */
  says: z.nullable(sealed(z.string())),
  finding: z.nullable(z.enum(FINDINGS)),
  need: z.nullable(z.object({ who: z.enum(['partner', 'desk']), at: when })),
  standDown: z.nullable(z.object({ id, ackedAt: z.nullable(when), escalatedAt: z.nullable(when) })),
  emergency: z.nullable(
    z.object({ id, kind: z.enum(['hurt', 'arrested']), at: when, handledAt: z.nullable(when) }),
  ),
  debriefedAt: z.nullable(when),
  /** answer, seat, step, ack, needSeen, letWait, release, finding */
  can,
});

export const Callout = z.object({
  id,
  code: z.string(),
  incidentId: id,
  incidentNumber: z.int(),
  purpose: z.enum(PURPOSES),
  manner: z.enum(MANNERS),
  roles: z.array(z.string()),
  languages: z.array(z.string()),
  wanted: z.int(),
  /** Seats taken, from yes to departure. */
  filled: z.int(),
  asked: z.int(),
  zone: z.nullable(z.string()),
  meet: Meet,
  /** Approach, what to look for, when to report back: shown after a yes. */
  brief: z.nullable(z.string()),
  /** They are needed within so many minutes. */
  minutes: z.int(),
  checkInMinutes: z.int(),
  at: when,
  by: z.nullable(z.string()),
  wave: z.int(),
  closedAt: z.nullable(when),
  drill: z.boolean(),
  /** The newest stand-down of the incident. */
  standDown: z.nullable(z.object({ id, reason: z.enum(STAND_DOWN_REASONS), at: when, unacked: z.int() })),
  assignments: z.array(Assignment),
  /** resend, close, standDown */
  can,
});

export const StandDown = z.object({
  id,
  incidentId: id,
  reason: z.enum(STAND_DOWN_REASONS),
  at: when,
  by: z.nullable(z.string()),
  to: z.array(
    z.object({
      assignmentId: id,
      callSign: z.string(),
      ackedAt: z.nullable(when),
      escalatedAt: z.nullable(when),
    }),
  ),
});

export const Alarm = z.object({
  /** The emergency's, or else the assignment's id. */
  id,
  kind: z.enum(['emergency', 'missed', 'alone', 'late', 'unacked', 'need']),
  at: when,
  /** hurt, arrested, partner, desk; empty for the others. */
  detail: z.string(),
  assignmentId: id,
  calloutId: id,
  incidentId: id,
  standDownId: z.nullable(id),
  callSign: z.string(),
  can,
});

export type SentAssignment = z.infer<typeof Assignment>;
export type SentCallout = z.infer<typeof Callout>;
/** As screens show them, opened. */
export type Assignment = Opened<SentAssignment>;
export type Callout = Opened<SentCallout>;
export type StandDown = z.infer<typeof StandDown>;
export type Alarm = z.infer<typeof Alarm>;

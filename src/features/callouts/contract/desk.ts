import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SealedInput, sealable, sealed } from '../../../platform/http/sealed.ts';
import { Words } from '../../playbooks/contract.ts';
import {
  byId,
  code,
  FINDINGS,
  id,
  language,
  MANNERS,
  MeetWish,
  minutes,
  Outcome,
  PURPOSES,
  REASONS,
  STAND_DOWN_REASONS,
  says,
  when,
  words,
} from './common.ts';
import { Alarm, Callout, StandDown } from './shapes.ts';

export const startCallout = endpoint({
  method: 'POST',
  path: '/api/v1/callouts',
  summary: 'Ask verifiers or observers to go; the same id twice is the same call-out',
  body: z.object({
    id,
    incidentId: id,
    purpose: z.enum(PURPOSES),
    manner: z.enum(MANNERS),
    wanted: z.int().check(z.gte(1), z.lte(4)),
    /** Parts of the pair, ids of the playbook's roles; given out in this order. */
    roles: z.array(code).check(z.maxLength(4)),
    languages: z.optional(z.array(language).check(z.maxLength(5))),
    meet: MeetWish,
    /** Shown in the field app to those who said yes; no text message carries it. */
    brief: z.optional(z.string().check(z.trim(), z.maxLength(300))),
    minutes,
    /** Relief: the assignments to be relieved, one for one. */
    relieves: z.optional(z.array(id).check(z.maxLength(4))),
  }),
  out: Callout,
});

export const listCallouts = endpoint({
  method: 'GET',
  path: '/api/v1/callouts',
  summary: 'Call-outs, the newest first: open ones (also while anyone is still out), or those of an incident',
  query: z.object({ open: z.optional(z.enum(['1'])), incidentId: z.optional(id) }),
  out: z.object({ items: z.array(Callout) }),
});

export const readCallout = endpoint({
  method: 'GET',
  path: '/api/v1/callouts/:id',
  summary: 'One call-out with everyone asked',
  params: byId,
  out: Callout,
});

export const previewCallout = endpoint({
  method: 'GET',
  path: '/api/v1/callouts/preview',
  summary: 'Who could be asked near a place, and why others could not',
  query: z.object({
    purpose: z.enum(PURPOSES),
    lat: z.coerce.number().check(z.gte(-90), z.lte(90)),
    lon: z.coerce.number().check(z.gte(-180), z.lte(180)),
    minutes: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(240))),
    language: z.optional(language),
  }),
  out: z.object({
    /** How many could be asked now. */
    eligible: z.int(),
    /** Places left of the four within 500 m. */
    free: z.int(),
    /** The nearest of them, at most eight; without call sign, or asking here and there would list everyone. */
    first: z.array(
      z.object({
        distanceM: z.int(),
        etaMinutes: z.int(),
        languages: z.array(z.string()),
      }),
    ),
    /** Among those near, how many cannot be asked, by first reason. */
    others: z.array(z.object({ reason: z.enum(REASONS), count: z.int() })),
    /** Why counsel has stopped call-outs, while they are. */
    stopped: z.nullable(z.string()),
  }),
});

export const resendCallout = endpoint({
  method: 'POST',
  path: '/api/v1/callouts/:id/resend',
  summary: 'Ask those who have not answered once more, and look for others now',
  params: byId,
  out: Callout,
});

export const closeCallout = endpoint({
  method: 'POST',
  path: '/api/v1/callouts/:id/close',
  summary: 'Ask nobody further; who was asked and has not answered is thanked. Those who go, go on.',
  params: byId,
  out: Callout,
});

export const answerFor = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/answer',
  summary: "A dispatcher answers on someone's behalf",
  params: byId,
  body: z.object({
    /** Of this act. */
    id,
    says,
    etaMinutes: z.optional(minutes),
    words: z.optional(sealable(words)),
    /** For the timeline, where `words` were sealed for the assignment. */
    said: z.optional(SealedInput),
  }),
  words: ['words'],
  out: z.object({ outcome: Outcome, callout: Callout }),
});

export const seatReserve = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/seat',
  summary: 'Give a reserve a free seat; the place rule and the checks hold as for a yes',
  params: byId,
  out: Callout,
});

export const STEPS = ['en-route', 'on-scene', 'check-in', 'depart'] as const;

export const stepFor = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/step',
  summary: 'A dispatcher enters a step that someone phoned in',
  params: byId,
  body: z.object({ id, step: z.enum(STEPS), at: z.optional(when) }),
  out: Callout,
});

export const letWait = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/let-wait',
  summary: "A dispatcher's word: may go alone and wait at the meet point",
  params: byId,
  out: Callout,
});

export const releaseSeat = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/release',
  summary: 'Give the place of somebody who said yes and does not set off to the next',
  params: byId,
  out: Callout,
});

export const findFor = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/finding',
  summary: 'A dispatcher enters the finding of a verifier who was sent and is or was on the scene',
  params: byId,
  body: z.object({ id, finding: z.enum(FINDINGS), words: z.optional(sealable(words)), at: z.optional(when) }),
  words: ['words'],
  out: Callout,
});

export const needSeen = endpoint({
  method: 'POST',
  path: '/api/v1/assignments/:id/need-seen',
  summary: 'A dispatcher has taken up the call for the desk or the partner',
  params: byId,
  out: Callout,
});

export const standDown = endpoint({
  method: 'POST',
  path: '/api/v1/stand-downs',
  summary: 'Everyone on this incident leaves now; those asked are released',
  body: z.object({ id, incidentId: id, reason: z.enum(STAND_DOWN_REASONS) }),
  out: StandDown,
});

export const ackStandDown = endpoint({
  method: 'POST',
  path: '/api/v1/stand-downs/:id/acks',
  summary: "Acknowledge a stand-down on someone's behalf, heard by phone",
  params: byId,
  body: z.object({ assignmentId: id }),
  out: StandDown,
});

export const DebriefAnswers = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type DebriefAnswers = z.infer<typeof DebriefAnswers>;

export const listDebriefs = endpoint({
  method: 'GET',
  path: '/api/v1/debriefs',
  summary: "The debriefs of an incident, by the playbook's questions",
  query: z.object({ incidentId: id }),
  out: z.object({
    questions: z.array(z.object({ id: z.string(), ask: Words })),
    items: z.array(
      z.object({
        assignmentId: id,
        callSign: z.string(),
        role: z.string(),
        at: when,
        /** By question. */
        answers: sealed(DebriefAnswers),
      }),
    ),
  }),
});

export const listAlarms = endpoint({
  method: 'GET',
  path: '/api/v1/alarms',
  summary:
    'What needs the desk at once: emergencies, missed check-ins, who is out alone or never set off, unanswered stand-downs, calls for help',
  out: z.object({ items: z.array(Alarm) }),
});

export const handleEmergency = endpoint({
  method: 'POST',
  path: '/api/v1/emergencies/:id/handled',
  summary: 'An emergency is in hand',
  params: byId,
  out: z.object({ id, handledAt: when, handledBy: z.string() }),
});

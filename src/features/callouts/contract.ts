import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { Point } from '../places/contract.ts';
import { Question, Words } from '../playbooks/contract.ts';

export const PURPOSES = ['verify', 'observe', 'relief'] as const;
export const MANNERS = ['pair', 'vantage'] as const;
export const STATES = [
  'asked',
  'accepted',
  'declined',
  'no_answer',
  'reserve',
  'released',
  'en_route',
  'on_scene',
  'departed',
] as const;
export const STAND_DOWN_REASONS = [
  'over',
  'not_needed',
  'false_alarm',
  'unsafe',
  'emergency',
  'counsel',
] as const;
export const FINDINGS = ['confirmed', 'nothing_there', 'other_agency', 'cannot_tell'] as const;
/** Why somebody near is not asked. */
export const REASONS = [
  'not_active',
  'no_certificate',
  'no_agreement',
  'not_available',
  'out',
  'asked_elsewhere',
  'resting',
  'asked_enough',
  'language',
  'too_far',
] as const;

export type Purpose = (typeof PURPOSES)[number];
export type Manner = (typeof MANNERS)[number];
export type State = (typeof STATES)[number];
export type StandDownReason = (typeof STAND_DOWN_REASONS)[number];
export type Finding = (typeof FINDINGS)[number];
export type Reason = (typeof REASONS)[number];

const id = z.uuid();
const when = z.iso.datetime();
const code = z.string().check(z.regex(/^[\w-]{1,40}$/));
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));
const minutes = z.int().check(z.gte(1), z.lte(240));
const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
const byId = z.object({ id });
const can = z.array(z.string());
const says = z.enum(['yes', 'no']);

/** A meet point is a public place, never somebody's door. */
export const Meet = z.extend(Point, {
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
});

// ── Desk ────────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  enRouteAt: z.nullable(when),
  onSceneAt: z.nullable(when),
  checkInDueAt: z.nullable(when),
  checkInAt: z.nullable(when),
  /** Set while a check-in is missed. */
  missedAt: z.nullable(when),
  departedAt: z.nullable(when),
  /** The assignment that this one relieves. */
  relieves: z.nullable(id),
  /** What they wrote beside yes, no or a number; opened for the desk. */
  says: z.nullable(z.string()),
  finding: z.nullable(z.enum(FINDINGS)),
  need: z.nullable(z.object({ who: z.enum(['partner', 'desk']), at: when })),
  standDown: z.nullable(z.object({ id, ackedAt: z.nullable(when), escalatedAt: z.nullable(when) })),
  emergency: z.nullable(
    z.object({ id, kind: z.enum(['hurt', 'arrested']), at: when, handledAt: z.nullable(when) }),
  ),
  debriefedAt: z.nullable(when),
  /** answer, seat, step, ack, needSeen */
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
  kind: z.enum(['emergency', 'missed', 'unacked', 'need']),
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

const Outcome = z.enum(['accepted', 'reserve', 'declined', 'noted']);

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
    meet: Meet,
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
    /** The nearest of them, at most eight. */
    first: z.array(
      z.object({
        personId: id,
        callSign: z.string(),
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
    words: z.optional(words),
  }),
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

export const listDebriefs = endpoint({
  method: 'GET',
  path: '/api/v1/debriefs',
  summary: "The debriefs of an incident, by the playbook's questions",
  query: z.object({ incidentId: id }),
  out: z.object({
    items: z.array(
      z.object({
        assignmentId: id,
        callSign: z.string(),
        role: z.string(),
        at: when,
        answers: z.array(
          z.object({
            id: z.string(),
            ask: Words,
            says: z.union([z.string(), z.number(), z.boolean()]),
          }),
        ),
      }),
    ),
  }),
});

export const listAlarms = endpoint({
  method: 'GET',
  path: '/api/v1/alarms',
  summary:
    'What needs the desk at once: emergencies, missed check-ins, unanswered stand-downs, calls for help',
  out: z.object({ items: z.array(Alarm) }),
});

export const handleEmergency = endpoint({
  method: 'POST',
  path: '/api/v1/emergencies/:id/handled',
  summary: 'An emergency is in hand',
  params: byId,
  out: z.object({ id, handledAt: when, handledBy: z.string() }),
});

// ── Field: own assignments only ─────────────────────────────────────────────────────────────────────────────────────

/** What can be done now, in the words of the paths below. */
export const ACTIONS = [
  'answer',
  'conduct',
  'en-route',
  'on-scene',
  'check-in',
  'told-to-move',
  'note',
  'picture',
  'finding',
  'depart',
  'debrief',
  'emergency',
  'stand-down-ack',
  'need',
] as const;
export type Action = (typeof ACTIONS)[number];

export const FieldAssignment = z.object({
  id,
  incidentId: id,
  code: z.string(),
  state: z.enum(STATES),
  purpose: z.enum(PURPOSES),
  manner: z.enum(MANNERS),
  role: z.string(),
  roleName: Words,
  drill: z.boolean(),
  /** Name of the zone; all of the place that is told before a yes. */
  zone: z.nullable(z.string()),
  /** From home, to the nearest 100 m. */
  distanceM: z.nullable(z.int()),
  /** Needed within so many minutes of `askedAt`. */
  minutes: z.int(),
  wanted: z.int(),
  filled: z.int(),
  askedAt: when,
  answeredAt: z.nullable(when),
  etaAt: z.nullable(when),
  /** Only after a yes that was seated. */
  meet: z.nullable(Meet),
  brief: z.nullable(z.string()),
  partners: z.array(
    z.object({ callSign: z.string(), role: z.string(), state: z.enum(STATES), etaAt: z.nullable(when) }),
  ),
  conductAt: z.nullable(when),
  enRouteAt: z.nullable(when),
  onSceneAt: z.nullable(when),
  checkInMinutes: z.int(),
  checkInAt: z.nullable(when),
  checkInDueAt: z.nullable(when),
  missed: z.boolean(),
  departedAt: z.nullable(when),
  finding: z.nullable(z.enum(FINDINGS)),
  debriefedAt: z.nullable(when),
  standDown: z.nullable(
    z.object({ id, reason: z.enum(STAND_DOWN_REASONS), at: when, ackedAt: z.nullable(when) }),
  ),
  /** The call-out or the incident is closed: nothing more is asked but the debrief. */
  over: z.boolean(),
  can: z.array(z.enum(ACTIONS)),
});

export const readField = endpoint({
  method: 'GET',
  path: '/api/v1/field',
  summary: 'My open asks and assignments, and those of the last seven days',
  out: z.object({
    now: when,
    callSign: z.string(),
    emergencyNumber: z.string(),
    conduct: z.object({ version: z.int(), lines: z.array(Words) }),
    debrief: z.array(Question),
    /** Asked, or under way, or to be debriefed; the newest first. */
    assignments: z.array(FieldAssignment),
    /** The others of the last seven days. */
    history: z.array(FieldAssignment),
  }),
});

/** Every act has an id made by the phone, so that a replay is the same act; `at` is when it happened, if offline. */
const act = { id, at: z.optional(when) };
const params = z.object({ assignment: id });
const Done = z.object({
  outcome: Outcome,
  /** In a sentence, what is next; in the person's language. */
  next: z.string(),
  assignment: FieldAssignment,
});

export const fieldAnswer = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/answer',
  summary: 'Yes or no, in how many minutes, in your own words; nobody is obliged',
  params,
  body: z.object({ ...act, says, etaMinutes: z.optional(minutes), words: z.optional(words) }),
  out: Done,
});

const simply = (path: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/field/:assignment/${path}`,
    summary,
    params,
    body: z.object(act),
    out: Done,
  });

export const fieldConduct = simply('conduct', 'I have read the five lines and keep to them');
export const fieldEnRoute = simply('en-route', 'I am on my way');
export const fieldOnScene = simply('on-scene', 'I am at the meet point');
export const fieldCheckIn = simply('check-in', 'I am all right');
export const fieldDepart = simply('depart', 'I have left');
export const fieldStandDownAck = simply('stand-down-ack', 'I have read the stand-down and leave now');

export const fieldToldToMove = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/told-to-move',
  summary: 'An officer gave an order: which, when, and that it was obeyed',
  params,
  body: z.object({ ...act, order: words, obeyed: z.boolean() }),
  out: Done,
});

export const fieldNote = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/note',
  summary: 'What I see, sealed to the desk',
  params,
  body: z.object({ ...act, words }),
  out: Done,
});

export const fieldFinding = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/finding',
  summary: "A verifier's finding: confirmed, nothing there, another agency, cannot tell",
  params,
  body: z.object({ ...act, finding: z.enum(FINDINGS), words: z.optional(words) }),
  out: Done,
});

export const fieldNeed = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/need',
  summary: 'I need my partner, or the desk',
  params,
  body: z.object({ ...act, who: z.enum(['partner', 'desk']) }),
  out: Done,
});

export const fieldEmergency = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/emergency',
  summary: 'One of ours is hurt or arrested: everyone stands down, contact and lawyer are told',
  params,
  body: z.object({ ...act, kind: z.enum(['hurt', 'arrested']) }),
  out: Done,
});

export const fieldMedia = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/media',
  summary:
    'A picture or video, multipart: id, at, then file (25 MB at most); the same id twice is one picture',
  params,
  out: Done,
});

export const fieldDebrief = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/debrief',
  summary: "Answers to the playbook's debrief, sealed to the desk; sending again replaces them",
  params,
  body: z.object({
    ...act,
    answers: z
      .record(code, z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]))
      .check(z.refine((answers) => Object.keys(answers).length <= 40, 'at most 40 answers')),
  }),
  out: Done,
});

export type Meet = z.infer<typeof Meet>;
export type Assignment = z.infer<typeof Assignment>;
export type Callout = z.infer<typeof Callout>;
export type StandDown = z.infer<typeof StandDown>;
export type Alarm = z.infer<typeof Alarm>;
export type FieldAssignment = z.infer<typeof FieldAssignment>;
export type Field = z.infer<(typeof readField)['out']>;
export type Done = z.infer<typeof Done>;

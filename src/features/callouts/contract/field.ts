import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SealedInput, sealable } from '../../../platform/http/sealed.ts';
import { ConductLine, Question, Words } from '../../playbooks/contract.ts';
import {
  code,
  FINDINGS,
  id,
  MANNERS,
  Meet,
  minutes,
  Outcome,
  PURPOSES,
  STAND_DOWN_REASONS,
  STATES,
  says,
  WAITS,
  when,
  words,
} from './common.ts';

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
  /** Why one does not set off yet. */
  waits: z.nullable(z.enum(WAITS)),
  /** The desk lets one go alone, to wait at the meet point. */
  mayWait: z.boolean(),
  /** Out, and the partner does not come. */
  alone: z.boolean(),
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
    /** On a pause of their own: nobody asks them to go. */
    paused: z.boolean(),
    emergencyNumber: z.string(),
    conduct: z.object({ version: z.int(), lines: z.array(ConductLine) }),
    debrief: z.array(Question),
    /** For how many days what one writes here is kept after its end. */
    keptDays: z.int(),
    /** Asked, or under way, or to be debriefed; the newest first. */
    assignments: z.array(FieldAssignment),
    /** The others of the last seven days. */
    history: z.array(FieldAssignment),
  }),
});

/** Every act has an id made by the phone, so that a replay is the same act; `at` is when it happened, if offline. */
const act = { id, at: z.optional(when) };
/** For the timeline, where `words` or `answers` were sealed for the assignment. */
const said = z.optional(SealedInput);
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
  body: z.object({ ...act, says, etaMinutes: z.optional(minutes), words: z.optional(sealable(words)), said }),
  words: ['words'],
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
  body: z.object({ ...act, order: sealable(words), obeyed: z.boolean() }),
  words: ['order'],
  out: Done,
});

export const fieldNote = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/note',
  summary: 'What I see, sealed to the desk',
  params,
  body: z.object({ ...act, words: sealable(words) }),
  words: ['words'],
  out: Done,
});

export const fieldFinding = endpoint({
  method: 'POST',
  path: '/api/v1/field/:assignment/finding',
  summary: "A verifier's finding: confirmed, nothing there, another agency, cannot tell",
  params,
  body: z.object({ ...act, finding: z.enum(FINDINGS), words: z.optional(sealable(words)) }),
  words: ['words'],
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
    'A picture or video, multipart: id, at, sealed (JSON), then file and copy as they are stored (25 MB at most); or in plain, id, at, file, where members do not hold the keys. The same id twice is one picture',
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
    answers: sealable(
      z
        .record(code, z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]))
        .check(z.refine((answers) => Object.keys(answers).length <= 40, 'at most 40 answers')),
    ),
    said,
  }),
  words: ['answers'],
  out: Done,
});

export type FieldAssignment = z.infer<typeof FieldAssignment>;
export type Field = z.infer<(typeof readField)['out']>;
export type Done = z.infer<typeof Done>;

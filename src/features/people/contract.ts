import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

export const STATES = ['applied', 'trained', 'met', 'active', 'paused', 'left'] as const;

const minuteOfDay = z.int().check(z.gte(0), z.lte(1440));
/** A weekly window in the network's own time. `day` 0 is Monday; `to` before `from` runs past midnight. */
export const Window = z.object({
  day: z.int().check(z.gte(0), z.lte(6)),
  from: minuteOfDay,
  to: minuteOfDay,
});
export type Window = z.infer<typeof Window>;
export const Availability = z.array(Window).check(z.maxLength(50));

const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000));
const short = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
const byId = z.object({ id: z.uuid() });

/** With the country's code, or a text meant for a mother would reach a stranger abroad; spaces and hyphens may be there. */
const phone = z
  .string()
  .check(z.trim(), z.regex(/^\+[1-9](?:[ ()-]*\d){6,14}$/, 'a phone number such as +1 212 555 0199'));

/** Who to tell when one of ours is hurt or arrested. Sealed. */
export const EmergencyContact = z.object({ name: short, phone, language: z.optional(language) });
export type EmergencyContact = z.infer<typeof EmergencyContact>;

/** A person as the desk sees them: no name, no address. */
export const PersonCard = z.object({
  id: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  zoneIds: z.array(z.uuid()),
  languages: z.array(z.string()),
  skills: z.array(z.string()),
  roles: z.array(z.string()),
  state: z.enum(STATES),
  suspended: z.boolean(),
  can: z.array(z.string()),
});

export const Me = z.object({
  id: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  zoneIds: z.array(z.uuid()),
  languages: z.array(z.string()),
  skills: z.array(z.string()),
  roles: z.array(z.string()),
  state: z.enum(STATES),
  suspended: z.boolean(),
  availability: Availability,
  hasEmergencyContact: z.boolean(),
  agreement: z.object({
    playbook: z.string(),
    /** The version to sign now. */
    version: z.int(),
    /** The version signed last; null when none. */
    signedVersion: z.nullable(z.int()),
    current: z.boolean(),
  }),
});

export const readMe = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'The member who is signed in',
  out: Me,
});

export const changeMe = endpoint({
  method: 'PUT',
  path: '/api/v1/me',
  summary: 'Change my hours, languages or emergency contact; pause, and come back',
  body: z.object({
    availability: z.optional(Availability),
    languages: z.optional(z.array(language).check(z.minLength(1), z.maxLength(12))),
    state: z.optional(z.enum(['active', 'paused'])),
    emergencyContact: z.optional(z.nullable(EmergencyContact)),
  }),
  out: Me,
});

export const signAgreement = endpoint({
  method: 'POST',
  path: '/api/v1/me/agreements',
  summary: 'Sign the conduct agreement as it now reads',
  body: z.object({ id: z.uuid(), version: z.int().check(z.gte(1), z.lte(100_000)) }),
  out: Me,
});

export const readPerson = endpoint({
  method: 'GET',
  path: '/api/v1/people/:id',
  summary: 'A member by id: call sign, chapter, zones, languages',
  params: byId,
  out: PersonCard,
});

export const findPeople = endpoint({
  method: 'GET',
  path: '/api/v1/people',
  summary: 'Members whose call sign begins so; a coordinator finds those of their chapter',
  query: z.object({ q: z.optional(z.string().check(z.maxLength(60))) }),
  out: z.object({ items: z.array(PersonCard) }),
});

export const Complaint = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  language: z.string(),
  words: z.string(),
  contact: z.nullable(z.string()),
  state: z.enum(['open', 'closed']),
  /** Came in a flood. */
  throttled: z.boolean(),
  can: z.array(z.string()),
});

/** What the form on /conduct takes; no name is needed. */
export const ComplaintForm = z.object({
  id: z.uuid(),
  words,
  contact: z.optional(z.string().check(z.trim(), z.maxLength(300))),
});

export const listComplaints = endpoint({
  method: 'GET',
  path: '/api/v1/complaints',
  summary: 'Complaints about conduct, open ones first',
  out: z.object({ items: z.array(Complaint) }),
});

export const closeComplaint = endpoint({
  method: 'POST',
  path: '/api/v1/complaints/:id/close',
  summary: 'Close a complaint that has been dealt with',
  params: byId,
  out: Complaint,
});

export const Review = z.object({
  by: z.uuid(),
  callSign: z.string(),
  says: z.enum(['uphold', 'lift']),
  words: z.nullable(z.string()),
  at: z.iso.datetime(),
});

export const Suspension = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  callSign: z.string(),
  complaintId: z.nullable(z.uuid()),
  /** Null for those who may suspend but not open sealed words. */
  reason: z.nullable(z.string()),
  by: z.uuid(),
  byCallSign: z.string(),
  at: z.iso.datetime(),
  liftedAt: z.nullable(z.iso.datetime()),
  decision: z.enum(['open', 'upheld', 'lifted']),
  reviews: z.array(Review),
  can: z.array(z.string()),
});

export const listSuspensions = endpoint({
  method: 'GET',
  path: '/api/v1/suspensions',
  summary: 'Suspensions in force, to be reviewed or upheld, and those lifted in the last ninety days',
  out: z.object({ items: z.array(Suspension) }),
});

export const suspend = endpoint({
  method: 'POST',
  path: '/api/v1/suspensions',
  summary: 'Suspend a member at once; two other people review it',
  body: z.object({
    id: z.uuid(),
    personId: z.uuid(),
    reason: words,
    complaintId: z.optional(z.uuid()),
  }),
  out: Suspension,
});

export const reviewSuspension = endpoint({
  method: 'POST',
  path: '/api/v1/suspensions/:id/reviews',
  summary: 'Say whether a suspension is upheld or lifted; two who agree decide',
  params: byId,
  body: z.object({ says: z.enum(['uphold', 'lift']), words: z.optional(words) }),
  out: Suspension,
});

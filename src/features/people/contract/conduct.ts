import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../../platform/http/sealed.ts';
import { byId, words } from './common.ts';

export const Complaint = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  language: z.string(),
  words: sealed(z.string()),
  contact: z.nullable(sealed(z.string())),
  state: z.enum(['open', 'closed']),
  /** Came in a flood. */
  throttled: z.boolean(),
  can: z.array(z.string()),
});

export type OpenedComplaint = Opened<z.infer<typeof Complaint>>;

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
  words: z.nullable(sealed(z.string())),
  at: z.iso.datetime(),
});

export const Suspension = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  callSign: z.string(),
  complaintId: z.nullable(z.uuid()),
  /** Null for those who may suspend but not open sealed words. */
  reason: z.nullable(sealed(z.string())),
  by: z.uuid(),
  byCallSign: z.string(),
  at: z.iso.datetime(),
  liftedAt: z.nullable(z.iso.datetime()),
  decision: z.enum(['open', 'upheld', 'lifted']),
  reviews: z.array(Review),
  can: z.array(z.string()),
});

export type OpenedSuspension = Opened<z.infer<typeof Suspension>>;

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
    reason: sealable(words),
    complaintId: z.optional(z.uuid()),
  }),
  words: ['reason'],
  out: Suspension,
});

export const reviewSuspension = endpoint({
  method: 'POST',
  path: '/api/v1/suspensions/:id/reviews',
  summary: 'Say whether a suspension is upheld or lifted; two who agree decide',
  params: byId,
  body: z.object({ says: z.enum(['uphold', 'lift']), words: z.optional(sealable(words)) }),
  words: ['words'],
  out: Suspension,
});

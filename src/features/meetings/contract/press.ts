import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, mustSay, said, when } from './common.ts';

export const Enquiry = z.object({
  id: z.uuid(),
  meetingId: z.nullable(z.uuid()),
  meeting: z.nullable(z.string()),
  outlet: z.string(),
  contact: z.string(),
  question: z.string(),
  answer: z.nullable(z.string()),
  at: when,
  by: z.nullable(z.string()),
  answeredAt: z.nullable(when),
  answeredBy: z.nullable(z.string()),
});

export const listEnquiries = endpoint({
  method: 'GET',
  path: '/api/v1/press-enquiries',
  summary: 'What the press asked and what it was told, the newest first',
  query: z.object({ meeting: z.optional(z.uuid()) }),
  out: z.object({ items: z.array(Enquiry) }),
});

export const saveEnquiry = endpoint({
  method: 'PUT',
  path: '/api/v1/press-enquiries/:id',
  summary: 'Write down a press enquiry, or its answer',
  params: byId,
  body: z.object({
    meetingId: z.nullable(z.uuid()),
    outlet: mustSay(120),
    contact: said(300),
    question: mustSay(4000),
    answer: z.nullable(mustSay(4000)),
  }),
  out: Enquiry,
});

export type Enquiry = z.infer<typeof Enquiry>;

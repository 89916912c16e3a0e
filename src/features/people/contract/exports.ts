import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId } from './common.ts';

export const Month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month such as 2026-11'));

export const PeopleExport = z.object({
  id: z.uuid(),
  /** Null: the whole network. */
  chapterId: z.nullable(z.uuid()),
  /** With names and addresses. */
  named: z.boolean(),
  /** Their hours in this month, by call sign; null: a list of members. */
  month: z.nullable(z.string()),
  reason: z.string(),
  /** Call signs. */
  by: z.string(),
  at: z.iso.datetime(),
  state: z.enum(['waiting', 'approved', 'refused', 'taken', 'expired']),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.iso.datetime()),
  /** Until when it can be approved, or taken. */
  until: z.nullable(z.iso.datetime()),
  /** Of `decide`, `take`. */
  can: z.array(z.string()),
});
export type PeopleExport = z.infer<typeof PeopleExport>;

export const listExports = endpoint({
  method: 'GET',
  path: '/api/v1/exports',
  summary: 'Exports of members asked for in the last thirty days, the newest first',
  out: z.object({ items: z.array(PeopleExport) }),
});

export const askForExport = endpoint({
  method: 'POST',
  path: '/api/v1/exports',
  summary:
    'Ask for a list of members, or for their hours in a month, with a reason; a second person approves it within a day',
  body: z
    .object({
      id: z.uuid(),
      chapterId: z.optional(z.uuid()),
      named: z.boolean(),
      month: z.optional(Month),
      reason: z
        .string()
        .check(z.trim(), z.minLength(10, 'say in a sentence what it is for'), z.maxLength(500)),
    })
    .check(z.refine((b) => !(b.month && b.named), { path: ['named'], error: 'hours are by call sign' })),
  out: PeopleExport,
});

export const decideExport = endpoint({
  method: 'POST',
  path: '/api/v1/exports/:id/decision',
  summary: 'Approve or refuse the export that another asked for',
  params: byId,
  body: z.object({ says: z.enum(['approve', 'refuse']) }),
  out: PeopleExport,
});

export const takeExport = endpoint({
  method: 'POST',
  path: '/api/v1/exports/:id/file',
  summary:
    'The approved list as CSV or OSDI (JSON), once, for who asked for it; its order says which export it was',
  params: byId,
  body: z.object({ format: z.optional(z.enum(['csv', 'osdi'])) }),
  out: z.object({ file: z.string(), text: z.string() }),
});

import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { BranchKind } from '../../playbooks/contract.ts';

export const noteKind = endpoint({
  method: 'POST',
  path: '/api/v1/calls/kinds',
  summary:
    'Write down that a call of a hard kind came, and nothing else of it. A call that is still on is ended. Where nothing may be kept of that kind, a report that the actor sent from it goes too',
  body: z.object({
    id: z.uuid(),
    kind: BranchKind,
    /** The telephone call that it was; none where it came by another telephone. */
    callId: z.optional(z.uuid()),
    /** What the actor sent of it before they noticed. */
    reportId: z.optional(z.uuid()),
  }),
  out: z.object({
    /** What became of the report; null where there was none, or where it may stay. */
    report: z.nullable(z.enum(['gone', 'not_yours', 'linked', 'held'])),
  }),
});

export const banCaller = endpoint({
  method: 'POST',
  path: '/api/v1/calls/:id/ban',
  summary: 'From now on the telephone of this call is asked for a message; or not any more',
  params: z.object({ id: z.uuid() }),
  body: z.object({ banned: z.boolean() }),
  out: z.object({ banned: z.boolean() }),
});

import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { BranchKind } from '../../playbooks/contract.ts';

/** One call that has ended, in seconds; numbers and hashes of them are in no answer. */
export const LoggedCall = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  door: z.enum(['phone', 'web', 'wall']),
  line: z.enum(['desk', 'legal']),
  language: z.string(),
  choice: z.nullable(z.enum(['now', 'before', 'detained', 'rights', 'message'])),
  outcome: z.enum(['answered', 'message', 'rights', 'abandoned', 'cut_off']),
  /** From the menu to an answer, or to giving up; null for who never waited. */
  waited: z.nullable(z.int()),
  /** Spoken, from the answer to the end. */
  talked: z.nullable(z.int()),
  callSign: z.nullable(z.string()),
  /** The hard kind that it was, where somebody wrote that down. */
  kind: z.nullable(BranchKind),
  /** Its telephone is asked for a message. */
  banned: z.boolean(),
  /** ban */
  can: z.array(z.string()),
  /** One of ours called back. */
  outgoing: z.boolean(),
  drill: z.boolean(),
});
export type LoggedCall = z.infer<typeof LoggedCall>;

export const readCallLog = endpoint({
  method: 'GET',
  path: '/api/v1/calls/log',
  summary: 'Calls that have ended, the newest first: waits, answers, abandons',
  query: z.object({ days: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(30))) }),
  out: z.object({
    items: z.array(LoggedCall),
    days: z.int(),
    /** How many calls of each hard kind came, those by other telephones too. */
    kinds: z.array(z.object({ kind: BranchKind, n: z.int() })),
  }),
});

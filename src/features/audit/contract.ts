import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

const who = z.nullable(z.object({ id: z.uuid(), callSign: z.nullable(z.string()) }));
const index = z.int().check(z.gte(0), z.lt(2 ** 40));

/** An act as the log keeps it: pseudonyms and codes. */
export const Act = z.object({
  /** Its cursor, for the acts before it. */
  cursor: z.string(),
  /** Its place in the log; null in the first moments, while it has none yet. */
  index: z.nullable(z.int()),
  at: z.iso.datetime(),
  act: z.string(),
  /** Null: the server itself, or somebody who is not signed in. */
  by: who,
  subject: z.object({ id: z.uuid(), callSign: z.nullable(z.string()) }),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Act = z.infer<typeof Act>;

export const listActs = endpoint({
  method: 'GET',
  path: '/api/v1/audit/acts',
  summary: 'Acts that matter for security, the newest first; by kind and by who did it or whom it concerns',
  query: z.object({
    kind: z.optional(z.string().check(z.regex(/^[a-zA-Z_-]{1,40}$/))),
    person: z.optional(z.uuid()),
    before: z.optional(z.string().check(z.regex(/^\d{1,20}\.\d{1,18}$/))),
  }),
  out: z.object({
    items: z.array(Act),
    /** Give it as `before` for what is older; null at the end. */
    next: z.nullable(z.string()),
    /** Kinds that there are: what stands before the dot of an act. */
    kinds: z.array(z.string()),
  }),
});

export const readCheckpoint = endpoint({
  method: 'GET',
  path: '/api/v1/audit/checkpoint',
  summary: 'The newest signed checkpoint of the log, as text, for an outside witness to keep',
  open: true,
  out: z.string(),
});

export const readKey = endpoint({
  method: 'GET',
  path: '/api/v1/audit/key',
  summary: 'The key that verifies checkpoints of this log, as text',
  open: true,
  out: z.string(),
});

export const readState = endpoint({
  method: 'GET',
  path: '/api/v1/audit/state',
  summary: 'The newest checkpoint with its time, and the key that verifies it',
  out: z.object({
    checkpoint: z.nullable(z.object({ note: z.string(), size: z.int(), at: z.iso.datetime() })),
    key: z.string(),
  }),
});

export const checkLog = endpoint({
  method: 'GET',
  path: '/api/v1/audit/verdict',
  summary: 'Verifies every entry, the tree and every checkpoint; names the first entry that is wrong',
  out: z.object({
    at: z.iso.datetime(),
    size: z.int(),
    checkpoints: z.int(),
    root: z.string(),
    wrong: z.nullable(
      z.object({ index: z.int(), at: z.nullable(z.string()), wrong: z.string(), says: z.string() }),
    ),
  }),
});

const Proof = z.object({
  size: z.int(),
  root: z.string(),
  /** Hashes in the order of RFC 6962, base64. */
  hashes: z.array(z.string()),
});

export const proveInclusion = endpoint({
  method: 'GET',
  path: '/api/v1/audit/entries/:index/proof',
  summary:
    'Proves that an entry is in the log of that size (RFC 6962, 2.1.1); the newest checkpoint’s by default',
  params: z.object({ index: z.coerce.number().check(z.int(), z.gte(0), z.lt(2 ** 40)) }),
  query: z.object({
    size: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lt(2 ** 40))),
  }),
  out: z.extend(Proof, { index, leaf: z.string(), entry: z.string() }),
});

export const proveConsistency = endpoint({
  method: 'GET',
  path: '/api/v1/audit/consistency',
  summary: 'Proves that the log of size `to` begins with the log of size `from` (RFC 6962, 2.1.2)',
  query: z.object({
    from: z.coerce.number().check(z.int(), z.gte(1), z.lt(2 ** 40)),
    to: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lt(2 ** 40))),
  }),
  out: z.extend(Proof, { from: z.int() }),
});

/** Something that should have followed from an event and failed five times. */
export const Stuck = z.object({
  id: z.string(),
  /** What should have followed: the handler's name. */
  follows: z.string(),
  /** What happened. */
  kind: z.string(),
  at: z.iso.datetime(),
  error: z.string(),
  /** Whether it is about to be tried once more. */
  again: z.boolean(),
});
export type Stuck = z.infer<typeof Stuck>;

export const listStuck = endpoint({
  method: 'GET',
  path: '/api/v1/audit/stuck',
  summary: 'What should have followed from an event and did not, after several tries',
  out: z.object({ items: z.array(Stuck) }),
});

export const retryStuck = endpoint({
  method: 'POST',
  path: '/api/v1/audit/stuck/retry',
  summary: 'Try once more what should have followed from an event',
  body: z.object({ id: z.string().check(z.minLength(1), z.maxLength(200)) }),
  out: z.object({ items: z.array(Stuck) }),
});

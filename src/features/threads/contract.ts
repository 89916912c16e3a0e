import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { sealed } from '../../platform/http/sealed.ts';

const id = z.uuid();
const when = z.iso.datetime();
const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

/** The longest reply, in characters: ten parts of a text message. */
export const longestReply = 1500;

/** The largest picture or document that goes with a reply, in bytes. */
export const longestFile = 3_000_000;
const base64Of = (bytes: number) => Math.ceil(bytes / 3) * 4;

/** What is sealed of a line: a first report, an addition to one, or a member's text. */
export const LineWords = z.object({
  /** Of an e-mail: all of it, and that anybody may have written it. */
  whole: z.optional(z.string()),
  unproven: z.optional(z.boolean()),
  what: z.optional(z.string()),
  where: z.optional(z.nullable(z.string())),
  words: z.optional(z.nullable(z.string())),
  answers: z.optional(z.record(z.string(), z.string())),
});
export type LineWords = z.infer<typeof LineWords>;

/** How far a line of ours has come; `page` is shown where the receipt is opened, `unreachable` has no way to go. */
export const STATES = [
  'queued',
  'held',
  'sent',
  'delivered',
  'read',
  'failed',
  'stopped',
  'page',
  'unreachable',
] as const;
export type LineState = (typeof STATES)[number];

/** One line of a thread: what the person wrote is sealed, what we wrote is in plain. */
export const SentLine = z.object({
  id,
  at: when,
  /** Who says it: the person, one of the desk, or the house by itself. */
  from: z.enum(['person', 'desk', 'house']),
  /** A first report, more to one, a member's text, or ours. */
  kind: z.enum(['report', 'addition', 'text', 'ours']),
  reportId: z.nullable(id),
  /** Who of the desk wrote it, or wrote it down for a caller. */
  callSign: z.nullable(z.string()),
  said: z.nullable(sealed(LineWords)),
  /** Null where it is not the desk's to read. */
  body: z.nullable(z.string()),
  /** What ours is for, as a code. */
  purpose: z.nullable(z.string()),
  state: z.nullable(z.enum(STATES)),
  /** It belongs elsewhere, as somebody of the desk said. */
  moved: z.nullable(z.object({ to: z.enum(['report', 'incident']), id, callSign: z.string(), at: when })),
  /** The way it came or went. */
  way: z.nullable(z.string()),
  /** What we sent with it; `left` where its way carries words only. */
  file: z.nullable(z.object({ name: z.string(), type: z.string(), size: z.int(), left: z.boolean() })),
  drill: z.boolean(),
});
export type SentLine = z.infer<typeof SentLine>;

/** With whom: a reporter, a member, or who told of somebody detained. */
export const THREAD_KINDS = ['reporter', 'member', 'detention'] as const;
export type ThreadKind = (typeof THREAD_KINDS)[number];
/** Those that are not the legal desk's. */
export const DESK_KINDS: readonly ThreadKind[] = ['reporter', 'member'];

const Who = z.object({ personId: id, callSign: z.string() });

/** What the list shows of a thread. */
export const SentHead = z.object({
  id,
  kind: z.enum(THREAD_KINDS),
  /** Of a member. */
  callSign: z.nullable(z.string()),
  language: z.string(),
  /** Which way a reply goes; null where it waits on the page of the receipt. */
  way: z.nullable(z.string()),
  reports: z.array(
    z.object({ id, state: z.string(), incidentId: z.nullable(id), zone: z.nullable(z.string()) }),
  ),
  lastAt: when,
  unread: z.boolean(),
  needsAnswer: z.boolean(),
  assignedTo: z.nullable(Who),
  resolvedAt: z.nullable(when),
  drill: z.boolean(),
  /** The newest line that a person wrote, of either side; in the list how far ours has come is left out. */
  last: z.nullable(SentLine),
  /** reply, mark, assign. */
  can: z.array(z.string()),
});
export type SentHead = z.infer<typeof SentHead>;

export const SentThread = z.extend(SentHead, {
  lines: z.array(SentLine),
  /** Others of the desk who have it before them. */
  here: z.array(z.object({ callSign: z.string(), typing: z.boolean() })),
  /** To whom it can be given: who is on shift. */
  desk: z.array(Who),
  /** Whether a picture or document can go with a reply. A member whom it reaches by another way reads that it was left out. */
  carriesFiles: z.boolean(),
  /** Reviewed sentences: as the desk reads them, and as the person does. */
  sentences: z.array(z.object({ id: z.string(), en: z.string(), said: z.string() })),
});
export type SentThread = z.infer<typeof SentThread>;

export const listThreads = endpoint({
  method: 'GET',
  path: '/api/v1/threads',
  summary:
    'Threads in which more was said than a first report: who waits for an answer first, then the newest; `resolved=1` gives those done',
  query: z.object({ resolved: z.optional(z.enum(['0', '1'])) }),
  out: z.object({ items: z.array(SentHead), needAnswer: z.int() }),
});

const params = z.object({ id });

export const readThread = endpoint({
  method: 'GET',
  path: '/api/v1/threads/:id',
  summary: 'Everything said with one person, in order',
  params,
  out: SentThread,
});

export const replyInThread = endpoint({
  method: 'POST',
  path: '/api/v1/threads/:id/replies',
  summary: 'Write to the person; the same id twice is sent once',
  params,
  largest: base64Of(longestFile) + 64 * 1024,
  body: z.object({
    id,
    words: text(longestReply),
    /** A picture (JPEG, PNG, GIF, WebP, AVIF) or a PDF, in base64; not to those whose way carries words only. */
    file: z.optional(
      z.object({
        name: text(120),
        data: z.base64().check(z.minLength(1), z.maxLength(base64Of(longestFile))),
      }),
    ),
  }),
  out: SentThread,
});

export const markThread = endpoint({
  method: 'POST',
  path: '/api/v1/threads/:id/marks',
  summary: 'Mark it as seen or unread, as waiting for an answer, as done; what is left out stays',
  params,
  body: z.object({
    seen: z.optional(z.boolean()),
    needsAnswer: z.optional(z.boolean()),
    resolved: z.optional(z.boolean()),
  }),
  out: SentThread,
});

export const assignThread = endpoint({
  method: 'POST',
  path: '/api/v1/threads/:id/assignment',
  summary: 'Give it to somebody of the desk who is on shift, take it, or give it back to everyone (null)',
  params,
  body: z.object({ personId: z.nullable(id) }),
  out: SentThread,
});

export const beHere = endpoint({
  method: 'PUT',
  path: '/api/v1/threads/:id/here',
  summary: 'Say that one has it before one, and whether one types; good for half a minute',
  params,
  body: z.object({ typing: z.boolean() }),
  out: z.object({}),
});

export * from './contract/callbacks.ts';

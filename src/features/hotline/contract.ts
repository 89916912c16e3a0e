import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { SealedInput, sealable, sealed } from '../../platform/http/sealed.ts';
import { NotShown } from '../evidence/contract.ts';
import { Point } from '../places/contract.ts';
import { limits, questionId } from './contract/limits.ts';
import { AdditionWords, ReportWords } from './contract/words.ts';

export const DOORS = ['web', 'desk', 'sms', 'whatsapp', 'signal', 'email', 'api', 'voice', 'wall'] as const;
export type Door = (typeof DOORS)[number];

export const KINDS = ['sighting', 'detained', 'rights'] as const;
export type ReportKind = (typeof KINDS)[number];

export const STATES = ['new', 'claimed', 'needs_information', 'linked', 'closed'] as const;
export type ReportState = (typeof STATES)[number];

/** Why a report is closed without an incident; `legal` closes what went to the legal desk. */
export const CLOSED_AS = [
  'nothing_found',
  'another_agency',
  'cannot_verify',
  'duplicate',
  'spam',
  'past_event',
  'rights_question',
] as const;
export type ClosedAs = (typeof CLOSED_AS)[number];

export const RED_FLAGS = ['vague', 'old', 'second_hand', 'contradictory', 'recycled_picture'] as const;
export type RedFlag = (typeof RED_FLAGS)[number];

/** What the desk can ask back by text. */
export const QUESTIONS = [
  'where',
  'when',
  'first_hand',
  'still_there',
  'picture',
  'call_back',
  'language',
] as const;
export type Question = (typeof QUESTIONS)[number];

const id = z.uuid();
const when = z.iso.datetime();
const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const answers = z
  .record(questionId, text(limits.answer))
  .check(z.refine((all) => Object.keys(all).length <= limits.answers, 'too many answers'));

export const Place = z.object({
  text: z.optional(text(limits.where)),
  point: z.optional(Point),
  accuracyM: z.optional(z.int().check(z.gte(0), z.lte(50_000))),
});

const newReport = {
  kind: z.optional(z.enum(KINDS)),
  what: text(limits.words),
  where: Place,
  tense: z.enum(['now', 'before']),
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/))),
  seenAt: z.optional(when),
  firstHand: z.optional(z.boolean()),
  /** Answers to the playbook’s further questions, by question. */
  answers: z.optional(answers),
  /** How to call back, only if the person wants that. */
  contact: z.optional(text(limits.contact)),
  /** Needs a desk session, or a demo network. */
  drill: z.optional(z.boolean()),
};

export const Received = z.object({
  id,
  /** Four words by which the reporter adds more and reads how it ended. */
  receipt: z.string(),
  receivedAt: when,
  queue: z.enum(['normal', 'throttled']),
});
export type Received = z.infer<typeof Received>;

/** The door for other programs. `Idempotency-Key` (a header) names the report: the same key twice is the same report. */
export const sendReport = endpoint({
  method: 'POST',
  path: '/api/v1/reports',
  summary:
    'Send a report; nothing but what, where and now-or-before is needed. The server seals it as it comes, before it is written: weaker than a browser that seals, since a server that was changed could read it meanwhile',
  open: true,
  uncounted: true,
  body: z.object({
    ...newReport,
    id: z.optional(id),
    /** Tells made-up reporters apart; counts in drills only. */
    reporter: z.optional(text(80)),
  }),
  out: Received,
});

export const sendDeskReport = endpoint({
  method: 'POST',
  path: '/api/v1/desk/reports',
  summary: 'Send a report that was phoned in',
  body: z
    .object({
      ...newReport,
      id,
      what: z.optional(text(limits.words)),
      /** What, where in words and the answers, sealed by the desk's browser (`ReportWords`). */
      said: z.optional(SealedInput),
      contact: z.optional(sealable(text(limits.contact))),
      /** Tells callers apart where the contact is sealed: a keyed hash that only the desk can make. */
      caller: z.optional(text(100)),
    })
    .check(z.refine(({ what, said }) => Boolean(what ?? said), 'what was seen is missing')),
  words: ['what', 'where.text', 'answers', 'contact'],
  out: Received,
});

/** More answers to a report that was already sent, while the caller is still on the line. */
export const addToReport = endpoint({
  method: 'POST',
  path: '/api/v1/reports/:id/additions',
  summary: 'Add answers or words to a report',
  params: z.object({ id }),
  body: z.object({
    id,
    words: z.optional(text(limits.words)),
    answers: z.optional(answers),
    /** Words and answers, sealed by the desk's browser (`AdditionWords`). */
    said: z.optional(SealedInput),
    firstHand: z.optional(z.boolean()),
    contact: z.optional(sealable(text(limits.contact))),
  }),
  words: ['words', 'answers', 'contact'],
  out: z.object({ id }),
});

export const Match = z.object({
  incidentId: id,
  /** 0 to 1. */
  score: z.number(),
  reasons: z.object({
    distanceM: z.nullable(z.number()),
    minutes: z.number(),
    /** Words that both have. */
    words: z.array(z.string()),
  }),
});
export type Match = z.infer<typeof Match>;

/** A report as it is sent; `wholeReport` of the rules makes of it, once it is opened, what screens show. */
export const SentReport = z.object({
  id,
  door: z.enum(DOORS),
  kind: z.enum(KINDS),
  language: z.string(),
  tense: z.enum(['now', 'before']),
  queue: z.enum(['normal', 'throttled']),
  state: z.enum(STATES),
  seenAt: when,
  receivedAt: when,
  firstHand: z.nullable(z.boolean()),
  picture: z.boolean(),
  said: sealed(ReportWords),
  point: z.nullable(sealed(Point)),
  place: z.object({
    accuracyM: z.nullable(z.int()),
    cell: z.nullable(z.string()),
    zone: z.nullable(z.object({ id, name: z.string() })),
  }),
  claimedBy: z.nullable(z.object({ personId: id, callSign: z.string(), at: when })),
  closedAs: z.nullable(z.string()),
  closedAt: z.nullable(when),
  /** Open, and touched by nobody for long: from then on it counts as settled and goes when its days are over. */
  leftUntil: z.nullable(when),
  incidentId: z.nullable(id),
  /** Whether the reporter can be asked back by text. */
  canBeAsked: z.boolean(),
  /** Everything said with this reporter. */
  threadId: id,
  added: z.array(
    z.object({
      id,
      at: when,
      callSign: z.nullable(z.string()),
      /** Came in a flood. */
      throttled: z.boolean(),
      /** It came with another report and was moved to this one. */
      movedIn: z.boolean(),
      said: sealed(AdditionWords),
    }),
  ),
  /** A picture of it was sent with another report before. */
  recycled: z.boolean(),
  serverMatches: z.array(Match),
  drill: z.boolean(),
  /** read, claim, release, link, unlink, open, close, reopen, ask, ban, add. */
  can: z.array(z.string()),
});
export type SentReport = z.infer<typeof SentReport>;

export const SentReportDetail = z.extend(SentReport, {
  contact: z.nullable(sealed(z.string())),
  media: z.array(
    z.object({
      id,
      type: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      at: when,
      notShown: z.nullable(NotShown),
      key: sealed(z.string()),
    }),
  ),
});
export type SentReportDetail = z.infer<typeof SentReportDetail>;

export * from './contract/bans.ts';
export * from './contract/drafts.ts';
export { limits } from './contract/limits.ts';
export * from './contract/moves.ts';
export type { Report, ReportDetail } from './contract/opened.ts';
export * from './contract/search.ts';
export * from './contract/words.ts';

const params = z.object({ id });

export const listReports = endpoint({
  method: 'GET',
  path: '/api/v1/reports',
  summary: 'Reports: open ones oldest first; `open=0` gives the closed ones, newest first',
  query: z.object({
    open: z.optional(z.enum(['0', '1'])),
    queue: z.optional(z.enum(['normal', 'throttled'])),
    incident: z.optional(id),
  }),
  out: z.object({
    items: z.array(SentReport),
    /** Reports that only the legal desk can open. */
    restricted: z.int(),
    /** How many wait in the throttled queue. */
    throttled: z.int(),
  }),
});

export const readReport = endpoint({
  method: 'GET',
  path: '/api/v1/reports/:id',
  summary: 'One report with what was added and its pictures',
  params,
  out: SentReportDetail,
});

const act = <B extends z.ZodMiniType | undefined = undefined>(verb: string, summary: string, body?: B) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/reports/:id/${verb}`,
    summary,
    params,
    body: body as B,
    out: SentReportDetail,
  });

export const claimReport = act('claim', 'Take it, so that no two people work on one report');
export const releaseReport = act('release', 'Give it back');
export const linkReport = act('link', 'It belongs to this incident', z.object({ incidentId: id }));
export const unlinkReport = act('unlink', 'It does not belong to that incident');
export const openFromReport = act(
  'incident',
  'Open a new incident from it',
  /** `label` is the place in words and `point` where it is, as the desk reads them in the report. */
  z.object({ id, label: z.optional(text(200)), point: z.optional(Point) }),
);
export const closeReport = act('close', 'Close it with a reason', z.object({ as: z.enum(CLOSED_AS) }));
export const reopenReport = act('reopen', 'Take a closing back');
export const askReporter = act(
  'ask',
  'Ask the reporter back; goes out as a text where there is a conversation',
  z.object({ id, question: z.enum(QUESTIONS) }),
);

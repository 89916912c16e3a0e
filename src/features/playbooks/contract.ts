import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { Branches } from './contract/branches.ts';
import { Trust } from './contract/trust.ts';
import { ConductLine, code, Line, list, Words } from './contract/words.ts';

export * from './contract/branches.ts';
export * from './contract/trust.ts';
export { ConductLine, Line, Words } from './contract/words.ts';

const count = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

const Option = z.object({ id: code, label: Words });
export const Question = z.object({
  id: code,
  kind: z.enum(['text', 'choice', 'number', 'yesno', 'time', 'place']),
  ask: Words,
  hint: z.optional(Words),
  options: z.optional(list(Option, 20)),
  /** What, where and now-or-before are first and are sent at once. */
  page: z.enum(['first', 'more']),
});
export type Question = z.infer<typeof Question>;

/**
 * What differs between one kind of hotline and another. A playbook may tighten the lawful-use rules, never loosen
 * them: the limits of the numbers below are those rules.
 */
export const Playbook = z.object({
  slug: code,
  version: count(1, 100_000),
  name: Words,
  script: list(Line, 60),
  branches: Branches,
  questions: list(Question, 60),
  confirmationRule: z.object({
    /** Whether one trained verifier on the scene is enough. */
    verifierOnScene: z.boolean(),
    independentSources: count(2, 10),
    /** How many of those sources need a picture. */
    withPicture: count(1, 10),
  }),
  team: z.object({ min: count(2, 4), max: count(2, 4), radiusM: count(500, 5000) }),
  checkInMinutes: count(1, 30),
  maxStayMinutes: count(5, 240),
  conduct: z.object({
    version: count(1, 100_000),
    /** The card: five lines, confirmed before going. */
    lines: z.array(ConductLine).check(z.minLength(1), z.maxLength(7)),
    /** The agreement, signed once a version. */
    text: z.array(Words).check(z.minLength(1), z.maxLength(40)),
  }),
  redFlags: list(Option, 30),
  outcomes: list(
    z.extend(Option, { for: z.array(z.enum(['report', 'incident'])).check(z.maxLength(2)) }),
    30,
  ),
  roles: list(Option, 12),
  debrief: list(Question, 40),
  trust: Trust,
});
export type Playbook = z.infer<typeof Playbook>;

/** The rules of one state of the USA, as its counsel signed them; unsigned, the strictest hold. */
export const RulePack = z.object({
  /** Two letters, or `unknown`. */
  state: z.string().check(z.regex(/^([A-Z]{2}|unknown)$/)),
  version: count(1, 100_000),
  name: Words,
  distanceFt: count(25, 1000),
  audioConsent: z.enum(['one-party', 'all-party']),
  notes: list(Words, 20),
  signedBy: z.nullable(z.string().check(z.maxLength(100))),
  signedAt: z.nullable(z.iso.datetime()),
});
export type RulePack = z.infer<typeof RulePack>;

export const STOP_REASONS = ['law_changed', 'court_order', 'unsafe', 'complaint', 'review'] as const;

/** Counsel's switch, while it is on or after it was lifted. */
export const Stop = z.object({
  id: z.uuid(),
  what: z.enum(['callouts', 'notices']),
  reason: z.enum(STOP_REASONS),
  /** Person id. */
  by: z.uuid(),
  at: z.iso.datetime(),
  liftedBy: z.nullable(z.uuid()),
  liftedAt: z.nullable(z.iso.datetime()),
  can: z.array(z.string()),
});

export const readCurrentPlaybook = endpoint({
  method: 'GET',
  path: '/api/v1/playbooks/current',
  summary: 'The playbook in force (script, questions, rules, conduct) and the rule pack of the state',
  query: z.object({ slug: z.optional(code) }),
  out: z.object({ playbook: Playbook, rulePack: RulePack }),
});

export const savePlaybook = endpoint({
  method: 'POST',
  path: '/api/v1/playbooks',
  summary: 'Put the next version of a playbook in force',
  body: Playbook,
  out: Playbook,
});

export const signRulePack = endpoint({
  method: 'PUT',
  path: '/api/v1/rule-packs/:state',
  summary: "Counsel signs a state's rules",
  params: z.object({ state: z.string().check(z.regex(/^[A-Z]{2}$/)) }),
  body: z.pick(RulePack, { name: true, distanceFt: true, audioConsent: true, notes: true }),
  out: RulePack,
});

export const listStops = endpoint({
  method: 'GET',
  path: '/api/v1/stops',
  summary: 'Stops in force, and those lifted in the last thirty days',
  out: z.object({ items: z.array(Stop), can: z.array(z.string()) }),
});

export const setStop = endpoint({
  method: 'POST',
  path: '/api/v1/stops',
  summary: 'Stop all call-outs, or all notices, at once',
  body: z.object({ id: z.uuid(), what: z.enum(['callouts', 'notices']), reason: z.enum(STOP_REASONS) }),
  out: Stop,
});

export const liftStop = endpoint({
  method: 'DELETE',
  path: '/api/v1/stops/:id',
  summary: 'Counsel lifts a stop',
  params: z.object({ id: z.uuid() }),
  out: Stop,
});

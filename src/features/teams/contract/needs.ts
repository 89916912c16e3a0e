import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Looks } from '../../people/contract.ts';
import { byId, count, saysWhat, sentence, what, whatMissing, when, Yes } from './common.ts';

/** What is looked for: of whom, of which chapter or zone, free at a time, on shift now. Nothing nearer than a zone. */
export const Need = z.object({
  ...what,
  chapterId: z.optional(z.uuid()),
  zoneId: z.optional(z.uuid()),
  at: z.optional(when),
  onShift: z.optional(z.boolean()),
});
export type Need = z.infer<typeof Need>;

/** Where somebody who was found stands: not asked, asked, or what they said. */
export const STANDINGS = ['found', 'asked', 'yes', 'no'] as const;
export type Standing = (typeof STANDINGS)[number];

export const Found = z.object({
  id: z.uuid(),
  at: when,
  need: Need,
  /** How many of the network are so; null where they are fewer than five and not told apart. Nought is nought. */
  fit: z.nullable(count),
  /** For which team; null: for the desk. */
  teamId: z.nullable(z.uuid()),
  words: z.nullable(z.string()),
  open: z.boolean(),
  people: z.array(z.object({ personId: z.uuid(), callSign: z.string(), standing: z.enum(STANDINGS) })),
});
export type Found = z.infer<typeof Found>;

export const findByNeed = endpoint({
  method: 'POST',
  path: '/api/v1/needs',
  summary:
    'How many of the network meet a need, and at most five of them who said that they may be found; each counts as a look',
  body: z.object({
    id: z.uuid(),
    teamId: z.nullable(z.uuid()),
    need: Need.check(z.refine(saysWhat, whatMissing)),
  }),
  out: z.object({ found: Found, looks: Looks }),
});

export const listNeeds = endpoint({
  method: 'GET',
  path: '/api/v1/needs',
  summary: 'What the actor looked for in the last 30 days, whom they asked, and what those said',
  out: z.object({ items: z.array(Found) }),
});

export const askForNeed = endpoint({
  method: 'POST',
  path: '/api/v1/needs/:id/asks',
  summary:
    'Ask one of those found whether they could help; once each. Words that ask somebody to come are refused',
  params: byId,
  body: z.object({ personId: z.uuid(), words: sentence }),
  out: Yes,
});

export const closeNeed = endpoint({
  method: 'POST',
  path: '/api/v1/needs/:id/close',
  summary: 'It is met: who has not answered yet need not',
  params: byId,
  body: z.object({}),
  out: Yes,
});

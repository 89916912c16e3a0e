import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

/** What callers hear that can be said in the network's own recordings; what names a time, a place or digits cannot. */
export const PROMPTS = [
  'chooseLanguage',
  'greeting',
  'menu',
  'again',
  'afterRights',
  'wait',
  'waitNobody',
  'waitLegal',
  'waitNext',
  'stillCalling',
  'connecting',
  'held',
  'messageNobody',
  'messageUnanswered',
  'leaveMessage',
  'leaveLegal',
  'kept',
  'askBack',
  'goodbye',
] as const;
export type Prompt = (typeof PROMPTS)[number];

/** A minute of speech as MP3 at 24 kbit/s; in base64 within what a request may have. */
export const longestSound = 180_000;

const params = z.object({
  language: z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/)),
  prompt: z.enum(PROMPTS),
});

const PromptState = z.object({
  language: z.string(),
  prompt: z.enum(PROMPTS),
  /** The words that are spoken where there is no recording; null for a language that no machine of ours speaks. */
  words: z.nullable(z.string()),
  recording: z.nullable(z.object({ at: z.iso.datetime(), bytes: z.int(), url: z.string() })),
});
export type PromptState = z.infer<typeof PromptState>;

export const listPrompts = endpoint({
  method: 'GET',
  path: '/api/v1/calls/prompts',
  summary: 'What callers hear, by language: words to be spoken, or the network’s own recording',
  out: z.object({ languages: z.array(z.string()), items: z.array(PromptState), canChange: z.boolean() }),
});

export const savePrompt = endpoint({
  method: 'PUT',
  path: '/api/v1/calls/prompts/:language/:prompt',
  summary: 'Say this prompt in one’s own recording: MP3 or WAV, in base64',
  params,
  body: z.object({ sound: z.base64().check(z.minLength(1), z.maxLength((longestSound / 3) * 4 + 4)) }),
  out: PromptState,
});

export const dropPrompt = endpoint({
  method: 'DELETE',
  path: '/api/v1/calls/prompts/:language/:prompt',
  summary: 'Have this prompt spoken by the machine again',
  params,
  out: PromptState,
});

export const playPrompt = endpoint({
  method: 'GET',
  path: '/api/v1/calls/sounds/:token',
  summary: 'A recording, for the carrier to play: at an address that only this server can make',
  open: true,
  // The carrier plays one to each caller, from few addresses.
  uncounted: true,
  params: z.object({ token: z.string().check(z.maxLength(200)) }),
  out: z.unknown(),
});

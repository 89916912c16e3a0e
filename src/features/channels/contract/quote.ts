import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { KINDS } from './kinds.ts';

/** What sending something would cost, before it is sent. Money in hundredths of a cent. */
export const Quote = z.object({
  people: z.int(),
  /** Of them, those whom no way reaches: nothing is sent to them. */
  unreachable: z.int(),
  cost: z.int(),
  ways: z.array(
    z.object({
      kind: z.enum(KINDS),
      people: z.int(),
      /** Text messages that it takes for all of them; one each where the way does not count in parts. */
      parts: z.int(),
      cost: z.int(),
    }),
  ),
  /** Of the longest that goes by text. */
  text: z.nullable(
    z.object({
      alphabet: z.enum(['GSM-7', 'UCS-2']),
      segments: z.int(),
      /** Characters that the last part still takes. */
      left: z.int(),
      /** What keeps it out of the cheaper alphabet. */
      wide: z.array(z.string()),
    }),
  ),
});
export type Quote = z.infer<typeof Quote>;

const short = z.string().check(z.maxLength(60));

export const readQuote = endpoint({
  method: 'POST',
  path: '/api/v1/delivery/quotes',
  summary:
    'What it costs to send an ask, a stand-down or a reply to those who would get it, and by which ways',
  body: z.object({
    what: z.enum(['ask', 'stand_down', 'reply']),
    /** What it is about: an incident, a thread. Of an ask its place is among the facts. */
    subject: z.optional(z.uuid()),
    /** What else decides who gets it and what it says, as codes and numbers. Never the words themselves. */
    facts: z.optional(z.record(short, short)),
  }),
  out: Quote,
});

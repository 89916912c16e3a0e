import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

/** What a phone of the demo's wall shows of its call: what a carrier would speak, as text. */
export const WallCall = z.object({
  /** The call; null where it is unknown. */
  id: z.nullable(z.uuid()),
  /** Which step this is; goes back with what its owner does. */
  turn: z.int(),
  lines: z.array(z.object({ text: z.string(), lang: z.string() })),
  /** Wants keys, a message in words, nothing while one speaks or waits, or is over. */
  wants: z.enum(['keys', 'words', 'nothing', 'over']),
  /** How many keys. */
  digits: z.int(),
  /** After so many seconds without a key it goes on by itself. */
  seconds: z.int(),
  /** It rings at the desk. */
  waiting: z.boolean(),
  talking: z.boolean(),
});
export type WallCall = z.infer<typeof WallCall>;

export const callFromWall = endpoint({
  method: 'POST',
  path: '/api/v1/demo/phones/:address/call',
  summary: 'Call the hotline from a phone of the demo, press keys, wait, leave a message in words, hang up',
  open: true,
  params: z.object({ address: z.string().check(z.regex(/^\+?[\d ]{4,20}$/)) }),
  body: z.object({
    /** Made by the phone: the same id is the same call. */
    id: z.uuid(),
    /** `look` only asks where the call is. */
    do: z.enum(['ring', 'look', 'key', 'wait', 'words', 'hangUp']),
    turn: z.optional(z.int()),
    digits: z.optional(z.string().check(z.regex(/^[\d*#]{1,2}$/))),
    words: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(2000))),
  }),
  out: WallCall,
});

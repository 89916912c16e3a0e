import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

export * from './contract/delivery.ts';
export * from './contract/kinds.ts';
export * from './contract/push.ts';
export * from './contract/quote.ts';

const when = z.iso.datetime();
const address = z.string().check(z.regex(/^\+?[\d ]{4,20}$/));

export const Phone = z.object({
  address: z.string(),
  /** Whose phone it is; null for a resident's. */
  personId: z.nullable(z.uuid()),
  /** Call sign of a member; empty for a resident. */
  callSign: z.string(),
  language: z.string(),
  /** Newest line, either way. */
  last: z.nullable(
    z.object({ at: when, from: z.enum(['network', 'phone']), body: z.string(), drill: z.boolean() }),
  ),
  count: z.int(),
});

export const PhoneMessage = z.object({
  id: z.uuid(),
  at: when,
  from: z.enum(['network', 'phone']),
  body: z.string(),
  /** The name of what came with it; the phones of the demo show no more of it. */
  file: z.nullable(z.string()),
  purpose: z.string(),
  urgent: z.boolean(),
  drill: z.boolean(),
  state: z.string(),
});

export const listPhones = endpoint({
  method: 'GET',
  path: '/api/v1/demo/phones',
  summary: "The demo's phones that have something to show, the newest first",
  open: true,
  query: z.object({
    /** Part of a number or of a call sign; finds quiet phones too. */
    q: z.optional(z.string().check(z.maxLength(40))),
    limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
  }),
  out: z.object({ items: z.array(Phone) }),
});

export const readPhone = endpoint({
  method: 'GET',
  path: '/api/v1/demo/phones/:address',
  summary: 'One phone of the demo with its messages, the oldest first',
  open: true,
  params: z.object({ address }),
  out: z.object({ phone: Phone, messages: z.array(PhoneMessage) }),
});

export const writeOnPhone = endpoint({
  method: 'POST',
  path: '/api/v1/demo/phones/:address/messages',
  summary: 'Write in from a phone of the demo; the same id twice is the same message',
  open: true,
  params: z.object({ address }),
  body: z.object({
    id: z.uuid(),
    body: z.string().check(z.trim(), z.minLength(1), z.maxLength(1600)),
    /** Part of a drill: a report that it makes is marked so. */
    drill: z.optional(z.boolean()),
  }),
  out: z.object({ reply: z.nullable(z.string()) }),
});

export const readDeliveries = endpoint({
  method: 'GET',
  path: '/api/v1/deliveries',
  summary:
    'Messages waiting to be handed over, and those that could not be or were held back in the last hour',
  out: z.object({ waiting: z.int(), failed: z.int(), held: z.int() }),
});

export type Phone = z.infer<typeof Phone>;
export type PhoneMessage = z.infer<typeof PhoneMessage>;

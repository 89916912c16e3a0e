import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Ring, RingWrap } from './list.ts';

const Epoch = z.int().check(z.minimum(1));
const Wrap = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(400));

/** How many wraps one call gives or moves. */
export const wrapsAtOnce = 200;

export const readMyRings = endpoint({
  method: 'GET',
  path: '/api/v1/keys/mine/rings',
  summary: 'Ring keys wrapped to my member key, and which listed members of my rings still lack theirs',
  out: z.object({
    network: z.uuid(),
    wraps: z.array(RingWrap),
    missing: z.array(z.object({ ring: Ring, epoch: Epoch, account: z.uuid() })),
  }),
});

export const giveWraps = endpoint({
  method: 'POST',
  path: '/api/v1/keys/wraps',
  summary: 'Give listed members the ring keys that I hold, wrapped to their member keys',
  body: z.object({ wraps: z.array(RingWrap).check(z.minLength(1), z.maxLength(wrapsAtOnce)) }),
  out: z.object({ given: z.int() }),
});

export const readOldWraps = endpoint({
  method: 'GET',
  path: '/api/v1/keys/old-wraps',
  summary: 'Record keys of a ring that are still wrapped to an earlier epoch, in the order of their ids',
  query: z.object({ ring: Ring, after: z.optional(z.uuid()) }),
  out: z.object({
    left: z.int(),
    next: z.nullable(z.uuid()),
    items: z.array(z.object({ id: z.uuid(), epoch: Epoch, wrap: Wrap })),
  }),
});

export const moveWraps = endpoint({
  method: 'POST',
  path: '/api/v1/keys/old-wraps',
  summary: 'Put wraps to the current epoch in the place of earlier ones',
  body: z.object({
    ring: Ring,
    epoch: Epoch,
    items: z
      .array(z.object({ id: z.uuid(), from: Epoch, wrap: Wrap }))
      .check(z.minLength(1), z.maxLength(wrapsAtOnce)),
  }),
  out: z.object({ moved: z.int() }),
});

export const forgetHeld = endpoint({
  method: 'POST',
  path: '/api/v1/keys/held/:ring/forget',
  summary: 'Have the server forget the private key that it held, once nothing is wrapped to it any more',
  params: z.object({ ring: Ring }),
  out: z.object({ forgotten: z.boolean() }),
});

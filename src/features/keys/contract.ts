import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

import { Ring, RingKey } from './contract/list.ts';

export * from './contract/list.ts';
export * from './contract/member.ts';
export * from './contract/rings.ts';
export * from './contract/trustees.ts';

const Epoch = z.int().check(z.positive());
/** 32 bytes, in base64. */
const Key = z.string().check(z.length(44));

export const listRingKeys = endpoint({
  method: 'GET',
  path: '/api/v1/keys/rings',
  summary: 'The public key of each ring in its current epoch: what is sealed is sealed to these',
  out: z.object({ network: z.uuid(), items: z.array(RingKey) }),
});

export const HeldKey = z.object({ ring: Ring, epoch: Epoch, privateKey: Key });
export type HeldKey = z.infer<typeof HeldKey>;

export const readHeldKeys = endpoint({
  method: 'GET',
  path: '/api/v1/keys/held',
  summary: 'Private keys of the rings that your roles belong to, of epochs that the server still holds',
  out: z.object({ items: z.array(HeldKey) }),
});

export const RecordKey = z.object({ id: z.uuid(), ring: Ring, epoch: Epoch, wrap: z.string() });
export type RecordKey = z.infer<typeof RecordKey>;

/** How many record keys one call may ask for. */
export const mostAtOnce = 500;

export const readRecordKeys = endpoint({
  method: 'POST',
  path: '/api/v1/keys/records',
  summary: 'Wrapped record keys; one that is unknown, shredded or of a ring that is not yours is left out',
  body: z.object({ ids: z.array(z.uuid()).check(z.minLength(1), z.maxLength(mostAtOnce)) }),
  out: z.object({ items: z.array(RecordKey) }),
});

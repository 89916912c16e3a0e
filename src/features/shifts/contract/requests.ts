import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, SHIFT_ROLES } from './common.ts';
import { Why } from './rota.ts';

const Part = z.object({
  callSign: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** What keeps them from it as things stand. */
  why: z.array(Why),
});

export const ShiftRequest = z.object({
  id: z.uuid(),
  kind: z.enum(['take', 'give-back', 'swap']),
  role: z.enum(SHIFT_ROLES),
  at: z.iso.datetime(),
  /** Who asks, and the shift that they would give or take. */
  asker: Part,
  /** Of a swap: the other, and the shift that they would give. */
  other: z.nullable(Part),
  /** Without the asker it is below what is needed. */
  leavesGap: z.boolean(),
  can: z.array(z.string()),
});
export type ShiftRequest = z.infer<typeof ShiftRequest>;

export const listShiftRequests = endpoint({
  method: 'GET',
  path: '/api/v1/rota/requests',
  summary: 'What waits for a coordinator, the oldest first',
  out: z.object({ items: z.array(ShiftRequest) }),
});

export const decideRequest = endpoint({
  method: 'POST',
  path: '/api/v1/rota/requests/:id/decision',
  summary: 'Approve or refuse; the asker is told, with the reason where one is given',
  params: byId,
  body: z.object({
    approve: z.boolean(),
    why: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(300))),
    anyway: z.optional(z.boolean()),
  }),
  out: z.object({ state: z.string() }),
});

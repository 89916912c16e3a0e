import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

export const SHIFT_ROLES = ['operator', 'dispatcher', 'verifier', 'legal'] as const;
export type ShiftRole = (typeof SHIFT_ROLES)[number];

export const Shift = z.object({
  id: z.uuid(),
  role: z.enum(SHIFT_ROLES),
  chapterId: z.nullable(z.uuid()),
  personId: z.uuid(),
  callSign: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
});

export const listShiftsNow = endpoint({
  method: 'GET',
  path: '/api/v1/shifts/now',
  summary: 'Who is on shift now, by role',
  out: z.object({ items: z.array(Shift) }),
});

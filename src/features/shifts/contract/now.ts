import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SHIFT_ROLES } from './common.ts';

export const Shift = z.object({
  id: z.uuid(),
  role: z.enum(SHIFT_ROLES),
  chapterId: z.nullable(z.uuid()),
  personId: z.uuid(),
  callSign: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  learner: z.boolean(),
  checkedInAt: z.nullable(z.iso.datetime()),
});

export const listShiftsNow = endpoint({
  method: 'GET',
  path: '/api/v1/shifts/now',
  summary: 'Who is on shift now, by role; learners too, marked',
  out: z.object({ items: z.array(Shift) }),
});

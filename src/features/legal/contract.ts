import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

/** Someone was detained. The words are in the report, which only the legal desk can open: GET /api/v1/reports/:id. */
export const Intake = z.object({
  id: z.uuid(),
  reportId: z.uuid(),
  state: z.enum(['open', 'taken', 'closed']),
  takenBy: z.nullable(z.string()),
  takenAt: z.nullable(z.iso.datetime()),
  at: z.iso.datetime(),
  drill: z.boolean(),
  can: z.array(z.string()),
});
export type Intake = z.infer<typeof Intake>;

export const listIntakes = endpoint({
  method: 'GET',
  path: '/api/v1/intakes',
  summary: 'Restricted intakes that are not closed, the oldest first; for the legal desk only',
  out: z.object({ items: z.array(Intake) }),
});

export const takeIntake = endpoint({
  method: 'POST',
  path: '/api/v1/intakes/:id/take',
  summary: 'Take an intake, so that no two people call the same family',
  params: z.object({ id: z.uuid() }),
  out: Intake,
});

export const closeIntake = endpoint({
  method: 'POST',
  path: '/api/v1/intakes/:id/close',
  summary: 'Close an intake that is handed on or answered',
  params: z.object({ id: z.uuid() }),
  out: Intake,
});

import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { SealedInput } from '../../platform/http/sealed.ts';
import { SentReportDetail } from '../hotline/contract.ts';

export const STATES = ['open', 'taken', 'closed'] as const;

/** Someone was detained: what came in for the legal desk, and who has taken it. */
export const Intake = z.object({
  id: z.uuid(),
  state: z.enum(STATES),
  at: z.iso.datetime(),
  language: z.string(),
  takenBy: z.nullable(z.object({ personId: z.uuid(), callSign: z.string(), at: z.iso.datetime() })),
  drill: z.boolean(),
  /** read, take, write, return, close */
  can: z.array(z.string()),
});
export type Intake = z.infer<typeof Intake>;

export const IntakeDetail = z.extend(Intake, {
  report: SentReportDetail,
  /** The calls that it was made in, or that belong to it. */
  calls: z.array(
    z.object({
      id: z.uuid(),
      startedAt: z.iso.datetime(),
      answeredAt: z.nullable(z.iso.datetime()),
      endedAt: z.nullable(z.iso.datetime()),
      /** Who spoke with them last. */
      callSign: z.nullable(z.string()),
    }),
  ),
});
export type IntakeDetail = z.infer<typeof IntakeDetail>;

const params = z.object({ id: z.uuid() });

export const listIntakes = endpoint({
  method: 'GET',
  path: '/api/v1/intakes',
  summary: 'Intakes of the legal desk, the newest first; `open=1` leaves out the closed ones',
  query: z.object({
    open: z.optional(z.enum(['0', '1'])),
    /** That of this report alone. */
    report: z.optional(z.uuid()),
  }),
  out: z.object({ items: z.array(Intake) }),
});

export const readIntake = endpoint({
  method: 'GET',
  path: '/api/v1/intakes/:id',
  summary: 'One intake with what was reported',
  params,
  out: IntakeDetail,
});

export const takeIntake = endpoint({
  method: 'POST',
  path: '/api/v1/intakes/:id/take',
  summary: 'Take it',
  params,
  out: IntakeDetail,
});

export const writeInIntake = endpoint({
  method: 'POST',
  path: '/api/v1/intakes/:id/notes',
  summary: 'Write down what somebody says, sealed to the legal desk; the same id twice is one note',
  params,
  body: z.object({
    id: z.uuid(),
    /** Words (`AdditionWords`), sealed by the browser of who typed them. */
    said: SealedInput,
  }),
  out: IntakeDetail,
});

export const returnIntake = endpoint({
  method: 'POST',
  path: '/api/v1/intakes/:id/return',
  summary: 'Give it back to the legal desk: it waits for somebody again, and they are paged',
  params,
  out: IntakeDetail,
});

export const closeIntake = endpoint({
  method: 'POST',
  path: '/api/v1/intakes/:id/close',
  summary: 'Close it: the case is followed elsewhere, or there is none',
  params,
  out: IntakeDetail,
});

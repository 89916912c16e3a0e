import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

const byPerson = z.object({ personId: z.uuid() });

/** Who teaches, and how much of it lies around now. */
export const ShownTrainer = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  languages: z.array(z.string()),
  /** Sessions within thirty days before and after now. */
  load: z.int(),
  apprentices: z.int(),
  restsUntil: z.nullable(z.iso.datetime()),
});
export type ShownTrainer = z.infer<typeof ShownTrainer>;

export const ShownApprentice = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  languages: z.array(z.string()),
  stage: z.enum(['watching', 'co-teaching', 'ready', 'certified', 'stopped']),
  startedAt: z.iso.datetime(),
  taught: z.int(),
  mentor: z.nullable(z.object({ personId: z.uuid(), callSign: z.string() })),
  /** Somebody who would suit them, where they have nobody. */
  suggested: z.nullable(z.object({ personId: z.uuid(), callSign: z.string() })),
  assessments: z.array(
    z.object({
      by: z.string(),
      at: z.iso.datetime(),
      passed: z.boolean(),
      levels: z.record(z.string(), z.int()),
    }),
  ),
  can: z.array(z.string()),
});
export type ShownApprentice = z.infer<typeof ShownApprentice>;

export const Candidate = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  languages: z.array(z.string()),
  attended: z.int(),
  /** Languages of theirs that too few trainers speak. */
  needed: z.array(z.string()),
});

export const readTrainers = endpoint({
  method: 'GET',
  path: '/api/v1/trainings/trainers',
  summary: 'Who teaches, who learns to, who could be next',
  out: z.object({
    trainers: z.array(ShownTrainer),
    apprentices: z.array(ShownApprentice),
    candidates: z.array(Candidate),
    /** Languages of members here that too few trainers speak. */
    needed: z.array(z.string()),
    goal: z.int(),
  }),
});

export const beginApprentice = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/apprentices/:personId',
  summary: 'Somebody begins to learn teaching, or is paired with another trainer',
  params: byPerson,
  body: z.object({ mentorId: z.nullable(z.uuid()) }),
  out: byPerson,
});

export const stopApprentice = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/apprentices/:personId/stop',
  summary: 'Somebody stops learning to teach',
  params: byPerson,
  out: byPerson,
});

export const assess = endpoint({
  method: 'POST',
  path: '/api/v1/trainings/apprentices/:personId/assessment',
  summary: 'A certified trainer assesses an apprentice by the rubric; who passes is certified',
  params: byPerson,
  body: z.object({
    id: z.uuid(),
    levels: z.record(z.string().check(z.maxLength(40)), z.int().check(z.gte(1), z.lte(4))),
  }),
  out: z.object({ personId: z.uuid(), passed: z.boolean() }),
});

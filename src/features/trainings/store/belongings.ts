import { sql } from 'kysely';
import type { Belonging } from '../../people/index.ts';

/** Seats, who came, what was learnt, certificates, and the road to becoming a trainer. */
export const belongings: readonly Belonging[] = [
  {
    ...{ table: 'registrations', column: 'person_id', key: ['id'], once: ['session_id'] },
    best: sql`array_position(array['confirmed','waiting','cancelled'], r.state::text), r.at`,
  },
  {
    ...{ table: 'attendances', column: 'person_id', once: ['session_id'] },
    best: sql`(r.left_at is null) desc, r.came_at`,
  },
  { table: 'module_credits', column: 'person_id', once: ['course', 'part'], best: sql`r.at desc` },
  { table: 'prior_credits', column: 'person_id' },
  { table: 'quiz_attempts', column: 'person_id' },
  { table: 'certificates', column: 'person_id' },
  {
    ...{ table: 'apprentices', column: 'person_id', once: [], never: 'mentor_id' },
    best: sql`array_position(array['certified','learning','stopped'], r.state::text), r.started_at`,
  },
  { table: 'apprentices', column: 'mentor_id', key: ['person_id'], never: 'person_id' },
  { table: 'assessments', column: 'person_id', never: 'by' },
  {
    ...{ table: 'session_trainers', column: 'person_id', once: ['session_id'] },
    best: sql`array_position(array['lead','co','apprentice'], r.part::text)`,
  },
];

import { sql } from 'kysely';
import type { Belonging } from '../../people/index.ts';

/** Places in teams, what one is found by, what was asked of them, and thanks. */
export const belongings: readonly Belonging[] = [
  {
    table: 'team_members',
    column: 'person_id',
    once: ['team_id'],
    best: sql`array_position(array['lead','member','asking'], r.part::text)`,
  },
  { table: 'findable_people', column: 'person_id', once: [] },
  { table: 'needs', column: 'by_person' },
  { table: 'need_people', column: 'person_id', once: ['need_id'] },
  { table: 'team_thanks', column: 'person_id', never: 'by_person' },
  { table: 'team_thanks', column: 'by_person', never: 'person_id' },
];

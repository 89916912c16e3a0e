import { sql } from 'kysely';
import type { Belonging } from '../../people/index.ts';

/** What somebody said about coming, where they came, what they took upon themselves, and where they help. */
export const belongings: readonly Belonging[] = [
  {
    ...{ table: 'meeting_guests', column: 'person_id', key: ['id'], once: ['meeting_id'] },
    best: sql`(r.arrived_at is not null) desc, r.coming desc, r.said_at`,
  },
  { table: 'meeting_actions', column: 'owner_id' },
  { table: 'meeting_items', column: 'owner_id' },
  { table: 'meeting_helpers', column: 'person_id', once: ['meeting_id'] },
];

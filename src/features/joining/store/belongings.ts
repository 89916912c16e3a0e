import type { Belonging } from '../../people/index.ts';

/** Conversations, also one that is under way. Applications go with the merge itself. */
export const belongings: readonly Belonging[] = [
  { table: 'greetings', column: 'person_id', key: ['id'], once: ['ended_at'], never: 'greeter_id' },
];

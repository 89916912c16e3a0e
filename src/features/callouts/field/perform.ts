import type { Act } from '../../../field/outbox.ts';
import { change, now, state } from '../../../field/store.ts';
import { act } from '../../../field/sync.ts';
import type { Field, FieldAssignment } from '../contract.ts';
import { isRehearsal, withAct } from './rehearse.ts';

/** What each card gets. */
export interface CardProps {
  field: Field;
  assignment: FieldAssignment;
}

/** Does it: for real, kept and sent; or in the rehearsal only. `at` is when it happened, by default now. */
export async function perform(assignment: FieldAssignment, what: Act, at?: string): Promise<void> {
  const { rehearsal } = state();
  if (!isRehearsal(assignment)) return act(assignment.id, what, at);
  if (rehearsal) change({ rehearsal: withAct(rehearsal, what, at ?? new Date(now()).toISOString()) });
}

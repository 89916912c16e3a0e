import { call } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { notify } from '../../../desk/kit/notices.ts';
import { refresh } from '../../../desk/kit/query.ts';
import { store } from '../../../desk/kit/store.ts';
import { dropChange, proposeChange } from '../contract.ts';
import { type Roll, takenFrom } from '../rules.ts';
import { changeOf, waitingChange } from './change.ts';
import type { Read } from './roll.ts';
import type { Unlocked } from './unlocked.ts';

/** Accounts whose membership was ended on this page, and whose removal its unlocked key is still to sign. */
export const toSignAway = store<readonly string[]>([]);

export const signAwaySoon = (account: string) => toSignAway.set([...toSignAway.get(), account]);

/**
 * Signs away who was removed here, in the same act. A removal goes before what waits for a signature: that is dropped,
 * unless it is a removal itself; then this one comes after it, at the next reading of the list. Throws ApiProblem, BadList.
 */
export async function signAway(read: Read & { roll: Roll }, key: Unlocked, admin: boolean): Promise<void> {
  const { list, roll } = read;
  const wanted = toSignAway.get().filter((account) => list.removed.includes(account));
  if (wanted.length === 0) return;
  const waits = waitingChange(read);
  const leave = waits ? takenFrom(roll, waits.acts) : [];
  const left = wanted.filter((account) => !leave.includes(account));
  if (left.length > 0 && list.draft) {
    if (leave.length > 0 || !admin) return;
    await call(dropChange, { params: { id: list.draft.id } });
    notify({ text: 'The change that waited was dropped: a removal goes first. Put it again afterwards.' });
  }
  // Whatever comes of it now: what is not signed stays a task on every admin’s screen.
  toSignAway.set(toSignAway.get().filter((account) => !wanted.includes(account)));
  if (left.length === 0) return;
  const acts = left.map((account) => ({ act: 'remove' as const, account }));
  const change = await changeOf(read, key, admin, acts);
  await call(proposeChange, { body: { id: newId(), ...change } });
  notify({
    text: change.signature
      ? 'You signed the removal. Another admin signs next.'
      : 'The removal is proposed. Two admins sign next.',
  });
  await refresh('/api/v1/keys');
}

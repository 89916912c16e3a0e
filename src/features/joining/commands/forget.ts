import type { Ctx } from '../../../platform/context.ts';
import { isHeld } from '../../holds/index.ts';
import { shred } from '../../keys/index.ts';
import { people, removePerson } from '../../people/index.ts';
import * as store from '../store.ts';

/**
 * Applications whose time is over go, and with its last one the person who never became more than an applicant. Returns how
 * many went.
 */
export async function comeToNothing(ctx: Ctx, ids: string[]): Promise<number> {
  const whose = await store.deleteApplications(ctx, ids);
  const others = new Set(await store.selectApplicants(ctx, whose));
  const gone = [...new Set(whose)].filter((id) => !others.has(id));
  // Nobody is on shift or out who only applied.
  for (const { id, state } of await people(ctx, gone))
    if (state === 'applied') await removePerson(ctx, id, { isHeld, mustBeFree: async () => {} });
  return whose.length;
}

/**
 * Somebody has left: what they applied with and what was noted about them goes, where no hold is about them; whom they had
 * taken is free again.
 */
export async function forget(ctx: Ctx, personId: string): Promise<void> {
  await store.freeTakenBy(ctx, personId);
  if (await isHeld(ctx, personId)) return;
  await store.deleteOf(ctx, [personId]);
  await store.deleteLikenesses(ctx, personId);
  await shred(ctx, await store.deleteGreetings(ctx, personId));
}

/** A hold was released: what was kept for it of those who left goes. */
export async function forgetLeft(ctx: Ctx): Promise<void> {
  for (const { id, state } of await people(ctx, await store.selectApplicants(ctx)))
    if (state === 'left') await forget(ctx, id);
}

import type { Ctx } from '../../../platform/context.ts';
import type { IsHeld } from '../../../platform/keeping.ts';
import * as store from '../store.ts';
import { forgetAddresses } from './send.ts';

/** Somebody has left: where they were reached is forgotten, or put aside unused while a legal hold is about them. */
export const leave = async (ctx: Ctx, personId: string, isHeld: IsHeld): Promise<void> =>
  (await isHeld(ctx, personId)) ? store.putAside(ctx, personId) : forgetAddresses(ctx, personId);

/** A hold was released: what was put aside for it goes. */
export async function forgetPutAside(ctx: Ctx, isHeld: IsHeld): Promise<void> {
  for (const personId of await store.selectPutAside(ctx))
    if (!(await isHeld(ctx, personId))) await forgetAddresses(ctx, personId);
}

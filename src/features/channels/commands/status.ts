import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';

/** A carrier's later word on a message it took over. One it does not know changes nothing. */
export async function saveCarrierStatus(
  ctx: Ctx,
  providerId: string,
  state: 'delivered' | 'failed',
): Promise<void> {
  const id = await store.saveStatus(ctx, providerId, state);
  if (id && state === 'failed') await emit(ctx, { kind: 'message.failed', subject: id });
}

import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Receipt } from '../providers/index.ts';
import * as store from '../store.ts';
import { addressKey } from './send.ts';

/** Carriers' later words on messages that they took. One it does not know, or an older one, changes nothing. */
export async function saveReceipts(ctx: Ctx, receipts: Receipt[]): Promise<void> {
  for (const { providerId, state, from } of receipts) {
    const outcome = state === 'failed' ? 'failed' : 'delivered';
    const keys = from?.map((address) => addressKey(ctx.vault, 'signal', address));
    const id = await store.saveStatus(ctx, providerId, outcome, keys);
    if (id && state === 'failed') await emit(ctx, { kind: 'message.failed', subject: id });
  }
}

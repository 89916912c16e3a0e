import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Receipt } from '../providers/index.ts';
import * as store from '../store.ts';

/** Carriers' later words on messages that they took. One it does not know, or an older one, changes nothing. */
export async function saveReceipts(ctx: Ctx, receipts: Receipt[]): Promise<void> {
  for (const { providerId, state } of receipts) {
    const id = await store.saveStatus(ctx, providerId, state === 'failed' ? 'failed' : 'delivered');
    if (id && state === 'failed') await emit(ctx, { kind: 'message.failed', subject: id });
  }
}

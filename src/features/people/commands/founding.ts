import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import * as store from '../store.ts';

/** Those admitted at the server's console, before there is anyone to vouch for them. */
export async function vouchByFounding(ctx: Ctx, personIds: string[]): Promise<void> {
  await store.insertVouches(
    ctx.tx,
    ctx.network.id,
    personIds.map((personId) => ({
      ...{
        id: newId(),
        personId,
        by: null,
        kind: 'founding' as const,
        known: null,
        words: null,
        at: ctx.now,
      },
    })),
  );
}

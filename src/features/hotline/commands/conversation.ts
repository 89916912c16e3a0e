import type { Ctx } from '../../../platform/context.ts';
import type { Kind } from '../../channels/index.ts';
import * as store from '../store.ts';

/** Where a thread can be written to; null for reports that did not come by text. */
export async function addressOf(
  ctx: Ctx,
  conversationId: string | null,
): Promise<{ kind: Kind; address: string; language: string } | null> {
  if (!conversationId) return null;
  const [row] = await store.selectConversations(ctx.tx, ctx.network.id, [conversationId]);
  if (!row) return null;
  const address = ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' });
  return { kind: row.kind as Kind, address, language: row.language };
}

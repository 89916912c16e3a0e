import type { Ctx } from '../../../platform/context.ts';
import type { Inbound, Kind } from '../../channels/index.ts';
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

/** The number alone, hashed: a person who comes by another way is known by it. */
function numberKeyOf(ctx: Ctx, { address, aliases = [] }: Inbound): Buffer | null {
  const number = [address, ...aliases].find((one) => /^\+\d{6,15}$/.test(one));
  return number ? ctx.vault.hash('number', number) : null;
}

/** Who writes, as one origin by whatever way. */
export const originOf = (ctx: Ctx, inbound: Inbound): Buffer =>
  ctx.vault.hash('origin', (numberKeyOf(ctx, inbound) ?? inbound.addressKey).toString('hex'));

/** The conversation with whoever writes, locked; undefined for who writes for the first time. */
export const conversationOf = (ctx: Ctx, inbound: Inbound): Promise<store.ConversationRow | undefined> =>
  store.selectConversation(ctx.tx, ctx.network.id, inbound.kind, {
    addressKey: inbound.addressKey,
    numberKey: numberKeyOf(ctx, inbound),
  });

/** They are answered where they wrote from last. */
export async function moveTo(ctx: Ctx, before: store.ConversationRow, inbound: Inbound): Promise<void> {
  const { kind, address, addressKey } = inbound;
  if (before.kind === kind && before.addressKey.equals(addressKey)) return;
  const from = {
    kind,
    addressKey,
    address: ctx.vault.encrypt(address, { record: before.id, field: 'address' }),
  };
  await store.updateConversation(ctx.tx, ctx.network.id, before.id, { from });
}

export const beginConversation = (
  ctx: Ctx,
  inbound: Inbound,
  row: { id: string; language: string; reportId: string },
): Promise<void> =>
  store.insertConversation(
    ctx.tx,
    ctx.network.id,
    {
      ...row,
      kind: inbound.kind,
      addressKey: inbound.addressKey,
      numberKey: numberKeyOf(ctx, inbound),
      address: ctx.vault.encrypt(inbound.address, { record: row.id, field: 'address' }),
    },
    ctx.now,
  );

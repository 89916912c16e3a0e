import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface ConversationRow {
  id: string;
  kind: string;
  address: Encrypted;
  language: string;
  reportId: string | null;
}

const columns = ['id', 'kind', 'address', 'language', 'report_id as reportId'] as const;

/** The thread of an address, locked: two texts of one person are read one after the other. */
export const selectConversation = (
  tx: Tx,
  networkId: string,
  kind: string,
  addressKey: Buffer,
): Promise<ConversationRow | undefined> =>
  tx
    .selectFrom('conversations')
    .select(columns)
    .where('network_id', '=', networkId)
    .where('kind', '=', kind)
    .where('address_key', '=', addressKey)
    .forUpdate()
    .executeTakeFirst();

export async function insertConversation(
  tx: Tx,
  networkId: string,
  row: ConversationRow & { addressKey: Buffer },
  at: Date,
): Promise<void> {
  await tx
    .insertInto('conversations')
    .values({
      network_id: networkId,
      id: row.id,
      kind: row.kind,
      address: row.address,
      address_key: row.addressKey,
      language: row.language,
      report_id: row.reportId,
      created_at: at,
    })
    .execute();
}

export async function updateConversation(
  tx: Tx,
  networkId: string,
  id: string,
  change: { reportId: string; language: string },
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ report_id: change.reportId, language: change.language })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

export const selectConversations = (
  tx: Tx,
  networkId: string,
  ids: readonly string[],
): Promise<ConversationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('conversations')
        .select(columns)
        .where('network_id', '=', networkId)
        .where('id', 'in', ids)
        .execute();

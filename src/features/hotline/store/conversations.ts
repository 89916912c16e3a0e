import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface ConversationRow {
  id: string;
  kind: string;
  address: Encrypted;
  addressKey: Buffer;
  language: string;
  reportId: string | null;
}

const columns = [
  'id',
  'kind',
  'address',
  'address_key as addressKey',
  'language',
  'report_id as reportId',
] as const;

/** Who writes from an address, locked: two texts of one person are read one after the other. */
export const selectConversation = (
  tx: Tx,
  networkId: string,
  kind: string,
  { addressKey, numberKey }: { addressKey: Buffer; numberKey: Buffer | null },
): Promise<ConversationRow | undefined> =>
  tx
    .selectFrom('conversations')
    .select(columns)
    .where('network_id', '=', networkId)
    .where((w) =>
      w.or([
        w.and([w('kind', '=', kind), w('address_key', '=', addressKey)]),
        ...(numberKey ? [w('number_key', '=', numberKey)] : []),
      ]),
    )
    // The same address before the same number.
    .orderBy((w) => w.and([w('kind', '=', kind), w('address_key', '=', addressKey)]), 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

export async function insertConversation(
  tx: Tx,
  networkId: string,
  row: ConversationRow & { numberKey: Buffer | null },
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
      number_key: row.numberKey,
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
  change: {
    reportId?: string;
    language?: string;
    from?: { kind: string; address: Encrypted; addressKey: Buffer };
  },
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({
      report_id: change.reportId,
      language: change.language,
      ...(change.from && {
        kind: change.from.kind,
        address: change.from.address,
        address_key: change.from.addressKey,
      }),
    })
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

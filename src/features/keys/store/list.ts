import type { Tx } from '../../../platform/db/index.ts';
import type { Signature, SignedChange } from '../contract.ts';

export interface DraftRow extends SignedChange {
  id: string;
  at: Date;
}

/** The list in force, from its first change on. */
export async function selectChanges(
  tx: Tx,
  networkId: string,
): Promise<{ list: number; changes: SignedChange[] }> {
  const rows = await tx
    .selectFrom('key_changes')
    .select(['list', 'body', 'signatures'])
    .where('network_id', '=', networkId)
    .where('list', '=', (e) =>
      e
        .selectFrom('key_changes')
        .select((l) => l.fn.max('list').as('list'))
        .where('network_id', '=', networkId),
    )
    .orderBy('n')
    .$narrowType<{ signatures: Signature[] }>()
    .execute();
  return {
    list: rows[0]?.list ?? 1,
    changes: rows.map(({ body, signatures }) => ({ body, signatures })),
  };
}

/** False when somebody else has gone on with the list in this moment. */
export async function insertChange(
  tx: Tx,
  networkId: string,
  place: { list: number; n: number },
  { body, signatures }: SignedChange,
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('key_changes')
    .values({ network_id: networkId, ...place, body, signatures: JSON.stringify(signatures), at })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The change that waits; locked, so that two signatures in one moment do not lose each other. */
export async function selectDraft(tx: Tx, networkId: string, lock = false): Promise<DraftRow | null> {
  const query = tx
    .selectFrom('key_drafts')
    .select(['id', 'body', 'signatures', 'at'])
    .where('network_id', '=', networkId)
    .$narrowType<{ signatures: Signature[] }>();
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** False when another change waits already. */
export async function insertDraft(tx: Tx, networkId: string, draft: DraftRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('key_drafts')
    .values({
      network_id: networkId,
      id: draft.id,
      body: draft.body,
      signatures: JSON.stringify(draft.signatures),
      at: draft.at,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateDraft(tx: Tx, networkId: string, signatures: Signature[]): Promise<void> {
  await tx
    .updateTable('key_drafts')
    .set({ signatures: JSON.stringify(signatures) })
    .where('network_id', '=', networkId)
    .execute();
}

export async function deleteDraft(tx: Tx, networkId: string): Promise<void> {
  await tx.deleteFrom('key_drafts').where('network_id', '=', networkId).execute();
}

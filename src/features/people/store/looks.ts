import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';

/** One account looks at a time, so that what is left is counted and spent in one piece. */
export async function lockLooks(tx: Tx, networkId: string, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`looks ${networkId} ${accountId}`}, 0))`.execute(
    tx,
  );
}

/** Looks of an account in this hour and in the twenty-four that end with it. */
export async function selectLooks(
  tx: Tx,
  networkId: string,
  accountId: string,
  { hour, day }: { hour: Date; day: Date },
): Promise<{ hour: number; day: number }> {
  const rows = await tx
    .selectFrom('looks')
    .select(['hour', 'shown'])
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('hour', '>', day)
    .execute();
  const sum = (of: typeof rows) => of.reduce((total, row) => total + row.shown, 0);
  return { hour: sum(rows.filter((r) => r.hour.getTime() === hour.getTime())), day: sum(rows) };
}

/** Adds to the account's row of this hour; returns how often it was refused in it. */
export async function addLooks(
  tx: Tx,
  networkId: string,
  accountId: string,
  hour: Date,
  { shown = 0, refused = 0 }: { shown?: number; refused?: number },
): Promise<number> {
  const row = await tx
    .insertInto('looks')
    .values({ network_id: networkId, account_id: accountId, hour, shown, refused })
    .onConflict((c) =>
      c.columns(['network_id', 'account_id', 'hour']).doUpdateSet((e) => ({
        shown: e('looks.shown', '+', shown),
        refused: e('looks.refused', '+', refused),
      })),
    )
    .returning('refused')
    .executeTakeFirstOrThrow();
  return row.refused;
}

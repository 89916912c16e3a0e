import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted, Sealed } from '../../../platform/db/types.ts';

export interface LineRow {
  id: string;
  threadId: string;
  at: Date;
  /** The member who wrote in, or the one of the desk who wrote back. */
  by: string | null;
  /** Of a text. */
  words: Sealed | null;
  /** Of a reply. */
  body: Encrypted | null;
}

/** False when the id is there already. */
export async function insertLine({ tx, network }: Ctx, row: LineRow): Promise<boolean> {
  const made = await tx
    .insertInto('thread_lines')
    .values({
      network_id: network.id,
      id: row.id,
      thread_id: row.threadId,
      kind: row.words ? 'text' : 'reply',
      at: row.at,
      by: row.by,
      words: row.words,
      body: row.body,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** The newest line of each of these threads. */
export const selectLastLines = ({ tx, network }: Ctx, threadIds: readonly string[]): Promise<LineRow[]> =>
  threadIds.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('thread_lines')
        .distinctOn('thread_id')
        .select(['id', 'thread_id as threadId', 'at', 'by', 'words', 'body'])
        .where('network_id', '=', network.id)
        .where('thread_id', 'in', threadIds)
        .orderBy('thread_id')
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();

export const selectLines = ({ tx, network }: Ctx, threadIds: readonly string[]): Promise<LineRow[]> =>
  threadIds.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('thread_lines')
        .select(['id', 'thread_id as threadId', 'at', 'by', 'words', 'body'])
        .where('network_id', '=', network.id)
        .where('thread_id', 'in', threadIds)
        .orderBy('at')
        .orderBy('id')
        .execute();

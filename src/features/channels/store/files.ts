import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface NewFile {
  /** The message's. */
  id: string;
  type: string;
  size: number;
  name: Encrypted;
  content: Encrypted;
}

export async function insertFiles({ tx, network }: Ctx, rows: NewFile[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('message_files')
    .values(rows.map((row) => ({ network_id: network.id, ...row })))
    .execute();
}

/** What goes with these messages. */
export const selectFiles = ({ tx, network }: Ctx, ids: readonly string[]): Promise<NewFile[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('message_files')
        .select(['id', 'type', 'size', 'name', 'content'])
        .where('network_id', '=', network.id)
        .where('id', 'in', ids)
        .execute();

/** The same without what is in them, to be shown. */
export const selectFileNames = (
  { tx, network }: Ctx,
  ids: readonly string[],
): Promise<Omit<NewFile, 'content'>[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('message_files')
        .select(['id', 'type', 'size', 'name'])
        .where('network_id', '=', network.id)
        .where('id', 'in', ids)
        .execute();

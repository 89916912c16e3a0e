import type { Ctx } from '../../../platform/context.ts';

export interface CallbackRow {
  id: string;
  askedAt: Date;
  dueAt: Date | null;
  state: 'open' | 'done' | 'not_reached';
  missed: number;
  by: string | null;
}

/** Asked for, or asked for once more. */
export async function askCallback({ tx, network, now }: Ctx, id: string): Promise<void> {
  const asked = { asked_at: now, due_at: null, state: 'open', at: now };
  await tx
    .insertInto('callbacks')
    .values({ network_id: network.id, id, ...asked })
    .onConflict((c) => c.columns(['network_id', 'id']).doUpdateSet(asked))
    .execute();
}

/** The open ones, and those that ended since; what is due first. */
export const selectCallbacks = ({ tx, network }: Ctx, endedSince: Date): Promise<CallbackRow[]> =>
  tx
    .selectFrom('callbacks')
    .select(['id', 'asked_at as askedAt', 'due_at as dueAt', 'state', 'missed', 'by'])
    .where('network_id', '=', network.id)
    .where((w) => w.or([w('state', '=', 'open'), w('at', '>=', endedSince)]))
    .orderBy((w) => w('state', '=', 'open'), 'desc')
    .orderBy((w) => w.fn.coalesce('due_at', 'asked_at'))
    .orderBy('id')
    .limit(200)
    .$castTo<CallbackRow>()
    .execute();

export const lockCallback = ({ tx, network }: Ctx, id: string) =>
  tx
    .selectFrom('callbacks')
    .select(['id', 'state', 'missed'])
    .where('network_id', '=', network.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function updateCallback(
  { tx, network, now }: Ctx,
  id: string,
  change: { dueAt?: Date | null; state: CallbackRow['state']; missed?: number; by: string },
): Promise<void> {
  await tx
    .updateTable('callbacks')
    .set({ due_at: change.dueAt, state: change.state, missed: change.missed, by: change.by, at: now })
    .where('network_id', '=', network.id)
    .where('id', '=', id)
    .execute();
}

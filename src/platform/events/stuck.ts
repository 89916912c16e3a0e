import type { Ctx } from '../context.ts';

/** An event that a handler could not digest, put aside. */
export interface StuckEvent {
  /** Handler and cursor of the event. */
  id: string;
  follows: string;
  kind: string;
  at: Date;
  error: string;
}

const most = 200;

/** What was put aside, the newest first. */
export async function stuckEvents({ tx, network }: Pick<Ctx, 'tx' | 'network'>): Promise<StuckEvent[]> {
  const rows = await tx
    .selectFrom('stuck_events as s')
    .innerJoin('events as e', (join) =>
      join
        .onRef('e.network_id', '=', 's.network_id')
        .onRef('e.xid', '=', 's.xid')
        .onRef('e.seq', '=', 's.seq'),
    )
    .select(['s.consumer as follows', 's.xid', 's.seq', 'e.kind', 's.at', 's.error'])
    .where('s.network_id', '=', network.id)
    .orderBy('s.at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ xid, seq, ...row }) => ({ ...row, id: `${row.follows} ${xid}.${seq}` }));
}

import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { tellReaders } from '../db/index.ts';
import { log, nameOf, stackOf } from '../log.ts';
import type { AsSystem, Handler } from './consumers.ts';
import { parseCursor, readEvents } from './index.ts';

/** An event that a handler could not digest, put aside. */
export interface StuckEvent {
  /** Handler and cursor of the event. */
  id: string;
  follows: string;
  kind: string;
  at: Date;
  error: string;
  /** Whether it is about to be tried once more. */
  again: boolean;
}

type Where = Pick<Ctx, 'tx' | 'network'>;

interface Row {
  consumer: string;
  xid: string;
  seq: number;
}

const is = (networkId: string, { consumer, xid, seq }: Row) =>
  sql<boolean>`network_id = ${networkId} and consumer = ${consumer} and xid = ${xid}::xid8 and seq = ${seq}`;

const most = 200;

/** What was put aside, the newest first. */
export async function stuckEvents({ tx, network }: Where): Promise<StuckEvent[]> {
  const rows = await tx
    .selectFrom('stuck_events as s')
    .innerJoin('events as e', (join) =>
      join
        .onRef('e.network_id', '=', 's.network_id')
        .onRef('e.xid', '=', 's.xid')
        .onRef('e.seq', '=', 's.seq'),
    )
    .select(['s.consumer as follows', 's.xid', 's.seq', 'e.kind', 's.at', 's.error', 's.again_at'])
    .where('s.network_id', '=', network.id)
    .orderBy('s.at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ xid, seq, again_at, ...row }) => ({
    ...row,
    id: `${row.follows} ${xid}.${seq}`,
    again: again_at !== null,
  }));
}

/** Asks for one more try, which follows at once; false when there is nothing stuck by that id. */
export async function askAgain({ tx, network, now }: Ctx, id: string): Promise<boolean> {
  const [consumer, cursor = ''] = id.split(' ');
  const { xid, seq } = parseCursor(cursor) ?? {};
  if (!consumer || !xid || seq === undefined) return false;
  const row = await tx
    .updateTable('stuck_events')
    .set({ again_at: now })
    .where(is(network.id, { consumer, xid, seq }))
    .returning('seq')
    .executeTakeFirst();
  tellReaders(tx);
  return row !== undefined;
}

/** Tries one that somebody asked for; true when there was one. Done, it is stuck no more; else it stays, with why. */
export async function tryAgain(asSystem: AsSystem, networkId: string, handlers: Handler[]): Promise<boolean> {
  let tried: Row | undefined;
  try {
    return await asSystem(networkId, async (ctx) => {
      tried = await lockAsked(ctx);
      if (!tried) return false;
      const { consumer, xid, seq } = tried;
      const handler = handlers.find(({ name }) => name === consumer);
      const [event] = await readEvents(ctx.tx, networkId, { xid, seq: seq - 1 }, 1);
      if (!handler || !event) throw new Error('nobody follows it any more');
      await handler.run(ctx, event);
      await ctx.tx.deleteFrom('stuck_events').where(is(networkId, tried)).execute();
      return true;
    });
  } catch (error) {
    if (!tried) throw error;
    const failed = tried;
    log.error({ ...failed, error: nameOf(error), stack: stackOf(error) }, 'event failed again');
    await asSystem(networkId, (ctx) =>
      ctx.tx
        .updateTable('stuck_events')
        .set({ again_at: null, at: ctx.now, error: nameOf(error) })
        .where(is(networkId, failed))
        .execute(),
    );
    return true;
  }
}

const lockAsked = ({ tx, network }: Where) =>
  tx
    .selectFrom('stuck_events')
    .select(['consumer', 'xid', 'seq'])
    .where('network_id', '=', network.id)
    .where('again_at', 'is not', null)
    .orderBy('xid')
    .orderBy('seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

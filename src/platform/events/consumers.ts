import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { log, nameOf, stackOf } from '../log.ts';
import { type EventRow, parseCursor, readEvents, start } from './index.ts';

/** What follows an event: runs in its own transaction, together with the saved offset. */
export interface Handler {
  name: string;
  kinds: string[];
  /** Wants all of the past of a network that is older than itself; without it, what happens from now on. */
  history: boolean;
  run: (ctx: Ctx, event: EventRow) => Promise<void>;
  /** Digests many at once, in the order in which they happened. */
  runAll?: (ctx: Ctx, events: EventRow[]) => Promise<void>;
}

/** `on('incident.confirmed', 'callouts.tellReporters', …)`; several kinds may share a handler, separated by spaces. */
export const on = (kinds: string, name: string, run: Handler['run'], { history = false } = {}): Handler => ({
  name,
  kinds: kinds.split(' '),
  history,
  run,
});

/**
 * The same for a handler that takes what is new together: a class of forty that was certified in one act is followed in one.
 * It must come to the same as its events one after the other; where it fails, they are tried so.
 */
export const onAll = (
  kinds: string,
  name: string,
  runAll: NonNullable<Handler['runAll']>,
  options?: { history: boolean },
): Handler => ({ ...on(kinds, name, (ctx, event) => runAll(ctx, [event]), options), runAll });

/** Opens a transaction for the system in a network, at the clock's time. */
export type AsSystem = <T>(networkId: string, work: (ctx: Ctx) => Promise<T>) => Promise<T>;

/**
 * Gives each handler its place in the events. In a network whose events nobody has followed yet all begin with the
 * first. One that is new to an older network begins at the head, unless it wants history: nobody is to be told of what
 * was last year. All in one statement, so that none of them takes the others' places for somebody's work.
 */
export async function placeHandlers(
  asSystem: AsSystem,
  networkId: string,
  handlers: Handler[],
): Promise<void> {
  if (handlers.length === 0) return;
  const list = sql.join(handlers.map((h) => sql`(${h.name}::text, ${h.history}::boolean)`));
  await asSystem(networkId, (ctx) =>
    sql`
      insert into consumers (network_id, name, xid, seq)
      select ${networkId}::uuid, h.name, case when h.history or not known.followed then ${start.xid}::xid8
        else pg_snapshot_xmin(pg_current_snapshot()) end, ${start.seq}
      from (values ${list}) h(name, history),
        (select exists (select from consumers where network_id = ${networkId}) as followed) known
      on conflict do nothing`.execute(ctx.tx),
  );
}

/**
 * Which of the handlers have an event waiting from transaction `since` on, whether somebody asked to try a stuck one
 * again, and from where to look the next time when none waits; nothing is locked or written. Looking through all of the past each time took 13 ms for 5,000 events.
 */
export async function handlersWithWork(
  asSystem: AsSystem,
  networkId: string,
  handlers: Handler[],
  since = start.xid,
): Promise<{ waiting: Handler[]; again: boolean; next: string }> {
  if (handlers.length === 0) return { waiting: [], again: false, next: since };
  const list = sql.join(handlers.map((h) => sql`(${h.name}::text, ${h.kinds}::text[])`));
  const { rows } = await asSystem(networkId, (ctx) =>
    sql<{ names: string[]; again: boolean; next: string }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as next,
        exists (select from stuck_events where network_id = ${networkId} and again_at is not null) as again, array(
        select h.name from (values ${list}) h(name, kinds)
        join consumers c on c.network_id = ${networkId} and c.name = h.name
        cross join unnest(h.kinds) k(kind)
        cross join lateral (select from events e where e.network_id = ${networkId} and e.kind = k.kind
          and (e.xid, e.seq) > (c.xid, c.seq)
          and e.xid >= ${since}::xid8 and e.xid < pg_snapshot_xmin(pg_current_snapshot()) limit 1) event
      ) as names`.execute(ctx.tx),
  );
  const { names, again, next } = rows[0]!;
  const waiting = handlers.filter((h) => names.includes(h.name));
  return { waiting, again, next: names.length > 0 ? since : next };
}

/** Events that a transaction digests one by one, and together. */
const some = 50;
const many = 500;

const tries = new Map<string, number>();
const maxTries = 5;

/** Runs one handler over what is new; true when it did anything. An event that fails five times is put aside and logged. */
export async function consume(asSystem: AsSystem, networkId: string, handler: Handler): Promise<boolean> {
  const { runAll, ...single } = handler;
  let last: EventRow | undefined;
  try {
    return await asSystem(networkId, async (ctx) => {
      const offset = await lockOffset(ctx, handler.name);
      if (!offset) return false;
      const events = await readEvents(ctx.tx, networkId, offset, runAll ? many : some, handler.kinds);
      if (runAll && events.length > 0) {
        last = events.at(-1)!;
        await runAll(ctx, events);
      } else
        for (const event of events) {
          last = event;
          await handler.run(ctx, event);
        }
      if (!last) return false;
      await saveOffset(ctx, handler.name, last.cursor);
      return true;
    });
  } catch (error) {
    if (!last) throw error;
    // Which of them it is, is found one by one.
    if (runAll) return consume(asSystem, networkId, single);
    return putAsideWhenHopeless(asSystem, networkId, handler, last, error);
  }
}

async function putAsideWhenHopeless(
  asSystem: AsSystem,
  networkId: string,
  handler: Handler,
  event: EventRow,
  error: unknown,
): Promise<boolean> {
  const key = `${networkId} ${handler.name} ${event.cursor}`;
  const count = (tries.get(key) ?? 0) + 1;
  tries.set(key, count);
  log.error(
    {
      consumer: handler.name,
      kind: event.kind,
      cursor: event.cursor,
      count,
      error: nameOf(error),
      stack: stackOf(error),
    },
    'event failed',
  );
  if (count < maxTries) return false;
  tries.delete(key);
  return asSystem(networkId, async (ctx) => {
    const offset = await lockOffset(ctx, handler.name);
    if (!offset) return false;
    // Everything before the bad event is digested again one by one up to it, then the bad one is put aside.
    for (const earlier of await readEvents(ctx.tx, networkId, offset, some, handler.kinds)) {
      if (earlier.cursor === event.cursor) break;
      await handler.run(ctx, earlier);
    }
    const { xid, seq } = parseCursor(event.cursor)!;
    await ctx.tx
      .insertInto('stuck_events')
      .values({ network_id: networkId, consumer: handler.name, xid, seq, error: nameOf(error), at: ctx.now })
      .execute();
    await saveOffset(ctx, handler.name, event.cursor);
    return true;
  });
}

/** Null when another worker is at it. */
async function lockOffset(ctx: Ctx, name: string) {
  const row = await ctx.tx
    .selectFrom('consumers')
    .select(['xid', 'seq'])
    .where('network_id', '=', ctx.network.id)
    .where('name', '=', name)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ?? null;
}

async function saveOffset(ctx: Ctx, name: string, cursor: string) {
  const { xid, seq } = parseCursor(cursor)!;
  await ctx.tx
    .updateTable('consumers')
    .set({ xid, seq })
    .where('network_id', '=', ctx.network.id)
    .where('name', '=', name)
    .execute();
}

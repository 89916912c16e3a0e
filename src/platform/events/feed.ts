import type { Database } from '../db/index.ts';
import { log, nameOf } from '../log.ts';
import { type EventRow, headCursor, hiddenEvents, parseCursor, readEvents } from './index.ts';
import type { Wake } from './wake.ts';

type Listener = (events: EventRow[]) => void;

const page = 500;
const pollMs = 1000;
const hiddenMs = 5;
/** Wakes within so many milliseconds after a read share the next one: a storm of commits is read in handfuls. */
const restMs = 20;

/** The one reader of a network's events in this process; live views and consumers listen to it. */
export class Feed {
  private readonly db: Database;
  private readonly networkId: string;
  private readonly listeners = new Set<Listener>();
  private cursor: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private readAt = Number.NEGATIVE_INFINITY;
  private stopped = false;
  private readonly unwake: () => void;

  constructor(db: Database, networkId: string, wake: Wake) {
    this.db = db;
    this.networkId = networkId;
    this.unwake = wake.onWake(() => this.poke());
  }

  /** Starts at the present; resolves when the first position is known. */
  async start(): Promise<void> {
    this.cursor = await this.db.inNetwork(this.networkId, (tx) => headCursor(tx, this.networkId));
    this.schedule(pollMs);
  }

  /**
   * Gives every event after `after` (or from now on), first the missed ones, then live, in order and none twice.
   * Returns the function that ends it.
   */
  async follow(after: string | null, listener: Listener): Promise<() => void> {
    let position = after ?? this.cursor ?? '0.0';
    let held: EventRow[] | null = [];
    const give = (events: EventRow[]) => {
      const fresh = events.filter((e) => isAfter(e.cursor, position));
      if (fresh.length === 0) return;
      position = fresh.at(-1)!.cursor;
      listener(fresh);
    };
    const onEvents: Listener = (events) => (held ? held.push(...events) : give(events));
    this.listeners.add(onEvents);
    for (;;) {
      const missed = await this.db.inNetwork(this.networkId, (tx) =>
        readEvents(tx, this.networkId, parseCursor(position)!, page),
      );
      give(missed);
      if (missed.length < page) break;
    }
    const waiting = held;
    held = null;
    give(waiting);
    return () => this.listeners.delete(onEvents);
  }

  /** Reads what is new now; resolves when it has been given to every listener. */
  poll(): Promise<void> {
    this.running ??= this.read().finally(() => {
      this.running = undefined;
      this.readAt = performance.now();
      if (this.again) this.poke();
    });
    return this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.unwake();
    this.listeners.clear();
    await this.running?.catch(() => {});
  }

  private poke() {
    if (this.stopped || this.cursor === undefined) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.again = false;
    const early = this.readAt + restMs - performance.now();
    if (early > 0) return this.schedule(early);
    void this.poll();
  }

  private async read(): Promise<void> {
    let next = pollMs;
    try {
      const { events, hidden } = await this.db.inNetwork(this.networkId, async (tx) => {
        const events = await readEvents(tx, this.networkId, parseCursor(this.cursor!)!, page);
        return { events, hidden: events.length === page || (await hiddenEvents(tx, this.networkId)) };
      });
      if (hidden) next = hiddenMs;
      if (events.length > 0) {
        this.cursor = events.at(-1)!.cursor;
        for (const listener of this.listeners) listener(events);
      }
    } catch (error) {
      log.warn({ error: nameOf(error) }, 'reading events failed; trying again');
    }
    this.schedule(next);
  }

  private schedule(ms: number) {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poke(), ms);
  }
}

/** Whether cursor `a` lies after `b`. */
export function isAfter(a: string, b: string): boolean {
  const left = parseCursor(a)!;
  const right = parseCursor(b)!;
  if (left.xid !== right.xid) return BigInt(left.xid) > BigInt(right.xid);
  return left.seq > right.seq;
}

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { log, nameOf } from '../log.ts';

const retryMs = 1000;

/**
 * Tells readers that something was committed: at once in this process, and by one coalesced NOTIFY to the others,
 * sent outside the act's transaction (inside, it halved throughput). A lost wake costs at most the poll's second.
 */
export class Wake {
  private listeners = new Set<() => void>();
  /** Who rang: what this process told the others need not ring here again. */
  private readonly self = randomUUID();
  private pending = false;
  private pool: pg.Pool | undefined;
  private client: pg.PoolClient | undefined;
  private again: NodeJS.Timeout | undefined;

  onWake(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Call after a commit. */
  wake(): void {
    this.ring();
    if (!this.pool || this.pending) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      this.pool?.query(`select pg_notify('porchlight_events', $1)`, [this.self]).catch(() => {});
    }, 5).unref();
  }

  /** Joins the other processes on the same database. */
  async connect(pool: pg.Pool): Promise<void> {
    this.pool = pool;
    await this.listen(pool);
  }

  private async listen(pool: pg.Pool): Promise<void> {
    const client = await pool.connect();
    this.client = client;
    client.on('notification', ({ payload }) => payload === this.self || this.ring());
    client.on('error', (error) => {
      log.warn({ error: nameOf(error) }, 'wake connection lost; polling goes on');
      if (this.client !== client) return;
      client.release(true);
      this.client = undefined;
      this.listenAgain(pool);
    });
    await client.query('listen porchlight_events');
  }

  private listenAgain(pool: pg.Pool): void {
    this.again = setTimeout(() => {
      if (this.pool) this.listen(pool).catch(() => this.listenAgain(pool));
    }, retryMs).unref();
  }

  close(): void {
    clearTimeout(this.again);
    this.listeners.clear();
    this.client?.removeAllListeners();
    this.client?.release(true);
    this.client = undefined;
    this.pool = undefined;
  }

  private ring() {
    for (const listener of this.listeners) listener();
  }
}

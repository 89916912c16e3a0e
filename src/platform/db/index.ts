import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from '../../../db/tables.ts';
import { BootError } from '../boot-error.ts';

export type Tx = Transaction<DB>;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * The same server as another role. A connection string is changed itself, because its user would win; and in its query,
 * because a user there wins over all others, and an address without a host can name one nowhere else.
 */
export function asRole(owner: pg.ClientConfig, user: string, password: string): pg.ClientConfig {
  if (!owner.connectionString) return { ...owner, user, password };
  const url = new URL(owner.connectionString);
  url.username = '';
  url.password = '';
  url.searchParams.set('user', user);
  url.searchParams.set('password', password);
  return { connectionString: url.href };
}

/** A pool of connections of one role. `host` may be a unix socket's folder. */
export function openPool(connection: pg.PoolConfig, max = 10): pg.Pool {
  const pool = new pg.Pool({ ...connection, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 5_000 });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const withNews = new WeakSet<Tx>();

/** Says that this transaction wrote something that readers wait for: an event, a message to hand over. */
export const tellReaders = (tx: Tx): unknown => withNews.add(tx);

const mayTryAgain = (error: unknown) => ['40001', '40P01'].includes((error as { code?: string }).code ?? '');

export class Database {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<DB>;
  /** Called after the commit of a transaction that readers wait for. */
  onNews: () => void = () => {};

  private constructor(pool: pg.Pool) {
    this.pool = pool;
    this.kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  }

  /**
   * A database whose schema is up to date. The domains' arrays have types of their own, which the driver must be told.
   * Throws a BootError where the connection is not of the serving role: another might see every network.
   */
  static async open(pool: pg.Pool, servingRole: string): Promise<Database> {
    const { rows } = await pool.query<{ oid: number; role: string }>(
      `select 'clear[]'::regtype::oid::int as oid, current_user as role`,
    );
    if (rows[0]!.role !== servingRole)
      throw new BootError(`DATABASE_URL leads to the role ${rows[0]!.role}, not to ${servingRole}.`);
    pg.types.setTypeParser(rows[0]!.oid as never, pg.types.getTypeParser(1009 as never));
    return new Database(pool);
  }

  /**
   * Runs `work` in one transaction that sees only this network's rows. A deadlock is tried again, at most twice,
   * so `work` must have no effect outside its transaction.
   */
  async inNetwork<T>(networkId: string, work: (tx: Tx) => Promise<T>, tries = 3): Promise<T> {
    try {
      let news = false;
      const out = await this.kysely.transaction().execute(async (tx) => {
        await tx.executeQuery(
          CompiledQuery.raw(`select set_config('app.network_id', $1, true)`, [networkId]),
        );
        const out = await work(tx);
        news = withNews.has(tx);
        return out;
      });
      if (news) this.onNews();
      return out;
    } catch (error) {
      if (tries > 1 && mayTryAgain(error)) return this.inNetwork(networkId, work, tries - 1);
      throw error;
    }
  }

  /** The network behind a host name or number; null when the door is unknown. */
  async networkAtDoor(kind: 'host' | 'phone', key: string): Promise<string | null> {
    const { rows } = await sql<{ id: string | null }>`select network_at_door(${kind}, ${key}) as id`.execute(
      this.kysely,
    );
    return rows[0]?.id ?? null;
  }

  async networkIds(): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`select network_ids() as id`.execute(this.kysely);
    return rows.map((r) => r.id);
  }

  /** Throws when the database does not answer. */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.kysely);
  }

  async close(): Promise<void> {
    await this.kysely.destroy();
  }
}

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../src/composition.ts';
import { peopleByRole } from '../src/features/people/index.ts';
import { readCatalogue } from '../src/platform/db/catalogue.ts';
import type { Endpoint } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { busyEvening, endpoints, idsByTable, requestAbout, requestsAbout } from './everything.ts';
import { held, longest, times } from './faults/times.ts';
import { testNetwork } from './harness.ts';
import { ownServer } from './server.ts';

/** Fault 5: two networks in one database; every route of one about every table of the other, and no network at all. */

const here = await testNetwork({ volunteers: 80 });
const there = await testNetwork({ volunteers: 80 });
const tables = (await readCatalogue(there.services.db.pool)).map((t) => t.name);
/** Past row-level security, to see what nobody should have changed. */
const owner = new pg.Client({ ...ownServer(), database: here.services.db.pool.options.database! });

/** Ids of the other network's rows, table by table. */
let foreign: Map<string, string[]>;
let me: string;

beforeAll(async () => {
  await owner.connect();
  await busyEvening(there);
  foreign = await idsByTable(there, times(3, 1));
  me = (await here.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1)))[0]!.id;
}, longest);
afterAll(() => Promise.all([owner.end(), byName.close()]));

/** Finds its network by the name it is called by, as a real one does. */
const byName = await buildWeb(here.services);

/** The error that a role meets which has not even the right to try; anything else is thrown. */
function denied(error: { code?: string }): number {
  if (error.code === '42501') return 0;
  throw error;
}

const title = (e: Endpoint) => `${e.method} ${e.path}`;
/** What is no error where there is nothing. */
const nothing: Record<string, string> = { 'DELETE /api/v1/desk/drafts/:id': '{"dropped":false}' };

const everyRole = [
  'operator',
  'dispatcher',
  'verifier',
  'observer',
  'trainer',
  'coordinator',
  'legal',
  'counsel',
  'admin',
];

/** Every row of every table of the other network, as one hash a table. */
async function stateThere(): Promise<Map<string, string>> {
  const state = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await owner.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t where network_id = $1 order by 1`,
      [there.network.id],
    );
    state.set(
      table,
      createHash('sha256')
        .update(rows.map(({ row }) => row).join('\n'))
        .digest('hex'),
    );
  }
  return state;
}

describe('two networks in one database', () => {
  it('has something to keep apart', () => {
    for (const table of ['people', 'incidents', 'callouts', 'assignments', 'messages', 'reports'])
      expect(foreign.get(table)?.length ?? 0, table).toBeGreaterThan(0);
  });

  it.each(tables)(
    '%s gives and takes nothing without a network, and nothing of the other one',
    async (table) => {
      const { pool } = here.services.db;
      const bare = await pool.query(`select count(*)::int as n from ${table}`);
      expect(bare.rows[0].n).toBe(0);
      for (const write of [`delete from ${table}`, `update ${table} set network_id = network_id`])
        expect(await pool.query(write).then((r) => r.rowCount, denied)).toBe(0);
      await here.tx(async ({ tx }) => {
        const of = sql`${sql.table(table)} where network_id <> ${here.network.id}`;
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${of}`.execute(tx);
        expect(rows[0]!.n).toBe(0);
      });
    },
  );

  it('lets no row be written into the other network', async () => {
    await expect(
      here.tx((ctx) =>
        sql`insert into events (network_id, at, kind, subject) values (${there.network.id}, ${ctx.now}, 'x', ${newId()})`.execute(
          ctx.tx,
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('who may do everything in one network', () => {
  let before: Map<string, string>;
  let ids: string[];
  let asked = 0;
  beforeAll(async () => {
    before = await stateThere();
    ids = [...foreign.values()].flat();
  });

  it.each(endpoints.map((e) => [title(e), e] as const))('gets nothing of the other by %s', async (_, e) => {
    // Anew for each route: one of them signs out.
    let headers = await here.signIn(everyRole, me);
    for (const { about: id, ...request } of requestsAbout(e, ids, 'everywhere')) {
      const ask = () => here.app.inject({ ...request, headers });
      let answer = await ask();
      if (answer.statusCode === 401) {
        headers = await here.signIn(everyRole, me);
        answer = await ask();
      }
      asked++;
      expect(answer.statusCode, answer.body).toBeLessThan(500);
      // What the answer says may repeat the id that was asked for, and nothing else of the other network.
      expect(ids.filter((other) => other !== id && answer.body.includes(other))).toEqual([]);
      const ended = /:(id|assignment)\b/.test(e.path) && answer.statusCode === 200;
      if (ended) expect([title(e), answer.body]).toEqual([title(e), nothing[title(e)]]);
    }
  });

  it('changes nothing of the other', async () => {
    expect(asked).toBeGreaterThan(endpoints.length);
    expect(await stateThere()).toEqual(before);
    held(
      `${endpoints.length} routes about ${ids.length} rows of ${foreign.size} tables: ${asked} requests, 0 rows across`,
    );
  });
});

describe('a name that is no network’s', () => {
  it.each(endpoints.map((e) => [title(e), e] as const))('answers nothing by %s', async (_, e) => {
    const headers = { ...(await here.signIn(everyRole, me)), host: 'nobody.example' };
    const answer = await byName.inject({ ...requestAbout(e, me), headers });
    expect([400, 403, 404, 421], answer.body).toContain(answer.statusCode);
    expect(answer.body).not.toContain('"items"');
  });
});

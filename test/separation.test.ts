import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { features } from '../src/composition.ts';
import { startCallout } from '../src/features/callouts/index.ts';
import { peopleByRole } from '../src/features/people/index.ts';
import { readCatalogue } from '../src/platform/db/catalogue.ts';
import { addressOf } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { type Schema, smallest } from './arbitrary.ts';
import { testNetwork } from './harness.ts';
import { corner, incidentAt, settlePeople } from './village.ts';

const here = await testNetwork({ volunteers: 80 });
const there = await testNetwork({ volunteers: 80 });
const tables = (await readCatalogue(there.services.db.pool)).map((t) => t.name);

/** Ids of the other network's rows, table by table. */
const foreign = new Map<string, string[]>();

beforeAll(async () => {
  await settlePeople(there, 4, { course: 'verifier' });
  const incidentId = await incidentAt(there);
  await there.tx(async (ctx) => {
    const [dispatcher] = await peopleByRole(ctx, 'dispatcher', 1);
    const at = await corner(ctx);
    const actor = there.actor('dispatcher', dispatcher!.id);
    await startCallout({ ...ctx, actor }, {
      id: newId(),
      incidentId,
      purpose: 'verify',
      manner: 'pair',
      wanted: 2,
      roles: [],
      meet: { lat: at.lat, lon: at.lon, label: at.name },
      minutes: 60,
    } as never);
  });
  await there.app.inject({
    method: 'POST',
    url: '/api/v1/reports',
    payload: {
      id: newId(),
      what: 'Two vans',
      tense: 'now',
      where: { text: 'Roosevelt and 82nd' },
      language: 'en',
    },
  });
  await there.settle();
  await there.tx(async (ctx) => {
    for (const table of tables) {
      const hasId = await sql<{
        n: number;
      }>`select count(*)::int as n from information_schema.columns where table_name = ${table} and column_name = 'id'`.execute(
        ctx.tx,
      );
      if (hasId.rows[0]!.n === 0) continue;
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} limit 3`.execute(ctx.tx);
      if (rows.length > 0)
        foreign.set(
          table,
          rows.map((r) => r.id),
        );
    }
  });
});

describe('two networks in one database', () => {
  it('has something to keep apart', () => {
    for (const table of ['people', 'incidents', 'callouts', 'assignments', 'messages', 'reports'])
      expect(foreign.get(table)?.length ?? 0, table).toBeGreaterThan(0);
  });

  it.each(tables)(
    '%s shows no row to a session without a network, nor the other network’s',
    async (table) => {
      const bare = await here.services.db.pool.query(`select count(*)::int as n from ${table}`);
      expect(bare.rows[0].n).toBe(0);
      const { rows } = await here.tx((ctx) =>
        sql<{
          n: number;
        }>`select count(*)::int as n from ${sql.table(table)} where network_id <> ${here.network.id}`.execute(
          ctx.tx,
        ),
      );
      expect(rows[0]!.n).toBe(0);
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

  const withIds = features
    .flatMap((f) => f.routes ?? [])
    .map((r) => r.endpoint)
    .filter((e) => /:(id|assignment)\b/.test(e.path));

  it.each(withIds.map((e) => [`${e.method} ${e.path}`, e] as const))(
    '%s finds none of the other network’s ids',
    async (_, e) => {
      const everything = [
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
      const [me] = await here.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
      const headers = await here.signIn(everything, me!.id);
      const ids = [...foreign.values()].flatMap((list) => list.slice(0, 1));
      const body = e.body
        ? smallest(z.toJSONSchema(e.body as never, { io: 'input', unrepresentable: 'any' }) as Schema)
        : undefined;
      for (const id of ids) {
        const response = await here.app.inject({
          method: e.method,
          url: addressOf(e, { params: { id, assignment: id } }),
          headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(body ? { payload: body as object } : {}),
        });
        // Dropping a draft that is not there is not an error; it says that nothing was dropped.
        if (response.body === '{"dropped":false}') continue;
        expect([400, 403, 404, 409, 422], response.body).toContain(response.statusCode);
        // What the answer says may repeat the id that was asked for, and nothing else of the other network.
        for (const other of ids) if (other !== id) expect(response.body).not.toContain(other);
      }
    },
  );
});

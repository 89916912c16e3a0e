import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { peopleByRole } from '../../src/features/people/index.ts';
import { readCatalogue } from '../../src/platform/db/catalogue.ts';
import { newId } from '../../src/platform/id.ts';
import { enqueue } from '../../src/platform/jobs/index.ts';
import { leftDays } from '../../src/platform/keeping.ts';
import { busyEvening } from '../everything.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';

let net: TestNetwork;
let team: string[];
beforeAll(async () => {
  net = await testNetwork({ volunteers: 120 });
  // Off the quarters of an hour, where it would prove nothing.
  net.clock.advance(7.3);
  team = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 6))).map(({ id }) => id);
});

async function call(method: 'GET' | 'POST', url: string, role: string, member: number, payload?: object) {
  const headers = await net.signIn([role], team[member]);
  const answer = await net.app.inject({
    method,
    url: `/api/v1/${url}`,
    headers,
    ...(payload && { payload }),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function night(days: number): Promise<void> {
  net.clock.advance(days * 24 * 60);
  await net.tx((ctx) => enqueue(ctx, 'holds.nightly', {}, ctx.now));
  await net.settle();
}

const idsOf = async (table: 'callouts' | 'assignments' | 'stand_downs', column: string, of: string[]) =>
  (
    await net.tx(({ tx }) =>
      sql<{
        id: string;
      }>`select id from ${sql.table(table)} where ${sql.ref(column)} = any(${of}::uuid[])`.execute(tx),
    )
  ).rows.map(({ id }) => id);

/** An incident with a call-out of an evening, concluded; and the ids of all that belongs to it. */
async function evening(): Promise<{ id: string; all: string[] }> {
  await busyEvening(net);
  const { id } = await net.tx(({ tx }) =>
    tx.selectFrom('incidents').select('id').orderBy('number', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
  net.clock.advance(41.7);
  await call('POST', `incidents/${id}/conclude`, 'dispatcher', 0, { outcome: 'nothing-found' });
  await net.settle();
  const callouts = await idsOf('callouts', 'incident_id', [id]);
  const sent = await idsOf('assignments', 'callout_id', callouts);
  return { id, all: [id, ...callouts, ...sent, ...(await idsOf('stand_downs', 'incident_id', [id]))] };
}

const links = ['id', 'incident_id', 'callout_id', 'assignment_id', 'report_id', 'stand_down_id', 'subject'];

const quarterMs = 15 * 60_000;

/** Every column that still has the exact time of something about these things. */
async function exactTimes(ids: string[]): Promise<string[]> {
  const exact = new Set<string>();
  const tables = await readCatalogue(net.services.db.pool);
  await net.tx(async ({ tx }) => {
    for (const { name, columns } of tables) {
      const own = columns
        .filter((c) => links.includes(c.name) && c.type === 'uuid')
        .map((c) => sql.ref(c.name));
      const times = columns.filter((c) => c.type === 'timestamptz').map((c) => c.name);
      if (own.length === 0 || times.length === 0) continue;
      const about = sql.join(
        own.map((column) => sql`${column} = any(${ids}::uuid[])`),
        sql` or `,
      );
      const { rows } = await sql<
        Record<string, Date | null>
      >`select ${sql.join(times.map((time) => sql.ref(time)))}
        from ${sql.table(name)} where ${about}`.execute(tx);
      for (const row of rows)
        for (const time of times)
          if ((row[time]?.getTime() ?? 0) % quarterMs !== 0) exact.add(`${name}.${time}`);
    }
  });
  return [...exact].sort();
}

/** What keeps exact times, and is said to in docs/SECURITY.md: the log, messages until their own time, when it was forgotten. */
const known = (column: string) => /^(audit_acts|messages|inbound)\.|\.coarsened_at$/.test(column);

describe('an incident that is over', () => {
  it('has quarters of an hour and a zone thirty days later, unless it is held, and then when two let it go', async () => {
    const [free, held] = [await evening(), await evening()];
    const point = (id: string) =>
      net.tx(({ tx }) =>
        tx.selectFrom('incidents').select('point').where('id', '=', id).executeTakeFirstOrThrow(),
      );
    for (const { all } of [free, held])
      expect(await exactTimes(all)).toEqual(
        expect.arrayContaining([
          ...['assignments.asked_at', 'assignments.on_scene_at', 'assignment_acts.at', 'callouts.at'],
          ...['events.at', 'incident_entries.at', 'incidents.concluded_at', 'stand_downs.at'],
        ]),
      );
    const exactBefore = await exactTimes(held.all);
    await call('POST', 'holds', 'legal', 1, {
      id: newId(),
      recordId: held.id,
      reason: 'a request from court',
    });

    await night(29);
    expect(await exactTimes(free.all)).toContain('incident_entries.at');
    await night(2);
    expect((await exactTimes(free.all)).filter((column) => !known(column))).toEqual([]);
    expect((await point(free.id)).point).toBeNull();
    expect(await exactTimes(held.all)).toEqual(expect.arrayContaining(exactBefore));
    expect((await point(held.id)).point).not.toBeNull();

    const still = (await call('GET', 'holds?open=1', 'legal', 1)).items.filter(
      (hold: { recordId: string }) => hold.recordId === held.id,
    );
    expect(still.length).toBeGreaterThan(0);
    for (const { id } of still)
      for (const member of [2, 3])
        await call('POST', `holds/${id}/releases`, 'legal', member, { reason: 'it is over' });
    await night(1);
    expect((await exactTimes(held.all)).filter((column) => !known(column))).toEqual([]);
    expect((await point(held.id)).point).toBeNull();
  });
});

describe('what nobody settles', () => {
  const sent = async () => {
    const answer = await net.app.inject({
      method: 'POST',
      url: '/api/v1/reports',
      payload: { what: 'Two vans', where: { text: 'Roosevelt and 82nd' }, tense: 'now' },
    });
    return answer.json().id as string;
  };
  const row = (id: string) =>
    net.tx(({ tx }) =>
      tx.selectFrom('reports').select(['state', 'cell']).where('id', '=', id).executeTakeFirst(),
    );
  const until = async (id: string) => (await call('GET', `reports/${id}`, 'dispatcher', 0)).leftUntil;

  it('counts as settled after a time in which nobody touched it, says so before, and goes; a hold wins', async () => {
    const [left, taken, held] = [await sent(), await sent(), await sent()];
    const detained = newId();
    await net.app.inject({
      method: 'POST',
      url: '/api/v1/reports',
      payload: { id: detained, kind: 'detained', what: 'He was taken', where: {}, tense: 'before' },
    });
    await call('POST', 'holds', 'legal', 1, { id: newId(), recordId: held, reason: 'a request from court' });
    expect(await until(left)).toBeNull();
    await night(leftDays - 20);
    expect(await until(left)).not.toBeNull();
    await call('POST', `reports/${taken}/additions`, 'dispatcher', 0, {
      id: newId(),
      words: 'They are still there',
    });
    expect(await until(taken)).toBeNull();
    await night(20 + 31);
    // As a settled one, it has its zone only.
    expect([(await row(left))!.cell, (await row(held))!.cell]).toEqual([null, expect.any(String)]);
    await night(58);
    expect(await row(left)).toBeDefined();
    await night(2);
    expect(await row(left)).toBeUndefined();
    expect((await row(taken))!.state).toBe('new');
    expect([await row(held), await row(detained)]).toEqual([expect.anything(), expect.anything()]);
    await night(90);
    expect([await row(taken), await row(detained)]).toEqual([undefined, undefined]);
    expect((await row(held))!.state).toBe('new');
  });

  it('is over with an incident that nobody concludes, too', async () => {
    const report = await sent();
    const incident = newId();
    await call('POST', `reports/${report}/incident`, 'dispatcher', 0, {
      id: incident,
      label: 'Roosevelt and 82nd',
      point: { lat: 40.7475, lon: -73.8835 },
    });
    await net.settle();
    const point = async () =>
      (
        await net.tx(({ tx }) =>
          tx.selectFrom('incidents').select('point').where('id', '=', incident).executeTakeFirstOrThrow(),
        )
      ).point;
    await night(leftDays + 29);
    expect([(await row(report))!.state, await point()]).toEqual(['linked', expect.anything()]);
    await night(2);
    expect(await point()).toBeNull();
    await night(60);
    expect(await row(report)).toBeUndefined();
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, settlePeople } from '../../../test/village.ts';
import { system } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { addSource } from '../incidents/index.ts';
import { cellOf, distanceM } from '../places/index.ts';
import { type AnswerIn, answer, claimSeats, freeSeats, placeRoom, standDown, startCallout } from './index.ts';

let net: TestNetwork;
let desk: Record<string, string>;
let dispatcherId: string;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 40 });
  const [dispatcher] = await settlePeople(net, 1, { languages: ['ko'] });
  dispatcherId = dispatcher!.id;
  desk = await net.signIn(['dispatcher', 'coordinator', 'admin'], dispatcherId);
  await settlePeople(net, 60);
  await settlePeople(net, 20, { course: 'verifier' });
});

async function callOut(northM: number, purpose: 'observe' | 'verify', wanted = 4) {
  const incidentId = await incidentAt(net, { northM });
  const id = newId();
  if (purpose === 'observe') await confirm(incidentId);
  await net.tx(
    async (ctx) => {
      const { lat, lon, name } = await corner(ctx);
      const meet = { lat: lat + northM / 111_195, lon, label: name };
      const manner = purpose === 'verify' ? 'vantage' : 'pair';
      await startCallout(ctx, { id, incidentId, purpose, manner, wanted, roles: [], meet, minutes: 30 });
    },
    net.actor('dispatcher', dispatcherId),
  );
  const rows = await net.tx((ctx) =>
    ctx.tx.selectFrom('assignments').select(['id', 'person_id']).where('callout_id', '=', id).execute(),
  );
  return { id, incidentId, asked: rows };
}

async function confirm(incidentId: string) {
  await net.tx((ctx) =>
    addSource(ctx, incidentId, {
      kind: 'verifier',
      personId: dispatcherId,
      firstHand: true,
      picture: true,
      says: 'seen',
      onScene: true,
    }),
  );
  await net.tx((ctx) =>
    ctx.tx
      .updateTable('incidents')
      .set({ verification: 'confirmed' })
      .where('network_id', '=', ctx.network.id)
      .where('id', '=', incidentId)
      .execute(),
  );
}

const yes = (row: { id: string; person_id: string }): AnswerIn => ({
  actId: newId(),
  assignmentId: row.id,
  says: 'yes',
  actor: { kind: 'person', id: null, personId: row.person_id, callSign: null, roles: [], confirmedAt: null },
});

const seats = () =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('seats')
      .select(['subject', 'person_id'])
      .where('network_id', '=', ctx.network.id)
      .execute(),
  );

async function empty() {
  const held = await seats();
  await net.tx((ctx) =>
    freeSeats(
      ctx,
      held.map((s) => s.subject),
    ),
  );
}

/** Eight connections that never wait for each other's turn. */
async function atOnce<T, R>(items: T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const out: R[] = [];
  const left = [...items.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) out[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return out;
}

describe('the seat race', () => {
  beforeEach(empty);

  it.each([1, 8])('seats four of all who say yes at the same instant, in batches of %d', async (size) => {
    // Three call-outs of two kinds within 500 m of each other: together they have four places.
    const outs = [await callOut(0, 'observe'), await callOut(200, 'observe'), await callOut(350, 'verify')];
    const all = outs
      .flatMap((o) => o.asked)
      .sort((a, b) => (a.id.slice(-6) < b.id.slice(-6) ? -1 : 1))
      .slice(0, 24);
    expect(all.length).toBeGreaterThan(15);
    const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
      all.slice(i * size, (i + 1) * size).map(yes),
    );
    const results = (await atOnce(batches, (b) => net.tx((ctx) => answer(ctx, b), system))).flat();
    expect(results.filter((r) => r.outcome === 'accepted').length).toBe(4);
    expect(results.filter((r) => r.outcome === 'reserve').length).toBe(all.length - 4);
    expect((await seats()).length).toBe(4);
    const states = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('assignments')
        .select('state')
        .where(
          'callout_id',
          'in',
          outs.map((o) => o.id),
        )
        .execute(),
    );
    expect(states.filter((s) => s.state === 'accepted').length).toBe(4);
  });

  it('takes the same yes many times at once as one, and no twice as one', async () => {
    const { asked } = await callOut(2500, 'observe', 2);
    const same = yes(asked[0]!);
    const results = await Promise.all(
      Array.from({ length: 6 }, () => net.tx((ctx) => answer(ctx, [same, same]))),
    );
    expect(results.flat().filter((r) => 'was' in r && r.was === 'new').length).toBe(1);
    expect(results.flat().every((r) => r.outcome === 'accepted')).toBe(true);
    const withdrawn = { ...same, actId: newId(), says: 'no' as const };
    const [once, twice] = await net.tx((ctx) => answer(ctx, [withdrawn, withdrawn]));
    expect([once, twice]).toEqual([
      { outcome: 'declined', was: 'withdrawn' },
      { outcome: 'declined', was: 'replay' },
    ]);
    expect(await seats()).toEqual([]);
  });

  it('is one door for whoever sends people: another feature’s claims count, and are refused, alike', async () => {
    const at = await net.tx(corner);
    const claims = Array.from({ length: 6 }, () => ({ subject: newId(), personId: newId(), points: [at] }));
    const results = await Promise.all(claims.map((c) => net.tx((ctx) => claimSeats(ctx, [c]))));
    expect(results.flat().sort()).toEqual(['place', 'place', 'seated', 'seated', 'seated', 'seated']);
    expect(await net.tx((ctx) => placeRoom(ctx, at))).toBe(0);
    const far = { lat: at.lat + 0.01, lon: at.lon };
    expect(distanceM(at, far)).toBeGreaterThan(1000);
    expect(await net.tx((ctx) => placeRoom(ctx, far))).toBe(4);
    expect(cellOf(far)).not.toBe(cellOf(at));
    await empty();
  });
});

describe('a stand-down', () => {
  it('reaches whoever says yes in the same instant', async () => {
    const { asked, incidentId } = await callOut(2500, 'observe', 2);
    const [one] = asked;
    const [answered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const saying = net.tx(async (ctx) => {
      const [result] = await answer(ctx, [yes(one!)]);
      answered.resolve();
      await release.promise;
      return result;
    });
    await answered.promise;
    const standing = net.tx(
      (ctx) => standDown(ctx, { id: newId(), incidentId, reason: 'unsafe' }),
      net.actor('dispatcher', dispatcherId),
    );
    const { rows } = await net.services.db.pool.query('select current_database() as name');
    const waiting = async () =>
      (
        await net.services.db.pool.query(
          `select count(*)::int as n from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`,
          [rows[0].name],
        )
      ).rows[0].n;
    await expect.poll(waiting).toBeGreaterThan(0);
    release.resolve();
    expect(await saying).toMatchObject({ outcome: 'accepted' });
    await standing;
    const acks = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('stand_down_acks')
        .select('assignment_id')
        .where('assignment_id', '=', one!.id)
        .execute(),
    );
    expect(acks).toHaveLength(1);
    await empty();
  });
});

describe('somebody suspended', () => {
  it('loses the seat, is called back, and is asked no more', async () => {
    const { asked, id } = await callOut(0, 'observe', 2);
    const [one] = asked;
    await net.tx((ctx) => answer(ctx, [yes(one!)]));
    const done = await net.app.inject({
      method: 'POST',
      url: '/api/v1/suspensions',
      headers: desk,
      payload: { id: newId(), personId: one!.person_id, reason: 'A complaint to be looked into' },
    });
    expect(done.statusCode).toBe(200);
    await net.settle();
    expect((await seats()).filter((s) => s.person_id === one!.person_id)).toEqual([]);
    const row = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('responders')
        .select('active')
        .where('person_id', '=', one!.person_id)
        .executeTakeFirst(),
    );
    expect(row?.active).toBe(false);
    const answerAgain = await net.tx((ctx) => answer(ctx, [yes(one!)]));
    expect(answerAgain).toEqual([{ outcome: 'refused', why: 'not_sendable' }]);
    const shown = await net.app.inject({ method: 'GET', url: `/api/v1/callouts/${id}`, headers: desk });
    expect(shown.json().filled).toBe(0);
  });
});

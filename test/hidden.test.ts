import { beforeAll, describe, expect, it } from 'vitest';
import { busyEvening, endpoints, idsByTable, requestsAbout } from './everything.ts';
import { type TestNetwork, testNetwork } from './harness.ts';

/** Dispatch works with call signs, distances and arrival times: no answer of any route holds a member's name or number. */

let net: TestNetwork;
let planted: string[];
let ids: string[];
let me: string;

/** Anew for each test: one of the routes signs out. */
const signIn = () => net.signIn(['operator', 'dispatcher'], me);

beforeAll(async () => {
  net = await testNetwork({ volunteers: 80 });
  me = (await busyEvening(net)).dispatcher.id;
  planted = await net.tx(async (ctx) => {
    const people = await ctx.tx.selectFrom('people').select(['id', 'name']).execute();
    const addresses = await ctx.tx.selectFrom('addresses').select(['id', 'address']).execute();
    return [
      ...people.flatMap((p) =>
        p.name ? [ctx.vault.decrypt<string>(p.name, { record: p.id, field: 'name' })] : [],
      ),
      // Without the plus, which a URL or a link may write otherwise.
      ...addresses.map((a) =>
        ctx.vault.decrypt<string>(a.address, { record: a.id, field: 'address' }).replace('+', ''),
      ),
    ];
  });
  ids = [...(await idsByTable(net, 1)).values()].flat();
});

describe('who is operator and dispatcher', () => {
  it('has something to hide, and reads much', async () => {
    expect(planted.length).toBeGreaterThan(120);
    expect(ids.length).toBeGreaterThan(15);
    const headers = await signIn();
    const read = await Promise.all(
      ['/api/v1/reports', '/api/v1/callouts', '/api/v1/alarms', '/api/v1/shifts/now'].map((url) =>
        net.app.inject({ method: 'GET', url, headers }),
      ),
    );
    for (const answer of read) expect(answer.statusCode).toBe(200);
    expect(read[1]!.body).toContain('verifier');
  });

  // Who has left is signed in no more, and reads nothing.
  const staying = endpoints.filter(({ path }) => path !== '/api/v1/me/leaving');

  it.each(staying.map((e) => [`${e.method} ${e.path}`, e] as const))(
    'by %s holds no name and no number',
    async (_, e) => {
      const headers = await signIn();
      for (const [i, { about, ...request }] of requestsAbout(e, ids).entries()) {
        const { body, statusCode } = await net.app.inject({ ...request, headers });
        expect(statusCode, about).toBeLessThan(500);
        if (i === 0 && !e.open) expect(statusCode).not.toBe(401);
        expect(planted.filter((secret) => body.includes(secret))).toEqual([]);
      }
    },
  );
});

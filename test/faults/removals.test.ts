import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../src/features/accounts/index.ts';
import { cookieName } from '../../src/platform/http/server.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { type Neighbour, settlePeople } from '../village.ts';
import { held, longest, times } from './times.ts';

/** Fault 8: members who read while they are removed. */

let net: TestNetwork;
let admin: Neighbour;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  [admin] = (await settlePeople(net, 1)) as [Neighbour];
}, longest);

const reads = ['/api/v1/me', '/api/v1/reports?open=1', '/api/v1/callouts?open=1', '/api/v1/shifts/now'];

describe('removals racing reads', () => {
  it(
    'refuse whatever is asked after the act, within five seconds, also by a session that opened meanwhile',
    async () => {
      const wanted = times(500, 20);
      let slowest = 0;
      const wrong: string[] = [];
      for (const person of await settlePeople(net, wanted)) {
        const headers = await net.signIn(['dispatcher', 'observer'], person.id);
        const asAdmin = await net.signIn(['admin'], admin.id);
        let removedAt = Number.POSITIVE_INFINITY;
        let over = false;
        const read = async (n: number) => {
          while (!over) {
            const begun = performance.now();
            const url = reads[n % reads.length]!;
            const { statusCode } = await net.app.inject({ method: 'GET', url, headers });
            // While it happens, roles may be gone before the session is: 403.
            const fine = begun > removedAt ? [401] : [200, 401, 403];
            if (!fine.includes(statusCode)) wrong.push(`${url} ${statusCode}`);
          }
        };
        const late = net.tx((ctx) => openSession(ctx, person.id, 'desk'));
        const readers = [0, 1, 2, 3].map(read);
        const begun = performance.now();
        const removal = await net.app.inject({
          method: 'POST',
          url: `/api/v1/people/${person.id}/removal`,
          headers: asAdmin,
          payload: {},
        });
        removedAt = performance.now();
        expect(removal.statusCode).toBe(200);
        const { token } = await late;
        const cookie = `${cookieName('desk', net.services.config.url)}=${token}`;
        for (const who of [headers, { cookie, 'x-porchlight-face': 'desk' }])
          for (const url of reads)
            expect((await net.app.inject({ method: 'GET', url, headers: who })).statusCode).toBe(401);
        slowest = Math.max(slowest, performance.now() - begun);
        over = true;
        await Promise.all(readers);
      }
      expect(wrong).toEqual([]);
      expect(slowest).toBeLessThan(5_000);
      held(
        `${wanted} removals among readers: none read after it, the slowest took ${Math.round(slowest)} ms`,
      );
    },
    longest,
  );

  it('of one person by many at once is one removal', async () => {
    const [person] = await settlePeople(net, 1);
    const asAdmin = await net.signIn(['admin'], admin.id);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        net.app.inject({
          method: 'POST',
          url: `/api/v1/people/${person!.id}/removal`,
          headers: asAdmin,
          payload: {},
        }),
      ),
    );
    expect(answers.map((a) => a.statusCode)).toEqual(Array(6).fill(200));
    const events = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('events')
        .select('seq')
        .where('kind', '=', 'person.removed')
        .where('subject', '=', person!.id)
        .execute(),
    );
    expect(events).toHaveLength(1);
  });
});

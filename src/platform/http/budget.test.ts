import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { buildWeb } from '../../composition.ts';
import { peopleByRole } from '../../features/people/index.ts';
import { newId } from '../id.ts';
import { usualBudgets } from './budget.ts';

let net: TestNetwork;
let app: TestNetwork['app'];
let people: string[];
const few = { session: { most: 5, minutes: 1 }, door: { most: 3, minutes: 1 } };

beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  app = await buildWeb(net.services, async () => net.network.id, few);
  people = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 3))).map(({ id }) => id);
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}, from = '203.0.113.5', at = app) =>
  at.inject({ url, headers, remoteAddress: from });
const report = (headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/reports',
    remoteAddress: '203.0.113.5',
    headers,
    payload: { what: 'Two vans', where: { text: 'Canal St' }, tense: 'now' },
  });
const floods = () =>
  net.tx(({ tx }) =>
    tx.selectFrom('audit_acts').select('actor').where('act', '=', 'requests.flooded').execute(),
  );

describe('who asks too often', () => {
  it('with a session hears when to go on, loses nothing, and is written down once; nobody else waits', async () => {
    const [busy, other] = await Promise.all(people.map((id) => net.signIn(['dispatcher'], id)));
    for (let n = 0; n < 5; n++) expect((await get('/api/v1/me', busy)).statusCode).toBe(200);
    const change = {
      method: 'PUT',
      url: '/api/v1/me',
      headers: busy!,
      payload: { emergencyContact: null },
    } as const;
    for (let n = 0; n < 3; n++) {
      const refused = await app.inject(change);
      expect(refused.statusCode).toBe(429);
      expect(refused.headers['retry-after']).toBe('60');
      expect(refused.json()).toMatchObject({ title: 'Too many requests', seconds: 60 });
      expect(refused.json().kept).toMatch(/still on your screen/);
      expect(refused.json().next).toMatch(/Wait 60 s/);
    }
    expect((await get('/api/v1/me', other)).statusCode).toBe(200);
    expect((await report(busy)).statusCode).toBe(200);
    expect(await floods()).toHaveLength(1);
    net.clock.advance(1);
    expect((await get('/api/v1/me', busy)).statusCode).toBe(200);
    expect((await app.inject(change)).statusCode).not.toBe(429);
  });

  it('without one waits by door, and still reports as often as there is something to report', async () => {
    net.clock.advance(20);
    for (let n = 0; n < 3; n++) expect((await get('/api/v1/audit/key')).statusCode).toBe(200);
    const refused = await get('/api/v1/audit/key');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
    expect((await get('/api/v1/audit/key', {}, '203.0.113.6')).statusCode).toBe(200);
    for (let n = 0; n < 20; n++) expect((await report()).statusCode).toBe(200);
    expect((await get('/report')).statusCode).toBe(200);
  });

  it('is every process’s to judge, unless a test says otherwise', async () => {
    net.clock.advance(20);
    const usual = await buildWeb(net.services, async () => net.network.id);
    const headers = await net.signIn(['dispatcher'], people[2]);
    const codes: number[] = [];
    while (codes.length <= usualBudgets.session.most) {
      const answers = Array.from({ length: 25 }, () => get('/api/v1/session', headers, newId(), usual));
      codes.push(...(await Promise.all(answers)).map(({ statusCode }) => statusCode));
    }
    expect(codes.indexOf(429)).toBe(usualBudgets.session.most);
    await usual.close();
  });
});

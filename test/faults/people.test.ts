import { beforeAll, describe, expect, it } from 'vitest';
import { peopleByRole } from '../../src/features/people/index.ts';
import { newId } from '../../src/platform/id.ts';
import { busyEvening, endpoints, idsByTable, requestAbout } from '../everything.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { settlePeople } from '../village.ts';
import { held, longest, randomOf, times } from './times.ts';

let net: TestNetwork;
/** Every member's name and number, and what a reporter said. */
let hidden: string[];
let signs: Map<string, string>;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 240 });
  await busyEvening(net);
  await net.tx(async (ctx) => {
    const people = await ctx.tx.selectFrom('people').select(['id', 'name', 'call_sign']).execute();
    const addresses = await ctx.tx.selectFrom('addresses').select(['id', 'address']).execute();
    signs = new Map(people.map((p) => [p.call_sign, p.id]));
    hidden = [
      ...people.flatMap((p) =>
        p.name ? [ctx.vault.decrypt<string>(p.name, { record: p.id, field: 'name' })] : [],
      ),
      ...addresses.map((a) => ctx.vault.decrypt<string>(a.address, { record: a.id, field: 'address' })),
      'laundromat',
    ];
  });
}, longest);

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Fault 3: whoever holds a dispatcher's session wants the list of all volunteers. */
describe('a scraper', () => {
  it(
    'never gets more members than the budget, and never a name or number',
    async () => {
      const [dispatcher] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
      const headers = await net.signIn(['dispatcher'], dispatcher!.id);
      const wanted = times(100_000, 480);
      const seen = new Set<string>();
      const statuses = new Map<number, number>();
      const ids = [...signs.values()];
      const random = randomOf(3);
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
      const crafted = () => {
        const q = pick([
          () => pick([...letters]) + pick([...letters]),
          () => `${pick([...letters])}%`,
          () => `  ${pick([...letters])}${pick([...letters])}  `,
          () => pick([...signs.keys()]).slice(0, 2 + Math.floor(random() * 6)),
          () => pick(['__', '\\', "' or ''='", '..', '𝔞𝔟', 'İi', '\u0000\u0000']),
        ])();
        return pick([
          () => ({
            url: '/api/v1/people/searches',
            payload: { q, limit: 9999, offset: 20, role: pick(['observer', 'ally']) },
          }),
          () => ({ url: '/api/v1/people/searches', payload: { q } }),
          () => ({ url: `/api/v1/people/${pick(ids)}/looks`, payload: {} }),
          () => ({ url: `/api/v1/people/${newId()}/looks`, payload: {} }),
          () => ({ url: `/api/v1/people/${pick(ids)}/name`, payload: {} }),
          () => ({
            url: '/api/v1/exports',
            payload: { id: newId(), named: true, reason: 'because I would like it' },
          }),
        ])();
      };
      const atOnce = 8;
      for (let n = 0; n < wanted; n += atOnce) {
        const answers = await Promise.all(
          Array.from({ length: atOnce }, () => net.app.inject({ method: 'POST', ...crafted(), headers })),
        );
        for (const { body, statusCode } of answers) {
          statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
          expect(statusCode).toBeLessThan(500);
          for (const [, sign] of body.matchAll(/"callSign":"([^"]+)"/g)) seen.add(sign!);
          if (statusCode === 200) expect(hidden.filter((secret) => body.includes(secret))).toEqual([]);
        }
      }
      expect(seen.size).toBeGreaterThan(0);
      expect(seen.size).toBeLessThanOrEqual(40);
      expect(statuses.get(429)).toBeGreaterThan(wanted / 2);
      held(`${wanted} crafted requests: ${seen.size} of ${signs.size} members seen, 0 names, 0 numbers`);
    },
    longest,
  );

  it(
    'does not list everyone by asking here and there who could be called out',
    async () => {
      const headers = await net.signIn(['dispatcher']);
      const random = randomOf(4);
      let near = 0;
      for (let n = 0; n < times(2_000, 20); n++) {
        const [lat, lon] = [40.57 + random() * 0.3, -74.1 + random() * 0.35];
        const { body, statusCode } = await net.app.inject({
          method: 'GET',
          url: `/api/v1/callouts/preview?purpose=observe&lat=${lat}&lon=${lon}&minutes=60`,
          headers,
        });
        expect(statusCode).toBe(200);
        near += JSON.parse(body).first.length;
        for (const [sign, id] of signs) {
          expect(body).not.toContain(sign);
          expect(body).not.toContain(id);
        }
      }
      expect(near).toBeGreaterThan(0);
    },
    longest,
  );
});

/** Fault 2: fifty members with nothing but their membership try every route about everything. */
describe('fifty insiders', () => {
  it(
    'get nothing beyond their own assignments, and change nothing of anybody else',
    async () => {
      const members = await settlePeople(net, 50);
      const ids = await idsByTable(net, 40);
      const secret = [
        'people',
        'assignments',
        'reports',
        'incidents',
        'callouts',
        'messages',
        'inbound',
        'complaints',
        'agreements',
        'certificates',
        'shifts',
        'media',
        'intakes',
        'suspensions',
        'exports',
        'people_alarms',
      ];
      const all = [...ids.values()].flat();
      const before = await state();
      const random = randomOf(2);
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
      let answered = 0;
      const actions = times(200, 4);
      for (const [n, member] of members.entries()) {
        const headers = await net.signIn(
          n % 2 ? ['observer'] : ['verifier', 'observer'],
          member.id,
          pick(['desk', 'field']),
        );
        const foreign = secret.flatMap((table) => ids.get(table) ?? []).filter((id) => id !== member.id);
        const named = new Set<string>();
        for (let action = 0; action < actions; action++) {
          const about = pick(all);
          const asked = requestAbout(pick(endpoints), about);
          const { body, statusCode } = await net.app.inject({ ...asked, headers });
          expect(statusCode).toBeLessThan(500);
          if (statusCode !== 200) continue;
          answered++;
          // What they gave this id to is theirs: a calendar link, say.
          if (asked.payload && 'id' in asked.payload) named.add(about);
          const leaked = [...foreign, ...hidden].filter(
            (s) => s !== about && !named.has(s) && body.includes(s),
          );
          expect({ asked: asked.url, leaked }).toEqual({ asked: asked.url, leaked: [] });
        }
      }
      expect(answered).toBeGreaterThan(0);
      expect(await state()).toEqual(before);
      held(`50 members, ${actions} actions each: ${answered} answered, nothing of anybody else`);
    },
    longest,
  );

  /** What an insider would like to change; their own account and pause aside. */
  const state = () =>
    net.tx(async (ctx) => ({
      people: await ctx.tx
        .selectFrom('people')
        .select(['id', 'state', 'roles'])
        .where('account_id', 'is', null)
        .where('call_sign', 'not like', 'observer %')
        .orderBy('id')
        .execute(),
      assignments: await ctx.tx.selectFrom('assignments').select(['id', 'state']).orderBy('id').execute(),
      grants: await ctx.tx
        .selectFrom('role_grants')
        .select('id')
        .where('role', 'not in', ['observer', 'verifier'])
        .execute(),
      suspensions: await ctx.tx.selectFrom('suspensions').select('id').execute(),
      verifications: await ctx.tx.selectFrom('verifications').select('id').execute(),
      callouts: await ctx.tx.selectFrom('callouts').select('id').execute(),
    }));
});

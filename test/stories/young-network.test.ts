import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { goalPage } from '../../src/features/goals/commands.ts';
import { forecast, futuresOf, reachedOf } from '../../src/features/goals/rules.ts';
import { activate } from '../../src/features/people/commands.ts';
import type { Ctx } from '../../src/platform/context.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { grow, type YoungNetwork } from '../young-network.ts';

/**
 * From an empty network to its first 4,000 trained, its active members and its trainers, on the whole road, in two years of the
 * movable clock. What it takes is in docs/BENCHMARKS.md.
 */
let net: TestNetwork;
let story: YoungNetwork;

beforeAll(async () => {
  net = await testNetwork({ at: new Date('2026-01-05T17:00:00Z') });
  story = await grow(net);
}, 900_000);

const rows = <T>(query: (ctx: Ctx) => Promise<{ rows: T[] }>) =>
  net.tx(async (ctx) => (await query(ctx)).rows);

describe('after two years', () => {
  it('the goal page shows who was trained, and who teaches', async () => {
    const { goals, facts, past, chapters } = await net.tx(goalPage);
    const [members, allies, trainers] = goals.map((g) => g.reached);
    expect(members! + allies!).toBeGreaterThan(4000);
    // Eight were there at the beginning, two of whom taught.
    expect(trainers).toBeGreaterThan(50);
    const counted = await rows((ctx) =>
      sql<{ ally: boolean; n: number }>`select 'ally' = any(roles) as ally, count(*)::int as n from people
        where network_id = ${ctx.network.id} and state in ('trained','met','active') group by 1 order by 1`.execute(
        ctx.tx,
      ),
    );
    expect(counted.map(({ n }) => n)).toEqual([members, allies]);
    expect(past.at(-1)).toMatchObject({ members, allies });
    const sum = (of: 'applied' | 'active') => chapters.reduce((n, c) => n + c[of], 0);
    expect(sum('active')).toBe(story.active.length);
    expect(facts.flows.reduce((n, f) => n + f.member.waiting + f.ally.waiting, 0)).toBe(sum('applied'));
    expect(facts.weeks).toBeGreaterThan(12);
    const { fans, reached } = forecast(futuresOf(facts), { members: 5000, allies: 5000, trainers: 500 });
    expect(fans.members.map((band) => band[0])).toEqual(Array(5).fill(members));
    expect(reachedOf(reached.members).middle ?? 105).toBeGreaterThan(0);
  });

  it('nobody is active without two vouches and the agreement', async () => {
    const without = await rows((ctx) =>
      sql`select p.id from people p where p.network_id = ${ctx.network.id} and p.state = 'active' and not (
        exists (select from agreements a where a.network_id = p.network_id and a.person_id = p.id)
        and (exists (select from vouches v where v.network_id = p.network_id and v.person_id = p.id and v.kind = 'founding')
          or (select count(distinct v.by) from vouches v where v.network_id = p.network_id and v.person_id = p.id
            and v.kind = 'vouch' and v.withdrawn_at is null) >= 2))`.execute(ctx.tx),
    );
    expect(without).toEqual([]);
    expect(story.active.length).toBeGreaterThan(150);
    const [early] = story.trained;
    const refused = await net.tx((ctx) => activate(ctx, early!), story.admin).catch((problem) => problem);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.facts.missing).toContain('no_vouches');
  });

  it('each of them went the whole road, a step after the other', async () => {
    const roads = await rows((ctx) =>
      sql<{ road: string; n: number }>`select road, count(*)::int as n from (
          select string_agg(state, ' ' order by seq) as road from person_states
          where network_id = ${ctx.network.id} group by person_id) r group by road order by road`.execute(
        ctx.tx,
      ),
    );
    const steps = ['applied', 'applied trained', 'applied trained met', 'applied trained met active'];
    for (const { road } of roads) expect([...steps, 'active']).toContain(road);
    const of = (road: string) => roads.find((r) => r.road === road)?.n;
    expect(of('active')).toBe(8);
    expect(of(steps[3]!)).toBe(story.active.length - 8);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { applyAll } from '../joining/index.ts';
import { moveTo } from '../people/index.ts';
import { chapters, feature as places } from '../places/index.ts';
import { feature as playbooks } from '../playbooks/index.ts';
import { issueCertificate } from '../trainings/index.ts';
import * as commands from './commands.ts';
import { selectDays } from './store.ts';

const day = 24 * 60;

let net: TestNetwork;
let chapterIds: string[];

const call = (method: 'GET' | 'PUT', url: string, headers: Record<string, string>, payload?: object) =>
  net.app.inject({ method, url: `/api/v1/goals${url}`, headers, ...(payload && { payload }) });
const page = () => net.tx((ctx) => commands.goalPage(ctx));
const days = () => net.tx((ctx) => selectDays(ctx, '2000-01-01'));

/** So many apply in a chapter. */
const apply = (n: number, kind: 'member' | 'ally', chapterId: string) =>
  net.tx(async (ctx) => {
    const applied = await applyAll(
      ctx,
      Array.from({ length: n }, () => ({
        ...{ id: newId(), source: 'desk' as const, kind, chapterId },
        ...{ addresses: [], languages: ['es', 'en'], wants: [] },
      })),
    );
    return applied.map((a) => a.personId);
  });

beforeAll(async () => {
  // Noon in New York.
  net = await testNetwork({ at: new Date('2026-11-23T17:00:00Z') });
  chapterIds = await net.tx(async (ctx) => {
    const world = { random: () => 0, id: newId, at: ctx.now, volunteers: 0 };
    for (const { seed } of [playbooks, places]) await seed!(ctx, world);
    return (await chapters(ctx)).map((c) => c.id);
  });
});

describe('an empty network', () => {
  it('has the usual goals, a year ahead, and nobody on the road', async () => {
    const { goals, chapters, facts } = await page();
    expect(goals.map(({ goal, target, reached }) => [goal, target, reached])).toEqual([
      ['members', 2000, 0],
      ['allies', 2000, 0],
      ['trainers', 50, 0],
    ]);
    expect(goals[0]!.due).toBe('2027-11-23');
    expect(chapters).toEqual([]);
    expect(facts).toMatchObject({ weeks: 0, today: '2026-11-23' });
    expect(facts.flows).toHaveLength(5);
    await net.tx(commands.countDays);
    expect(await days()).toEqual([]);
  });
});

describe('the days', () => {
  let people: string[];

  it('are counted once each when they are over, also those that were missed', async () => {
    people = await apply(6, 'member', chapterIds[0]!);
    await apply(4, 'ally', chapterIds[1]!);
    net.clock.advance(8 * day);
    const trainer = net.actor('trainer');
    for (const personId of people.slice(0, 4))
      await net.tx((ctx) => issueCertificate(ctx, { id: newId(), personId, course: 'observer' }), trainer);
    await net.tx((ctx) => moveTo(ctx, people.slice(0, 4), 'trained', ['applied']));
    net.clock.advance(7 * day);
    await net.tx(commands.countDays);
    const once = await days();
    await net.tx(commands.countDays);
    expect(await days()).toEqual(once);
    expect(new Set(once.map((d) => d.day)).size).toBe(15);
    const last = once.filter((d) => d.day === '2026-12-07' && d.stood > 0);
    expect(last.map(({ kind, state, stood }) => [kind, state, stood]).sort()).toEqual([
      ['ally', 'applied', 4],
      ['member', 'applied', 2],
      ['member', 'trained', 4],
    ]);
    expect(once.filter((d) => d.came > 0).map(({ day, state, came }) => [day, state, came])).toEqual(
      expect.arrayContaining([
        ['2026-11-23', 'applied', 6],
        ['2026-12-01', 'trained', 4],
      ]),
    );
  });

  it('are what the page and its facts are made from', async () => {
    const { goals, chapters, languages, facts } = await page();
    expect(goals[0]).toMatchObject({ goal: 'members', reached: 4, since: '2026-11-23' });
    expect(chapters.find((c) => c.kind === 'member')).toMatchObject({ applied: 2, trained: 4, certified: 4 });
    expect(languages.map(({ key, kind }) => [key, kind]).sort()).toEqual([
      ['', 'ally'],
      ['es', 'member'],
    ]);
    expect(facts.weeks).toBe(2);
    const own = facts.flows.find((f) => f.chapterId === chapterIds[0])!.member;
    expect(own).toMatchObject({ waiting: 2, trained: 4 });
  });

  it('stay when somebody’s log goes', async () => {
    const before = await days();
    await net.tx((ctx) => moveTo(ctx, [people[0]!], 'left', ['trained']));
    net.clock.advance(2 * day);
    await net.tx(commands.countDays);
    const after = await days();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.filter((d) => d.state === 'left' && d.came > 0)).toMatchObject([
      { kind: 'member', stood: 1 },
    ]);
    const log = await net.tx((ctx) =>
      ctx.tx.selectFrom('person_states').select('state').where('person_id', '=', people[0]!).execute(),
    );
    expect(log).toEqual([{ state: 'left' }]);
  });
});

describe('the goals', () => {
  it('are read by coordinators, trainers and admins, set by admins, and never for a day that is over', async () => {
    const as = async (...roles: string[]) => net.signIn(roles);
    const [admin, coordinator, trainer] = [await as('admin'), await as('coordinator'), await as('trainer')];
    for (const headers of [admin, coordinator, trainer])
      expect((await call('GET', '', headers)).statusCode).toBe(200);
    expect((await call('GET', '', await as('operator'))).statusCode).toBe(403);
    expect((await call('GET', '', {})).statusCode).toBe(401);
    const wish = { target: 1200, due: '2027-06-30' };
    expect((await call('PUT', '/members', coordinator, wish)).statusCode).toBe(403);
    expect((await call('PUT', '/members', admin, { ...wish, due: '2026-12-01' })).statusCode).toBe(422);
    expect((await call('PUT', '/members', admin, { ...wish, target: 0 })).statusCode).toBe(400);
    expect((await call('PUT', '/people', admin, wish)).statusCode).toBe(400);
    expect((await call('PUT', '/members', admin, wish)).statusCode).toBe(200);
    const { goals, can } = (await call('GET', '', admin)).json();
    expect(goals[0]).toMatchObject({ goal: 'members', ...wish });
    expect(goals[1]).toMatchObject({ target: 2000 });
    expect(can).toContain('set');
    expect((await call('GET', '', coordinator)).json().can).toEqual(['read']);
  });
});

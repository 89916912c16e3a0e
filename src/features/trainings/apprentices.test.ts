import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import {
  couldBeNext,
  neededLanguages,
  pairFor,
  passes,
  RUBRIC,
  restsUntil,
  rubricIds,
  type Teaching,
} from './rules.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );
const all = (level: number, but: Record<string, number> = {}) => ({
  ...Object.fromEntries(rubricIds.map((id) => [id, level])),
  ...but,
});

describe('the rubric', () => {
  it('has six to eight lines with four levels described', () => {
    expect(RUBRIC.length).toBeGreaterThanOrEqual(6);
    expect(RUBRIC.length).toBeLessThanOrEqual(8);
    for (const { levels } of RUBRIC) expect(levels.map((l) => l.length > 15)).toEqual(Array(4).fill(true));
  });

  it.each([
    ['good throughout', all(3), true],
    ['one line a little low', all(4, { room: 2 }), true],
    ['two lines low', all(4, { room: 2, content: 2 }), false],
    ['one line very low', all(4, { room: 1 }), false],
    ['unsure of the law', all(4, { lawful: 2 }), false],
    ['careless with data', all(4, { privacy: 2 }), false],
    ['a line left out', Object.fromEntries(rubricIds.slice(2).map((id) => [id, 4])), false],
  ])('%s', (_, levels, passed) => expect(passes(levels)).toBe(passed));

  it('is never passed by less than what passed', () => {
    const levels = fc.record(Object.fromEntries(rubricIds.map((id) => [id, fc.integer({ min: 1, max: 4 })])));
    fc.assert(
      fc.property(levels, fc.constantFrom(...rubricIds), (given, line) => {
        const lower = { ...given, [line]: Math.max(1, given[line]! - 1) };
        if (passes(lower)) expect(passes(given)).toBe(true);
      }),
    );
  });
});

describe('load and rest', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day, 18));
  it('rests three days after three sessions within a week', () => {
    expect(restsUntil([at(1), at(3), at(6)], at(7))).toEqual(at(9));
    expect(restsUntil([at(1), at(3), at(6)], at(9))).toBeNull();
    expect(restsUntil([at(1), at(6)], at(7))).toBeNull();
    expect(restsUntil([at(1), at(3), at(20)], at(7))).toBeNull();
    expect(restsUntil([], at(7))).toBeNull();
  });

  const trainer = (personId: string, more: Partial<Teaching> = {}): Teaching => ({
    ...{ personId, chapterId: 'a', languages: ['en'], load: 1, apprentices: 0, restsUntil: null },
    ...more,
  });
  it('pairs with who shares a language and has room; of the own chapter, then the least burdened', () => {
    const apprentice = { personId: 'me', chapterId: 'a', languages: ['es', 'en'] };
    const pair = (...trainers: Teaching[]) => pairFor(apprentice, trainers)?.personId ?? null;
    expect(pair(trainer('x', { chapterId: 'b' }), trainer('y'))).toBe('y');
    expect(pair(trainer('x', { load: 3 }), trainer('y', { load: 2 }))).toBe('y');
    expect(pair(trainer('x', { apprentices: 1 }), trainer('y', { load: 5 }))).toBe('y');
    expect(pair(trainer('x'), trainer('y', { languages: ['es', 'en'] }))).toBe('y');
    const full = [
      ...[trainer('x', { apprentices: 2 }), trainer('y', { load: 6 }), trainer('z', { languages: ['zh'] })],
      ...[trainer('r', { restsUntil: at(9) }), trainer('me')],
    ];
    expect(pair(...full)).toBeNull();
  });

  it('asks for languages that too few trainers speak, and for people who have seen two sessions', () => {
    const members = [...Array(150).fill({ languages: ['es'] }), { languages: ['zh'] }];
    expect(neededLanguages(members, [{ languages: ['es', 'zh'] }])).toEqual(['es']);
    const person = (personId: string, more = {}) => ({
      ...{ personId, active: true, certificates: ['observer'], languages: ['en'], chapterId: 'a' },
      ...{ attended: 2, isTrainer: false, isApprentice: false, ...more },
    });
    const people = [
      ...[person('a'), person('b', { languages: ['es'] }), person('c', { attended: 1 })],
      ...[
        person('d', { active: false }),
        person('e', { certificates: [] }),
        person('f', { isTrainer: true }),
      ],
      person('g', { isApprentice: true }),
    ];
    expect(couldBeNext(people, ['es']).map((p) => p.personId)).toEqual(['b', 'a']);
  });
});

describe('an apprentice', () => {
  let net: TestNetwork;
  let people: Neighbour[];
  let chapterId: string;
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 12 });
    people = await settlePeople(net, 4);
    chapterId = (await net.tx(chapters))[0]!.id;
  });
  const as = (role: string, who: Neighbour) => net.actor(role, who.id);

  /** A session that is over, with them beside a trainer. */
  async function teaches(apprentice: Neighbour) {
    const id = newId();
    await net.tx((ctx) =>
      commands.planSessions(ctx, {
        ...{ ids: [id], everyWeeks: 1, course: 'rights', modules: ['basics'], chapterId, form: 'place' },
        ...{ place: 'Elm Hall', link: null, capacity: 10, languages: ['en'], access: [] },
        ...{ trainers: [{ personId: apprentice.id, part: 'apprentice' }] },
        ...{ day: '2026-12-01', startMinute: 600, lengthMinutes: 60 },
      }),
    );
    return id;
  }

  it('teaches twice beside a trainer, is assessed by one who is certified and not oneself, and is certified', async () => {
    const [apprentice, mentor, other] = people as [Neighbour, Neighbour, Neighbour];
    const begin = (actor = net.actor('coordinator'), mentorId: string | null = mentor.id) =>
      net.tx((ctx) => commands.beginApprentice(ctx, apprentice.id, mentorId), actor);
    const assess = (who: Neighbour, levels: Record<string, number>, id = newId()) =>
      net.tx((ctx) => commands.assess(ctx, apprentice.id, { id, levels }), as('trainer', who));
    expect(await status(begin(net.actor('observer')))).toBe(403);
    expect(await status(begin())).toBe(422); // nobody is certified to be beside them
    await net.tx((ctx) =>
      commands.issueCertificate(ctx, { id: newId(), personId: mentor.id, course: 'trainer' }),
    );
    await begin();
    const ids = [await teaches(apprentice), await teaches(apprentice)];
    expect(await status(assess(mentor, all(4)))).toBe(422); // has taught beside nobody yet
    net.clock.advance(9 * 24 * 60);
    for (const id of ids) await net.tx((ctx) => commands.closeSession(ctx, id), net.actor('admin'));
    const stage = async () =>
      (await net.tx((ctx) => commands.readTrainers(ctx))).apprentices.find(
        (a) => a.personId === apprentice.id,
      )!;
    expect(await stage()).toMatchObject({ stage: 'ready', taught: 2, mentor: { callSign: mentor.callSign } });
    expect(await status(assess(apprentice, all(4)))).toBe(403);
    expect(await status(assess(other, all(4)))).toBe(403);
    expect(await status(assess(mentor, { lawful: 4 }))).toBe(400);
    expect(await assess(mentor, all(2))).toMatchObject({ passed: false });
    net.clock.advance(60);
    const act = newId();
    expect(await assess(mentor, all(3), act)).toMatchObject({ passed: true });
    expect(await assess(mentor, all(3), act)).toMatchObject({ passed: true });
    expect(await stage()).toMatchObject({
      stage: 'certified',
      assessments: [{ passed: true }, { passed: false }],
    });
    const held = await net.tx((ctx) => commands.currentCertificates(ctx, [apprentice.id]));
    expect(held.get(apprentice.id)!.map((c) => c.course)).toContain('trainer');
    expect(await status(begin())).toBe(409);
  });

  it('may stop, and begin again where they were', async () => {
    const who = people[3]!;
    const begin = () => net.tx((ctx) => commands.beginApprentice(ctx, who.id, null), net.actor('admin'));
    const listed = async () =>
      (await net.tx((ctx) => commands.readTrainers(ctx))).apprentices.some((a) => a.personId === who.id);
    const stop = () => net.tx((ctx) => commands.stopApprentice(ctx, who.id), net.actor('admin'));
    expect(await status(stop())).toBe(404);
    await begin();
    expect(await listed()).toBe(true);
    await stop();
    expect(await listed()).toBe(false);
    await begin();
    expect(await listed()).toBe(true);
  });
});

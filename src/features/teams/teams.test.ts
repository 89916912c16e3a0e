import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { person } from '../people/index.ts';
import { forgetOld } from './commands.ts';

type Headers = Record<string, string>;
let net: TestNetwork;
let people: Neighbour[];
let coordinator: Headers;
let chapterId: string;
const field = new Map<string, Headers>();

beforeAll(async () => {
  net = await testNetwork({ volunteers: 30 });
  people = await settlePeople(net, 13);
  coordinator = await net.signIn(['coordinator'], people[0]!.id);
  for (const p of people.slice(1, 9)) field.set(p.id, await net.signIn([], p.id, 'field'));
  chapterId = (await net.tx((ctx) => person(ctx, people[0]!.id))).chapterId;
});

async function call(headers: Headers, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const answer = await net.app.inject({
    ...{ method, url: `/api/v1/${url}`, headers },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const by = (n: number) => field.get(people[n]!.id)!;
const mine = async (n: number) => (await call(by(n), 'GET', 'me/teams')).body;
const lastTo = async (n: number) => (await onPhone(net, people[n]!.phone)).at(-1)?.body;

const about = {
  name: 'Doors and cards',
  does: 'Goes from door to door.',
  needs: [{ many: 2, language: 'es' }],
};
async function made(more: object = {}) {
  const id = newId();
  const { status } = await call(coordinator, 'POST', 'teams', { id, chapterId, ...about, ...more });
  expect(status).toBe(200);
  return id;
}

describe('a team', () => {
  it('is made once, read by its chapter, and joined by who asks when a lead says yes', async () => {
    const id = await made();
    expect((await call(coordinator, 'POST', 'teams', { id, chapterId, ...about })).status).toBe(200);
    expect((await mine(1)).items.filter((t: { id: string }) => t.id === id)).toMatchObject([
      { ...about, part: null, people: [] },
    ]);

    await call(by(1), 'POST', `me/teams/${id}/join`, {});
    expect(
      (await call(by(2), 'POST', `teams/${id}/parts`, { personId: people[1]!.id, part: 'member' })).status,
    ).toBe(403);
    await call(coordinator, 'POST', `teams/${id}/parts`, { personId: people[1]!.id, part: 'lead' });
    await net.settle();
    expect(await lastTo(1)).toMatch(/you lead the team “Doors and cards”/);

    await call(by(2), 'POST', `me/teams/${id}/join`, {});
    await call(by(2), 'POST', `me/teams/${id}/join`, {});
    await net.settle();
    expect(await lastTo(1)).toBe(
      `${net.network.name}: ${people[2]!.callSign} would like to join “Doors and cards”. Say yes or no in the field app, under “Teams”.`,
    );
    const ask = { personId: people[2]!.id, callSign: people[2]!.callSign, part: 'asking' };
    expect((await mine(1)).items[0].people).toEqual([ask]);
    const { items } = (await call(coordinator, 'GET', 'teams')).body;
    expect(items[0]).toMatchObject({ members: 1, leads: 1, asking: [ask] });

    expect(
      (await call(by(1), 'POST', `teams/${id}/parts`, { personId: people[2]!.id, part: 'member' })).status,
    ).toBe(200);
    await net.settle();
    expect(await lastTo(2)).toMatch(/you are in the team/);
    // A lead makes no leads and takes nobody out.
    for (const part of ['lead', null])
      expect((await call(by(1), 'POST', `teams/${id}/parts`, { personId: people[2]!.id, part })).status).toBe(
        403,
      );
    const shown = await call(coordinator, 'POST', `teams/${id}/looks`, {});
    expect(shown.body.items.map((m: { part: string }) => m.part)).toEqual(['lead', 'member']);

    await call(by(2), 'POST', `me/teams/${id}/leave`, {});
    expect((await mine(2)).items[0].part).toBeNull();
    expect((await call(by(2), 'POST', `me/teams/${id}/leave`, {})).status).toBe(200);
  });

  it('is for its chapter’s coordinator to make and change; other chapters do not see it', async () => {
    const { chapterId: elsewhere } = await net.tx(async (ctx) => {
      const [other] = await ctx.tx
        .selectFrom('chapters')
        .select('id as chapterId')
        .where('network_id', '=', ctx.network.id)
        .where('id', '<>', chapterId)
        .limit(1)
        .execute();
      return other!;
    });
    const id = await made({ chapterId: elsewhere, name: 'Somewhere else' });
    expect((await mine(3)).items.map((t: { name: string }) => t.name)).not.toContain('Somewhere else');
    expect((await call(by(3), 'POST', `me/teams/${id}/join`, {})).status).toBe(404);
    const dispatcher = await net.signIn(['dispatcher']);
    expect(
      (await call(dispatcher, 'GET', 'teams')).body.items.find((t: { id: string }) => t.id === id).can,
    ).toEqual([]);
    expect((await call(dispatcher, 'PUT', `teams/${id}`, about)).status).toBe(403);
    expect((await call(dispatcher, 'POST', 'teams', { id: newId(), chapterId, ...about })).status).toBe(403);
    expect((await call(coordinator, 'POST', `teams/${id}/end`, {})).status).toBe(200);
    expect((await call(coordinator, 'PUT', `teams/${id}`, about)).status).toBe(404);
    expect((await call(by(3), 'GET', 'teams')).status).toBe(403);
    expect(
      (await call(coordinator, 'POST', 'teams', { id: newId(), chapterId, ...about, needs: [{ many: 1 }] }))
        .status,
    ).toBe(400);
  });
});

describe('a word of thanks', () => {
  it('comes from a lead, in the reader’s words, and only they see it', async () => {
    const id = await made({ name: 'Kitchen' });
    for (const n of [1, 2]) await call(by(n), 'POST', `me/teams/${id}/join`, {});
    await call(coordinator, 'POST', `teams/${id}/parts`, { personId: people[1]!.id, part: 'lead' });
    const thanks = { id: newId(), personId: people[2]!.id, words: 'For soup for eighty.' };
    // Who only asked to join is in no team to be thanked for.
    expect((await call(by(1), 'POST', `teams/${id}/thanks`, thanks)).status).toBe(404);
    await call(by(1), 'POST', `teams/${id}/parts`, { personId: people[2]!.id, part: 'member' });
    expect(
      (await call(by(2), 'POST', `teams/${id}/thanks`, { ...thanks, personId: people[1]!.id })).status,
    ).toBe(403);
    expect(
      (await call(by(1), 'POST', `teams/${id}/thanks`, { ...thanks, personId: people[1]!.id })).status,
    ).toBe(422);
    expect(
      (await call(by(1), 'POST', `teams/${id}/thanks`, { ...thanks, words: 'Come to the corner of 82nd' }))
        .status,
    ).toBe(422);
    for (const _ of [1, 2])
      expect((await call(by(1), 'POST', `teams/${id}/thanks`, thanks)).status).toBe(200);
    await net.settle();
    const sent = `${net.network.name}: ${people[1]!.callSign} thanks you, for “Kitchen”: “For soup for eighty.”`;
    expect((await onPhone(net, people[2]!.phone)).filter((m) => m.body === sent)).toHaveLength(1);
    expect((await mine(2)).thanks).toMatchObject([
      { team: 'Kitchen', by: people[1]!.callSign, words: thanks.words },
    ]);
    expect((await mine(1)).thanks).toEqual([]);
  });
});

describe('a need', () => {
  const need = (more: object = {}) => ({ id: newId(), teamId: null, need: { skill: 'notary', ...more } });
  const find = (body: object, headers = coordinator) => call(headers, 'POST', 'needs', body);
  const ask = (id: string, n: number, words = 'stamp three forms on Thursday') =>
    call(coordinator, 'POST', `needs/${id}/asks`, { personId: people[n]!.id, words });
  const choose = (n: number, skills: string[] | null) => call(by(n), 'POST', 'me/findable', { skills });

  it('finds nobody who did not say so, and no more than five who did', async () => {
    const before = await find(need());
    expect(before.body.found.people).toEqual([]);
    for (const n of [1, 2, 3, 4, 5, 6, 7]) await choose(n, ['notary']);
    const { found, looks } = (await find(need())).body;
    expect(found.people).toHaveLength(5);
    expect(Object.keys(found.people[0])).toEqual(['personId', 'callSign', 'standing']);
    expect(looks.hour.used - before.body.looks.hour.used).toBe(5);
    await choose(1, null);
    const again = (await find(need({ chapterId }))).body.found;
    expect(again.people.map((p: { personId: string }) => p.personId)).not.toContain(people[1]!.id);
    // The same search again is the same answer, and somebody else's search is nobody's business.
    const same = need();
    expect((await find(same)).body.found).toEqual((await find(same)).body.found);
    expect((await find(same, await net.signIn(['admin'], people[9]!.id))).status).toBe(404);
  });

  it('needs to say what is needed, and is refused to who has no business with it', async () => {
    expect((await find({ id: newId(), teamId: null, need: { chapterId } })).status).toBe(400);
    expect((await find(need(), by(1))).status).toBe(403);
    expect((await find(need(), await net.signIn(['trainer'], people[10]!.id))).status).toBe(200);
  });

  it('is answered by text or by a tap, and the asker sees it', async () => {
    for (const n of [2, 3, 4, 5, 6]) await choose(n, ['notary']);
    const { id } = need();
    const { body } = await find({ id, teamId: null, need: { skill: 'notary' } });
    const shown = body.found.people.map((p: { personId: string }) => p.personId);
    const [a, b, c] = [2, 3, 4, 5, 6, 7].filter((n) => shown.includes(people[n]!.id)) as [
      number,
      number,
      number,
    ];
    expect((await ask(id, a, 'Go there and bring people')).status).toBe(422);
    expect((await ask(id, 0)).status).toBe(404);
    for (const n of [a, a, b, c]) expect((await ask(id, n)).status).toBe(200);
    await net.settle();
    expect(await lastTo(a)).toBe(
      `${net.network.name}: the desk asks whether you could help with: “stamp three forms on Thursday”. Answer YES or NO. This is no call-out.`,
    );
    expect(await text(net, people[a]!.phone, 'yes')).toMatch(/has your yes/);
    expect((await mine(b)).asks).toMatchObject([
      { id, team: null, words: 'stamp three forms on Thursday', place: null },
    ]);
    expect((await call(by(b), 'POST', `me/needs/${id}/answer`, { says: 'no' })).body.open).toBe(true);
    expect((await call(by(1), 'POST', `me/needs/${id}/answer`, { says: 'yes' })).status).toBe(404);
    expect((await mine(b)).asks).toEqual([]);
    const [seen] = (await call(coordinator, 'GET', 'needs')).body.items;
    const standing = (n: number) =>
      seen.people.find((p: { personId: string }) => p.personId === people[n]!.id).standing;
    expect([standing(a), standing(b), standing(c)]).toEqual(['yes', 'no', 'asked']);

    // Nobody is found again within a day, and who has not answered when it is closed hears that it is over.
    const next = (await find(need())).body.found.people.map((p: { personId: string }) => p.personId);
    expect(next).not.toContain(people[a]!.id);
    await call(coordinator, 'POST', `needs/${id}/close`, {});
    expect(await text(net, people[c]!.phone, 'yes')).toMatch(/no longer needed/);
    expect((await mine(c)).asks).toEqual([]);
  });

  it('is asked of nobody by two at once, and of nobody who took their word back', async () => {
    net.clock.advance(25 * 60);
    coordinator = await net.signIn(['coordinator'], people[0]!.id);
    const second = await net.signIn(['dispatcher'], people[12]!.id);
    const [one, two] = [need(), need()];
    const shownTo = async (body: object, headers: Headers) =>
      (await find(body, headers)).body.found.people.map((p: { personId: string }) => p.personId);
    const first = await shownTo(one, coordinator);
    const both = (await shownTo(two, second)).filter((id: string) => first.includes(id));
    const askBoth = (personId: string) =>
      Promise.all([
        call(coordinator, 'POST', `needs/${one.id}/asks`, { personId, words: 'stamp a form' }),
        call(second, 'POST', `needs/${two.id}/asks`, { personId, words: 'stamp another form' }),
      ]);
    const answers = await askBoth(both[0]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    const other = await net.signIn([], both[1], 'field');
    expect((await call(other, 'POST', 'me/findable', { skills: null })).status).toBe(200);
    expect((await askBoth(both[1])).map((a) => a.status)).toEqual([409, 409]);
  });

  it('of a team speaks in its name, with chapter and time', async () => {
    net.clock.advance(25 * 60);
    coordinator = await net.signIn(['coordinator'], people[0]!.id);
    const teamId = await made({ name: 'Papers' });
    const at = '2026-11-26T23:00:00.000Z';
    const wanted = { id: newId(), teamId, need: { skill: 'notary', chapterId, at } };
    const operator = await net.signIn(['operator'], people[11]!.id);
    expect((await find(wanted, operator)).status).toBe(403);
    const { found } = (await find(wanted)).body;
    const n = people.findIndex((p) => p.id === found.people[0].personId);
    await ask(wanted.id, n);
    await net.settle();
    expect(await lastTo(n)).toMatch(
      /the team “Papers” asks whether .* \(Queens, Thu, Nov 26, 6:00\sPM\)\. Answer/,
    );
  });

  it('of a team is looked for by its leads, for it alone and with the limits of the desk', async () => {
    coordinator = await net.signIn(['coordinator'], people[0]!.id);
    const lead = await net.signIn([], people[8]!.id, 'field');
    for (const n of [3, 4, 5, 6, 7])
      await call(await net.signIn([], people[n]!.id, 'field'), 'POST', 'me/findable', { skills: ['notary'] });
    const [teamId, other] = [await made({ name: 'Stamps' }), await made({ name: 'Others' })];
    const wanted = (of: string | null) => ({ ...need(), teamId: of });
    expect((await find(wanted(teamId), lead)).status).toBe(403);
    expect((await call(lead, 'GET', 'needs')).status).toBe(403);
    await call(lead, 'POST', `me/teams/${teamId}/join`, {});
    await call(coordinator, 'POST', `teams/${teamId}/parts`, { personId: people[8]!.id, part: 'lead' });
    expect((await find(wanted(null), lead)).status).toBe(403);
    expect((await find(wanted(other), lead)).status).toBe(403);
    const mineToAsk = wanted(teamId);
    const { found, looks } = (await find(mineToAsk, lead)).body;
    expect([looks.hour.used, looks.hour.of]).toEqual([found.people.length, 20]);
    const { personId } = found.people[0];
    const sent = () => call(lead, 'POST', `needs/${mineToAsk.id}/asks`, { personId, words: 'stamp a form' });
    expect((await sent()).status).toBe(200);
    expect((await call(lead, 'GET', 'needs')).body.items.map((one: { id: string }) => one.id)).toEqual([
      mineToAsk.id,
    ]);
    for (let n = 0; n < 20; n++) await find(wanted(teamId), lead);
    expect((await find(wanted(teamId), lead)).status).toBe(429);
    await call(coordinator, 'POST', `teams/${teamId}/parts`, { personId: people[8]!.id, part: 'member' });
    expect((await sent()).status).toBe(403);
    expect((await find(wanted(teamId), lead)).status).toBe(403);
  });
});

describe('what is kept', () => {
  const rows = (
    table: 'team_members' | 'findable_people' | 'need_people' | 'team_thanks' | 'needs',
    column: 'person_id' | 'by_person',
    id: string,
  ) =>
    net.tx(async (ctx) => {
      const found = await ctx.tx
        .selectFrom(table as 'team_thanks')
        .select('network_id')
        .where('network_id', '=', ctx.network.id)
        .where(column, '=', id)
        .execute();
      return found.length;
    });

  it('of who leaves the network, nothing', async () => {
    const id = people[2]!.id;
    expect(await rows('team_thanks', 'person_id', id)).toBeGreaterThan(0);
    expect(await rows('team_members', 'person_id', id)).toBeGreaterThan(0);
    await net.tx((ctx) => emit(ctx, { kind: 'person.removed', subject: id, data: { person: id } }));
    await net.settle();
    for (const table of ['team_members', 'findable_people', 'need_people', 'team_thanks'] as const)
      expect(await rows(table, 'person_id', id)).toBe(0);
  });

  it('of asks, thirty days; of thanks, four hundred', async () => {
    const asker = people[0]!.id;
    net.clock.advance(29 * 24 * 60);
    await net.tx(forgetOld);
    expect(await rows('needs', 'by_person', asker)).toBeGreaterThan(0);
    net.clock.advance(3 * 24 * 60);
    await net.tx(forgetOld);
    expect(await rows('needs', 'by_person', asker)).toBe(0);
  });
});

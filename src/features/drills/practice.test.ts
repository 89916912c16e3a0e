import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, type Neighbour, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import * as trainings from '../trainings/commands.ts';
import type { Course } from '../trainings/index.ts';
import * as store from './store.ts';

let net: TestNetwork;
let lead: Neighbour;
let other: Neighbour;
let desk: Record<string, string>;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  [lead, other] = (await settlePeople(net, 2, { languages: ['ko'] })) as [Neighbour, Neighbour];
  desk = await net.signIn(['dispatcher'], lead.id);
  await net.signIn(['operator'], other.id);
});

const post = async (url: string, payload: object, headers = desk) => {
  const answer = await net.app.inject({ method: 'POST', url: `/api/v1/${url}`, headers, payload });
  expect([url, answer.statusCode, answer.statusCode === 200 || answer.body]).toEqual([url, 200, true]);
  return answer.json();
};

/** Whether the practice of that course is credited to them. */
const practised = async (personId: string, course: Course) => {
  await net.settle();
  const standings = await net.tx((ctx) => trainings.standingsOf(ctx, [personId]));
  return standings.get(personId)!.of(course).credits.has('practice');
};

const typed = (headers: Record<string, string>, drill = true) =>
  post(
    'desk/reports',
    { id: newId(), what: 'A van', where: { text: '82 St' }, tense: 'now', drill },
    headers,
  );

interface Went {
  id: string;
  personId: string;
  as: Record<string, string>;
}

/** Two are called out and go, by themselves but for the steps that the desk enters. */
async function callOut(
  incidentId: string,
  purpose: 'verify' | 'observe',
  minutes: number,
): Promise<[Went, Went]> {
  const { lat, lon, name } = await net.tx(corner);
  const wish = { purpose, manner: 'pair', wanted: 2, roles: [], minutes };
  const meet = { lat, lon, label: name };
  const { assignments } = await post('callouts', { id: newId(), incidentId, ...wish, meet });
  await net.settle();
  const pair: Went[] = [];
  for (const { id, personId } of assignments.slice(0, 2))
    pair.push({ id, personId, as: await net.signIn(['observer'], personId) });
  for (const { id, as } of pair) {
    await post(`field/${id}/answer`, { id: newId(), says: 'yes', etaMinutes: 5 }, as);
    await net.settle();
  }
  for (const step of ['conduct', 'en-route', 'on-scene']) await each(pair, step);
  return pair as [Went, Went];
}

const each = async (pair: Went[], step: string, more: object = {}) => {
  for (const { id, as } of pair) await post(`field/${id}/${step}`, { id: newId(), ...more }, as);
};
const writeUp = (pair: Went[]) => each(pair, 'debrief', { answers: { 'what-happened': 'They left' } });

it('is credited for a whole evening: to who went, to who verified, and to who led the desk', async () => {
  const incidentId = newId();
  const { lat, lon, name } = await net.tx(corner);
  await post('incidents', { id: incidentId, label: name, point: { lat, lon }, drill: true });
  await settlePeople(net, 2, { course: 'verifier' });
  const verifiers = await callOut(incidentId, 'verify', 20);
  await each(verifiers, 'finding', { finding: 'confirmed' });
  await each(verifiers, 'depart');
  // One of them writes no debrief.
  await writeUp(verifiers.slice(0, 1));
  await post(`incidents/${incidentId}/verifications`, { id: newId(), finding: 'confirmed' });
  await settlePeople(net, 2);
  const observers = await callOut(incidentId, 'observe', 20);
  await post('stand-downs', { id: newId(), incidentId, reason: 'over' });
  await each(observers, 'stand-down-ack');
  // The desk enters for one of them that they have left.
  await each(observers.slice(0, 1), 'depart');
  await post(`assignments/${observers[1].id}/step`, { id: newId(), step: 'depart' });
  await writeUp(observers);
  expect(await practised(lead.id, 'dispatcher')).toBe(false);
  await post(`incidents/${incidentId}/conclude`, { outcome: 'confirmed' });
  expect([
    ...(await Promise.all(verifiers.map((v) => practised(v.personId, 'verifier')))),
    ...(await Promise.all(observers.map((o) => practised(o.personId, 'observer')))),
    await practised(lead.id, 'dispatcher'),
  ]).toEqual([true, false, true, false, true]);
});

it('is an operator’s after three reports of a drill in one evening, and not by real ones', async () => {
  const [first, second] = (await settlePeople(net, 2)) as [Neighbour, Neighbour];
  const operator = await net.signIn(['operator'], first.id);
  const late = await net.signIn(['operator'], second.id);
  for (let n = 0; n < 3; n++) await typed(operator, n < 2);
  expect(await practised(first.id, 'operator')).toBe(false);
  // Taken from the board and asked back about.
  const { id } = await typed(desk);
  await post(`reports/${id}/claim`, {}, operator);
  expect(await practised(first.id, 'operator')).toBe(false);
  await post(`reports/${id}/ask`, { id: newId(), question: 'where' }, operator);
  expect(await practised(first.id, 'operator')).toBe(true);
  await typed(late);
  await typed(late);
  net.clock.advance(13 * 60);
  const again = await net.signIn(['operator'], second.id);
  await typed(again);
  expect(await practised(second.id, 'operator')).toBe(false);
});

it('is nobody’s whom the drill only plays', async () => {
  const drill = newId();
  const by = await net.signIn(['operator'], other.id);
  await net.tx(async (ctx) => {
    await store.insertDrill(ctx, { id: drill, evening: 'x', speed: 1, seed: 1, replayOf: null, by: lead.id });
    const values = { operator: other.callSign, dispatcher: lead.callSign };
    await store.appendStep(ctx, drill, {
      ...{ at: ctx.now.toISOString(), minute: 0, who: '', kind: 'start', passed: null, values },
    });
  });
  for (let n = 0; n < 3; n++) await typed(by);
  expect(await practised(other.id, 'operator')).toBe(false);
  await net.tx((ctx) => store.endDrill(ctx, drill, null));
  net.clock.advance(1);
  await typed(by);
  expect(await practised(other.id, 'operator')).toBe(true);
});

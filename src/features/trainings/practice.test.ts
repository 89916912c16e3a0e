import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, settlePeople, verifierSaw } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import * as commands from './commands.ts';

let net: TestNetwork;
let desk: Record<string, string>;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  const [dispatcher] = await settlePeople(net, 1, { languages: ['ko'] });
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
});

const post = async (url: string, payload: object, headers = desk) => {
  const answer = await net.app.inject({ method: 'POST', url: `/api/v1/${url}`, headers, payload });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json();
};

/** In a drill two are called out, go, come home and write the debrief; which of them have practice credited. */
async function evening(): Promise<boolean[]> {
  const incidentId = await incidentAt(net, { drill: true });
  const [verifier] = await settlePeople(net, 1, { course: 'verifier', languages: ['ko'] });
  await settlePeople(net, 2);
  await verifierSaw(net, incidentId, verifier!.id);
  await post(`incidents/${incidentId}/verifications`, { id: newId(), finding: 'confirmed' });
  const { lat, lon, name } = await net.tx(corner);
  const wish = { purpose: 'observe', manner: 'pair', wanted: 2, roles: [], minutes: 20 };
  const meet = { lat, lon, label: name };
  const { assignments } = await post('callouts', { id: newId(), incidentId, ...wish, meet });
  await net.settle();
  const pair = await Promise.all(
    assignments.slice(0, 2).map(async (a: { id: string; personId: string }) => ({
      ...a,
      as: await net.signIn(['observer'], a.personId),
    })),
  );
  for (const { id, as } of pair) {
    await post(`field/${id}/answer`, { id: newId(), says: 'yes', etaMinutes: 5 }, as);
    await net.settle();
  }
  for (const step of ['conduct', 'en-route', 'on-scene', 'depart'])
    for (const { id, as } of pair) await post(`field/${id}/${step}`, { id: newId() }, as);
  for (const { id, as } of pair)
    await post(`field/${id}/debrief`, { id: newId(), answers: { 'what-happened': 'They left' } }, as);
  await post('stand-downs', { id: newId(), incidentId, reason: 'over' });
  await net.settle();
  const ids = pair.map((p) => p.personId);
  const standings = await net.tx((ctx) => commands.standingsOf(ctx, ids));
  return ids.map((id) => standings.get(id)!.of('observer').credits.has('practice'));
}

it('is credited to whoever goes through a whole drill', async () => {
  expect(await evening()).toEqual([true, true]);
});

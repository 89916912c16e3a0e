import { beforeAll, expect, it } from 'vitest';
import { placeToOpen } from '../../src/features/hotline/rules.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { corner, type Neighbour, settlePeople } from '../village.ts';
import { each, Ledger } from './ledger.ts';

/** A rumour: somebody looks, nothing is there, and everyone who heard of it hears that. */

let net: TestNetwork;
let desk: Record<string, string>;
let ledger: Ledger;
let verifiers: Neighbour[];
const worried = { id: '', callSign: 'somebody worried', phone: '+12125550171' };
const curious = { id: '', callSign: 'somebody curious', phone: '+12125550172' };

beforeAll(async () => {
  net = await testNetwork({ volunteers: 30 });
  const [dispatcher] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
  verifiers = await settlePeople(net, 8, { course: 'verifier' });
  ledger = new Ledger(net, [worried, curious, dispatcher!, ...verifiers]);
});

async function call(method: 'GET' | 'POST', url: string, body?: object, status = 200) {
  const answer = await net.app.inject({
    ...{ method, url: `/api/v1/${url}`, headers: desk },
    ...(body && { payload: body }),
  });
  expect(answer.statusCode, answer.body).toBe(status);
  return net.open(desk, answer.json());
}
const post = (url: string, body: object = {}, status = 200) => call('POST', url, body, status);

it('a rumour is looked into by a pair, and everyone hears that there was nothing', async () => {
  await ledger.says(worried, 'A friend forwarded: raid now at Roosevelt and 82nd', /Did you see it yourself/);
  await ledger.says(worried, 'no, someone told me', /Thank you/);
  const [report] = (await call('GET', 'reports')).items;
  expect(report).toMatchObject({ firstHand: false, redFlags: expect.arrayContaining(['second_hand']) });

  await post(`reports/${report.id}/claim`);
  const { incidentId } = await post(`reports/${report.id}/incident`, {
    id: newId(),
    ...placeToOpen(report),
  });
  const incident = await call('GET', `incidents/${incidentId}`);
  expect(incident.confirmable).toMatchObject({ offered: false });
  const refused = await post(
    `incidents/${incidentId}/verifications`,
    { id: newId(), finding: 'confirmed' },
    422,
  );
  expect(refused.detail).toContain('cannot be confirmed yet');

  const { lat, lon, name } = await net.tx(corner);
  const wish = {
    incidentId,
    manner: 'vantage',
    wanted: 2,
    roles: [],
    minutes: 20,
    meet: { lat, lon, label: name },
  };
  const early = await post('callouts', { ...wish, id: newId(), purpose: 'observe' }, 422);
  expect(early.detail).toContain('is not confirmed');
  await post(`incidents/${incidentId}/check`);
  const { id, code, assignments } = await post('callouts', { ...wish, id: newId(), purpose: 'verify' });
  const asked: Neighbour[] = assignments.map((a: Neighbour) =>
    verifiers.find((v) => v.callSign === a.callSign),
  );
  const names = asked.map((a) => a.callSign);
  await ledger.holds(each(names, /look and report in Jackson Heights/));

  const [first, second, ...rest] = asked as [Neighbour, Neighbour, ...Neighbour[]];
  await ledger.says(first, 'yes 5', /Meet at/);
  await ledger.says(second, 'yes', /Meet at/, {
    ...each([first.callSign, second.callSign], /you go with/),
    ...each(
      rest.map((r) => r.callSign),
      /not needed any more/,
    ),
  });
  net.clock.advance(5);
  await ledger.says(first, 'here', /CONFIRMED, NOTHING, OTHER/);
  await ledger.says(first, 'nothing', /noted: nothing there/);
  expect((await call('GET', `callouts/${id}`)).filled).toBe(2);

  // One decision ends it: who stands there is stood down, and everyone asked or asking hears it once.
  await post(`incidents/${incidentId}/verifications`, { id: newId(), finding: 'nothing_there' });
  const ended = new RegExp(
    `^${code} in Jackson Heights: it was checked and nothing was found\\. Thank you\\.$`,
  );
  const leave = /STAND DOWN now\. There was nothing\./;
  await ledger.holds({
    ...each(names, ended),
    [first.callSign]: [leave, ended],
    [second.callSign]: [leave, ended],
    [worried.callSign]: /We checked what you told us about and found nothing\. Thank you\.$/,
  });
  await ledger.says(first, 'left', /you have left/);
  await ledger.says(second, 'ok', /Go home safely/);

  await post(`incidents/${incidentId}/conclude`, { outcome: 'nothing-found' });
  net.clock.advance(60 * 24);
  await ledger.holds({});
});

it('a report that is nothing is closed with a reason, which its reporter hears', async () => {
  const [dispatcher] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
  await ledger.says(
    curious,
    'Is it true what they say about Main St and Roosevelt? Now?',
    /Received\..*Did you see it yourself/,
  );
  const [report] = (await call('GET', 'reports')).items;
  await post(`reports/${report.id}/close`, { as: 'nothing_found' });
  await ledger.holds({ [curious.callSign]: /found nothing\. Thank you\.$/ });
  await post(`reports/${report.id}/close`, { as: 'spam' }, 409);
  await ledger.holds({});
});

import { beforeAll, expect, it } from 'vitest';
import { placeToOpen } from '../../src/features/hotline/rules.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { corner, type Neighbour, settlePeople, text } from '../village.ts';
import { each, Ledger } from './ledger.ts';

/** One evening from the first report to the last person told, in calls and messages. */

type Headers = Record<string, string>;
let net: TestNetwork;
let desk: Headers;
let ledger: Ledger;
let everyone: Neighbour[];
const passerBy = { id: '', callSign: 'a passer-by', phone: '+12125550142' };

beforeAll(async () => {
  net = await testNetwork({ volunteers: 30 });
  const [dispatcher] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
  const verifiers = await settlePeople(net, 8, { course: 'verifier' });
  const observers = await settlePeople(net, 12);
  everyone = [dispatcher!, ...verifiers, ...observers];
  ledger = new Ledger(net, [passerBy, ...everyone]);
});

async function call(method: 'GET' | 'POST', url: string, body?: object, headers: Headers = desk) {
  const answer = await net.app.inject({
    ...{ method, url: `/api/v1/${url}`, headers },
    ...(body && { payload: body }),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return net.open(headers, answer.json());
}
const post = (url: string, body: object = {}, headers: Headers = desk) => call('POST', url, body, headers);
const page = async (url: string) => (await net.app.inject({ url, headers: { accept: 'text/html' } })).body;
const neighbour = (callSign: string) => everyone.find((p) => p.callSign === callSign)!;

interface Asked {
  id: string;
  callSign: string;
}

/** A call-out at the corner: the pair wanted, and who was asked. */
async function callOut(incidentId: string, purpose: string, roles: string[]) {
  const { lat, lon, name } = await net.tx(corner);
  const meet = { lat, lon, label: name };
  const wish = { id: newId(), incidentId, purpose, manner: 'pair', wanted: 2, roles, meet, minutes: 20 };
  const { code, assignments } = await post('callouts', wish);
  const asked = (assignments as Asked[]).map((a) => ({ ...a, ...neighbour(a.callSign), id: a.id }));
  const names = asked.map((a) => a.callSign);
  await ledger.holds(each(names, new RegExp(`Porchlight: ${code}\\. .*Jackson Heights.*never obliged`)));
  return { id: wish.id, code: code as string, asked, names };
}

const namesOn = async (calloutId: string): Promise<string[]> =>
  (await call('GET', `callouts/${calloutId}`)).assignments.map((a: Asked) => a.callSign);

it('a report becomes two observers on the scene, and everyone hears how it ended', async () => {
  // 18:30, three people tell the hotline of the same thing, by three doors.
  const web = await net.app.inject({
    method: 'POST',
    url: '/en/report',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      what: 'Two vans and four people in vests, talking to a man outside a shop',
      where: 'Roosevelt Av & 82 St',
      when: 'now',
    }).toString(),
  });
  const sent = await net.app.inject({
    url: web.headers.location as string,
    headers: { accept: 'text/html' },
  });
  const webReceipt = /class="receipt"[^>]*>([^<]+)</.exec(sent.body)![1]!.replaceAll(' ', '-');
  await ledger.holds({});

  net.clock.advance(2);
  await ledger.says(
    passerBy,
    'Hay dos camionetas y agentes con chaleco, ahora, en Roosevelt y la 82',
    /^Recibido\. .*¿Lo vio usted/,
  );
  await ledger.says(passerBy, 'Sí, lo estoy viendo', /^Gracias/);

  // Before anybody is paged that nobody has taken the first.
  net.clock.advance(0.5);
  const told = { what: 'vans and vests by the shop', where: { text: 'Roosevelt and 82nd' }, tense: 'now' };
  const key = { 'idempotency-key': 'partner-7' };
  const partner = await post('reports', told, key);
  expect(await post('reports', told, key)).toEqual(partner);
  await ledger.holds({});

  // The desk makes one incident of them; the later two are suggested, with the reason.
  const { items: waiting } = await call('GET', 'reports');
  expect(waiting.map((r: { door: string }) => r.door)).toEqual(['web', 'wall', 'api']);
  const [first, second, third] = waiting;
  await post(`reports/${first.id}/claim`);
  const { incidentId } = await post(`reports/${first.id}/incident`, {
    id: newId(),
    ...placeToOpen(first),
  });
  for (const report of [second, third]) {
    const [match] = (await call('GET', `reports/${report.id}`)).serverMatches;
    expect(match).toMatchObject({
      incidentId,
      reasons: { distanceM: expect.any(Number), minutes: expect.any(Number) },
    });
    await post(`reports/${report.id}/link`, { incidentId });
  }
  expect(await call('GET', `incidents/${incidentId}`)).toMatchObject({
    sources: 3,
    verification: 'unverified',
  });
  await ledger.holds({});

  // A pair of verifiers is asked. One answers by text, the other in the app.
  await post(`incidents/${incidentId}/check`);
  const check = await callOut(incidentId, 'verify', []);
  const [byText, byApp, ...rest] = check.asked;
  net.clock.advance(0.5);
  await ledger.says(byText!, 'yes 8', new RegExp(`^${check.code}: thank you\\. Meet at .*ON MY WAY`, 's'));
  const app = await net.signIn(['verifier'], personOf(byApp!.callSign), 'field');
  const act = (step: string, more: object = {}) =>
    post(`field/${byApp!.id}/${step}`, { id: newId(), ...more }, app);
  const yes = await act('answer', { says: 'yes', etaMinutes: 6 });
  expect(yes).toMatchObject({ outcome: 'accepted', assignment: { meet: { label: expect.any(String) } } });
  await ledger.holds({
    ...each(
      rest.map((a) => a.callSign),
      /not needed any more/,
    ),
    ...each([byText!.callSign, byApp!.callSign], new RegExp(`^${check.code}: you go with`)),
  });

  net.clock.advance(2);
  await ledger.says(byText!, 'on my way', /Reply HERE/);
  for (const step of ['conduct', 'en-route']) await act(step);
  net.clock.advance(6);
  await act('on-scene');
  await ledger.says(byText!, 'here', /CONFIRMED, NOTHING, OTHER/);
  await ledger.says(byText!, 'confirmed', /noted: confirmed/);
  await act('finding', { finding: 'confirmed' });
  const shown = await call('GET', `incidents/${incidentId}`);
  expect(shown).toMatchObject({
    response: 'watching',
    confirmable: { offered: true, rule: 'verifier_on_scene' },
  });
  const confirmed = await post(`incidents/${incidentId}/verifications`, {
    id: newId(),
    finding: 'confirmed',
  });
  expect(confirmed.verification).toBe('confirmed');
  await ledger.says(byText!, 'left', /you have left/);
  await act('depart');
  await ledger.holds({});

  // Two observers are called out: one declines and is replaced, one names the minutes, one comes too late and is kept.
  const out = await callOut(incidentId, 'observe', ['recorder', 'monitor']);
  const [no, eta, plain, late, ...others] = out.asked;
  net.clock.advance(0.5);
  await text(net, no!.phone, 'no, at work');
  const further = (await namesOn(out.id)).filter((name) => !out.names.includes(name));
  expect(further.length).toBeGreaterThan(0);
  await ledger.holds({
    ...each([no!.callSign], /thank you for answering/),
    ...each(further, new RegExp(`Porchlight: ${out.code}\\. `)),
  });
  await ledger.says(eta!, '12', new RegExp(`^${out.code}: thank you\\. Meet at`));
  await ledger.says(plain!, 'yes', new RegExp(`With you: ${eta!.callSign}`), {
    ...each([eta!.callSign], /you go with/),
    ...each([plain!.callSign], /you go with/),
    ...each([...[late!, ...others].map((a) => a.callSign), ...further], /not needed any more/),
  });
  await ledger.says(late!, 'yes, in ten minutes', /We keep you as a reserve/);
  const board = await call('GET', `callouts/${out.id}`);
  const states = Object.fromEntries(
    board.assignments.map((a: Asked & { state: string }) => [a.callSign, a.state]),
  );
  expect(states).toMatchObject({
    [no!.callSign]: 'declined',
    [eta!.callSign]: 'accepted',
    [plain!.callSign]: 'accepted',
    [late!.callSign]: 'reserve',
  });
  expect(board.assignments.find((a: Asked) => a.callSign === no!.callSign).says).toBe('at work');

  net.clock.advance(2);
  for (const one of [eta!, plain!]) await ledger.says(one, 'on my way', /Reply HERE/);
  net.clock.advance(9);
  for (const one of [eta!, plain!])
    await ledger.says(one, 'here', /Stay back and stay together.*OK every 15 min/);

  // Both check in; later one of them misses it: the desk is alarmed and the partner asked.
  net.clock.advance(10);
  for (const one of [eta!, plain!]) await ledger.says(one, 'ok', /The next OK is due by/);
  expect((await call('GET', 'alarms')).items).toEqual([]);
  net.clock.advance(14);
  await ledger.says(plain!, 'ok', /The next OK is due by/);
  net.clock.advance(2);
  await ledger.holds({
    ...each([eta!.callSign], /check-in is overdue/),
    ...each([plain!.callSign], new RegExp(`${eta!.callSign} has not checked in`)),
  });
  expect((await call('GET', 'alarms')).items).toMatchObject([{ kind: 'missed', callSign: eta!.callSign }]);
  await ledger.says(eta!, 'ok', /The next OK is due by/);
  expect((await call('GET', 'alarms')).items).toEqual([]);

  // It is over: everyone leaves, says so, and writes it up.
  await post('stand-downs', { id: newId(), incidentId, reason: 'over' });
  await ledger.holds(each([eta!.callSign, plain!.callSign], /STAND DOWN now\. It is over\./));
  for (const one of [eta!, plain!]) {
    await ledger.says(one, 'ok', /Go home safely; reply LEFT/);
    await ledger.says(one, 'left', /you have left/);
    const own = await net.signIn(['observer'], personOf(one.callSign), 'field');
    const answers = {
      'what-happened': 'Stood at the corner and watched',
      'how-ended': 'they-left',
      detained: 0,
    };
    await post(`field/${one.id}/debrief`, { id: newId(), answers }, own);
  }
  await ledger.holds({});

  // Everyone who was asked hears it in one sentence, and so does everyone who reported.
  net.clock.advance(5);
  await post(`incidents/${incidentId}/conclude`, { outcome: 'confirmed' });
  const askedAtAll = [...new Set([...check.names, ...out.names, ...further])];
  await ledger.holds({
    ...each(askedAtAll, /^[A-Z]\d in Jackson Heights: Confirmed, nobody seen detained\. Thank you\.$/),
    [passerBy.callSign]: /^Sobre lo que nos contó.*Confirmado, no se vio a nadie detenido/,
  });
  for (const receipt of [webReceipt, partner.receipt])
    expect(await page(`/en/report/${receipt}`)).toContain('How it ended: Confirmed, nobody seen detained.');

  // The timeline tells all of it, in order, and can be handed over.
  const { items } = await call('GET', `incidents/${incidentId}/timeline`);
  const kinds: string[] = items.map((e: { kind: string }) => e.kind);
  const milestones = [
    'opened',
    'checking',
    'callout.started',
    'assignment.accepted',
    'callout.filled',
    'assignment.en-route',
    'assignment.on-scene',
    'assignment.finding',
    'confirmed',
    'assignment.depart',
    'assignment.declined',
    'assignment.reserve',
    'assignment.check-in',
    'assignment.missed',
    'standdown.sent',
    'assignment.stand-down-ack',
    'assignment.debrief',
    'concluded',
  ];
  expect(milestones.filter((kind) => !kinds.includes(kind))).toEqual([]);
  const order = ['opened', 'checking', 'confirmed', 'standdown.sent', 'concluded'].map((k) =>
    kinds.indexOf(k),
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  const exported = await call('GET', `incidents/${incidentId}/export`);
  expect(exported).toMatchObject({ format: 'porchlight-incident', incident: { outcome: 'confirmed' } });
  expect(exported.timeline).toHaveLength(items.length);

  // A day later nothing more has been sent to anybody.
  net.clock.advance(24 * 60);
  await ledger.holds({});
});

const personOf = (callSign: string) => neighbour(callSign).id;

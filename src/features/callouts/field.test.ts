import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import {
  corner,
  incidentAt,
  type Neighbour,
  onPhone,
  settlePeople,
  text,
  verifierSaw,
} from '../../../test/village.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { zoneAt } from '../places/index.ts';
import { onShift } from '../shifts/index.ts';

let net: TestNetwork;
let desk: Headers;
let dispatcher: Neighbour;
let people: Neighbour[];

type Headers = Record<string, string>;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  [dispatcher] = (await settlePeople(net, 1, { languages: ['ko'] })) as [Neighbour];
  desk = await net.signIn(['dispatcher', 'counsel'], dispatcher.id);
  people = [
    ...(await settlePeople(net, 30)),
    ...(await settlePeople(net, 8, { course: 'verifier' })),
    dispatcher,
  ];
});

async function call(
  headers: Headers,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
) {
  const answer = await net.app.inject({
    method,
    url: `/api/v1/${url}`,
    headers,
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: await net.open(headers, answer.json()) };
}
const post = (url: string, body: object = {}, as = desk) => call(as, 'POST', url, body);
const read = async (url: string, as = desk) => (await call(as, 'GET', url)).body;
const lastOn = async (phone: string) => (await onPhone(net, phone)).at(-1)?.body ?? '';

async function wish(incidentId: string, over: object = {}) {
  const { lat, lon, name } = await net.tx(corner);
  const meet = { lat, lon, label: name };
  const base = { id: newId(), incidentId, purpose: 'observe', manner: 'pair', wanted: 2, roles: [], meet };
  return { ...base, minutes: 20, ...over };
}

/** An incident that is confirmed by somebody's word, at the crossing. */
async function confirmed(over: { northM?: number; drill?: boolean } = {}): Promise<string> {
  const id = await incidentAt(net, over);
  const verifier = people.find((p) => p.callSign.startsWith('verifier'))!;
  await verifierSaw(net, id, verifier.id);
  const decided = await post(`incidents/${id}/verifications`, { id: newId(), finding: 'confirmed' });
  expect(decided.body.verification).toBe('confirmed');
  return id;
}

interface Going {
  incident: string;
  callout: string;
  code: string;
  /** Assignment id, person and session of those asked, in the order asked. */
  asked: { id: string; callSign: string; phone: string; personId: string; as: Headers }[];
}

async function callOut(over: object = {}, at: { northM?: number; drill?: boolean } = {}): Promise<Going> {
  const incident = await confirmed(at);
  const { status, body } = await post('callouts', await wish(incident, over));
  expect(status).toBe(200);
  await net.settle();
  const asked = await Promise.all(
    body.assignments.map(async (a: { id: string; personId: string; callSign: string }) => ({
      ...a,
      phone: people.find((p) => p.id === a.personId)!.phone,
      as: { ...(await net.signIn(['observer'], a.personId)), 'x-porchlight-face': 'desk' },
    })),
  );
  return { incident, callout: body.id, code: body.code, asked };
}

/** Everyone home and the incident over, so that the next test finds its places free. */
async function clear({ incident }: Going) {
  await post('stand-downs', { id: newId(), incidentId: incident, reason: 'over' });
  const { items } = await read(`callouts?incidentId=${incident}`);
  for (const a of items.flatMap((c: { assignments: { id: string; state: string }[] }) => c.assignments))
    if (a.state === 'accepted' || a.state === 'en_route' || a.state === 'on_scene') {
      for (const step of ['on-scene', 'depart'])
        await post(`assignments/${a.id}/step`, { id: newId(), step });
      await post(`stand-downs/${items[0].standDown.id}/acks`, { assignmentId: a.id });
    }
  await post(`incidents/${incident}/conclude`, { outcome: 'confirmed' });
  await net.settle();
  await net.tx(async (ctx) => {
    expect(await ctx.tx.selectFrom('seats').select('subject').execute()).toEqual([]);
    await ctx.tx.updateTable('responders').set({ rest_until: null, asked_at: null }).execute();
    await ctx.tx
      .updateTable('assignments')
      .set({ asked_at: new Date(ctx.now.getTime() - 9 * 86_400_000) })
      .execute();
  });
}

const act = (as: Headers, assignment: string, path: string, more: object = {}) =>
  post(`field/${assignment}/${path}`, { id: newId(), ...more }, as);

describe('an assignment in the app', () => {
  it('goes through every step once, offline times included, and shows the meet point only after a yes', async () => {
    const going = await callOut({ roles: ['recorder', 'monitor'], brief: 'Come from 83rd Street.' });
    const [ana, ben, cem] = going.asked as [Going['asked'][0], Going['asked'][0], Going['asked'][0]];

    const before = await read('field', ana.as);
    expect(before.conduct.lines.length).toBe(5);
    expect(before.assignments).toMatchObject([
      {
        id: ana.id,
        state: 'asked',
        zone: 'Jackson Heights',
        meet: null,
        brief: null,
        partners: [],
        can: ['answer'],
      },
    ]);
    expect((await act(ben.as, ana.id, 'answer', { says: 'yes' })).status).toBe(404);
    expect((await act(ana.as, ana.id, 'on-scene')).status).toBe(409);

    const yes = { id: newId(), says: 'yes', etaMinutes: 12, words: 'by bike' };
    const first = await post(`field/${ana.id}/answer`, yes, ana.as);
    expect(first.body).toMatchObject({
      outcome: 'accepted',
      assignment: { state: 'accepted', role: 'recorder', brief: 'Come from 83rd Street.' },
    });
    expect(first.body.assignment.meet.label).toContain('Roosevelt');
    const again = await post(`field/${ana.id}/answer`, yes, ana.as);
    expect(again.body).toEqual(first.body);
    expect((await post(`field/${ana.id}/conduct`, { id: yes.id }, ana.as)).status).toBe(409);

    const other = await act(ben.as, ben.id, 'answer', { says: 'yes' });
    expect(other.body.assignment).toMatchObject({
      role: 'monitor',
      partners: [{ callSign: ana.callSign, role: 'recorder', state: 'accepted' }],
    });
    await net.settle();
    expect((await act(cem.as, cem.id, 'answer', { says: 'yes' })).body).toMatchObject({ outcome: 'reserve' });

    const blocked = await act(ana.as, ana.id, 'en-route');
    expect([blocked.status, blocked.body.detail]).toEqual([
      409,
      'First say yes and read the five lines. After a stand-down nobody goes.',
    ]);
    await act(ana.as, ana.id, 'conduct');
    expect((await act(ana.as, ana.id, 'en-route')).body.assignment.state).toBe('en_route');
    net.clock.advance(10);
    const at = new Date(net.clock.now().getTime() - 6 * 60_000).toISOString();
    const arrived = { id: newId(), at };
    for (let i = 0; i < 2; i++) {
      const there = await post(`field/${ana.id}/on-scene`, arrived, ana.as);
      expect(there.body.assignment).toMatchObject({ state: 'on_scene', onSceneAt: at });
    }
    for (const [path, more] of [
      ['check-in', {}],
      ['told-to-move', { order: 'Move to the other side', obeyed: true }],
      ['note', { words: 'Two people led away' }],
      ['need', { who: 'desk' }],
    ] as const)
      expect((await act(ana.as, ana.id, path, more)).status).toBe(200);
    expect((await act(ana.as, ana.id, 'finding', { finding: 'confirmed' })).status).toBe(409);
    expect((await read('alarms')).items).toMatchObject([{ kind: 'need', detail: 'desk', can: ['needSeen'] }]);
    await post(`assignments/${ana.id}/need-seen`);
    expect((await read('alarms')).items).toEqual([]);

    const form = new FormData();
    form.append('id', newId());
    form.append('at', at);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    form.append('file', new Blob([png], { type: 'image/png' }), 'one.png');
    const request = new Request('http://x/', { method: 'POST', body: form });
    const payload = Buffer.from(await request.arrayBuffer());
    const rubbish = new FormData();
    rubbish.append('id', newId());
    rubbish.append('sealed', '{"type":"image/png"}');
    rubbish.append('file', new Blob([png]), 'one.png');
    const bad = new Request('http://x/', { method: 'POST', body: rubbish });
    const unread = await net.app.inject({
      method: 'POST',
      url: `/api/v1/field/${ana.id}/media`,
      headers: { ...ana.as, 'content-type': bad.headers.get('content-type')! },
      payload: Buffer.from(await bad.arrayBuffer()),
    });
    expect(unread.statusCode).toBe(400);
    const paths = unread.json().errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['sealed.sha256', 'sealed.key', 'sealed.notShown']));
    for (let i = 0; i < 2; i++) {
      const sent = await net.app.inject({
        method: 'POST',
        url: `/api/v1/field/${ana.id}/media`,
        headers: { ...ana.as, 'content-type': request.headers.get('content-type')! },
        payload,
      });
      expect([sent.statusCode, sent.json().outcome]).toEqual([200, 'noted']);
    }
    expect((await act(ana.as, ana.id, 'depart')).body.assignment.can).toContain('debrief');
    const answers = { 'what-happened': 'They left at nine', detained: 2, 'told-to-move': true };
    expect((await act(ana.as, ana.id, 'debrief', { answers })).body.assignment.debriefedAt).toBeTruthy();
    expect(await read(`debriefs?incidentId=${going.incident}`)).toMatchObject({
      items: [{ callSign: ana.callSign, answers }],
    });
    const { items } = await read(`incidents/${going.incident}/timeline`);
    const own = items.filter((e: { subject: string }) => e.subject === ana.id);
    expect(own.map((e: { kind: string }) => e.kind)).toEqual([
      'assignment.accepted',
      'assignment.conduct',
      'assignment.en-route',
      'assignment.on-scene',
      'assignment.picture',
      'assignment.check-in',
      'assignment.told-to-move',
      'assignment.note',
      'assignment.need',
      'assignment.need_seen',
      'assignment.depart',
      'assignment.debrief',
    ]);
    expect(own.find((e: { kind: string }) => e.kind === 'assignment.told-to-move').words).toBe(
      'Move to the other side',
    );
    const mine = await read('field', ana.as);
    expect([mine.assignments, mine.history.map((a: { id: string }) => a.id)]).toEqual([[], [ana.id]]);
    await clear(going);
  });

  it('alarms the desk and asks the partner when a check-in is missed, once, until the next word', async () => {
    const going = await callOut();
    const [ana, ben] = going.asked as [Going['asked'][0], Going['asked'][0]];
    for (const one of [ana, ben]) await text(net, one.phone, 'yes');
    for (const one of [ana, ben]) await text(net, one.phone, 'here');
    net.clock.advance(10);
    await text(net, ben.phone, 'ok');
    net.clock.advance(6);
    await net.settle();
    expect(await lastOn(ana.phone)).toContain('your check-in is overdue');
    expect(await lastOn(ben.phone)).toContain(`${ana.callSign} has not checked in`);
    expect((await read('alarms')).items).toMatchObject([{ kind: 'missed', callSign: ana.callSign }]);
    const count = (await onPhone(net, ana.phone)).length;
    net.clock.advance(1);
    await net.settle();
    expect((await onPhone(net, ana.phone)).length).toBe(count);
    expect(await text(net, ana.phone, 'ok')).toContain('next OK');
    expect((await read('alarms')).items).toEqual([]);
    await clear(going);
  });

  it('stands everyone down and tells contact and lawyer when one of ours is arrested', async () => {
    const going = await callOut({ wanted: 3 });
    const [ana, ben] = going.asked as [Going['asked'][0], Going['asked'][0]];
    const contact = '+12125550188';
    const named = { emergencyContact: { name: 'Mother', phone: contact, language: 'es' } };
    expect((await call(ana.as, 'PUT', 'me', named)).status).toBe(200);
    const lawyers = await net.tx((ctx) => onShift(ctx, 'legal'));
    expect(lawyers.length).toBeGreaterThan(0);
    for (const one of [ana, ben]) await text(net, one.phone, 'yes');
    for (const one of [ana, ben]) await text(net, one.phone, 'here');
    const raised = { id: newId(), kind: 'arrested' };
    for (let i = 0; i < 2; i++) {
      const { status, body } = await post(`field/${ana.id}/emergency`, raised, ana.as);
      expect([status, body.next]).toEqual([200, expect.stringContaining('call 911 first')]);
    }
    await net.settle();
    expect(await lastOn(contact)).toContain('ha sido arrestada');
    expect((await onPhone(net, contact)).length).toBe(1);
    expect(await lastOn(ben.phone)).toContain('STAND DOWN now. One of ours needs help');
    const [alarm] = (await read('alarms')).items;
    expect(alarm).toMatchObject({ id: raised.id, kind: 'emergency', detail: 'arrested', can: ['handle'] });
    const paged = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('person_id').where('purpose', '=', 'emergency').execute(),
    );
    expect(paged.map((m) => m.person_id)).toEqual(expect.arrayContaining(lawyers));
    expect((await read(`callouts/${going.callout}`)).closedAt).toBeTruthy();
    expect((await post(`emergencies/${raised.id}/handled`)).body.id).toBe(raised.id);
    await clear(going);
  });
});

describe('who goes', () => {
  it('asks others while silence lasts, marks a drill, and speaks the language of each', async () => {
    const ana = (await settlePeople(net, 1, { languages: ['es', 'en'] }))[0]!;
    const bao = (await settlePeople(net, 1, { languages: ['zh'] }))[0]!;
    people.push(ana, bao);
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('responders')
        .set({ asked_count: 20, yes_count: 20 })
        .where('person_id', 'in', [ana.id, bao.id])
        .execute(),
    );
    const going = await callOut({}, { drill: true });
    expect(await lastOn(ana.phone)).toMatch(
      /^\[DRILL · SIMULACRO\] Porchlight: [A-Z]\d\. Se necesita a alguien que observe en Jackson Heights en 20 min\./,
    );
    expect(await lastOn(bao.phone)).toMatch(
      /^\[DRILL · 演习\] Porchlight：[A-Z]\d。Jackson Heights需要一位观察员/,
    );
    expect(await text(net, ana.phone, '¿quién más va?')).toContain('no entendimos');
    const wave1 = (await read(`callouts/${going.callout}`)).asked;
    net.clock.advance(2);
    await net.settle();
    const later = await read(`callouts/${going.callout}`);
    expect(later.asked).toBeGreaterThan(wave1);
    expect(later.assignments.find((a: { personId: string }) => a.personId === ana.id).says).toBe(
      '¿quién más va?',
    );
    expect(await text(net, ana.phone, 'sí, en 10 minutos')).toMatch(
      /^\[DRILL · SIMULACRO\] .*gracias\. Punto de encuentro/s,
    );
    expect(await text(net, bao.phone, '路上')).toMatch(/^\[DRILL · 演习\] .*集合地点.*您在路上/s);
    expect(await text(net, bao.phone, '到了')).toContain('您已到达');
    expect(await text(net, bao.phone, '平安')).toContain('下一次');
    expect(await text(net, bao.phone, '离开')).toContain('您已离开');
    await clear(going);
    // The other tests read English.
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('responders')
        .set({ active: false })
        .where('person_id', 'in', [ana.id, bao.id])
        .execute(),
    );
  });

  it('is checked again when accepting: lapsed, suspended, stopped by counsel, concluded', async () => {
    const going = await callOut();
    const [ana, ben, cem, dan] = going.asked as Going['asked'] & { length: 4 };
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('certificates')
        .set({ revoked_at: ctx.now })
        .where('person_id', '=', ana!.personId)
        .execute(),
    );
    const lapsed = await act(ana!.as, ana!.id, 'answer', { says: 'yes' });
    expect([lapsed.status, lapsed.body.detail]).toEqual([422, expect.stringContaining('not current')]);
    expect((await act(ben!.as, ben!.id, 'answer', { says: 'yes' })).body.outcome).toBe('accepted');

    const stop = newId();
    expect((await post('stops', { id: stop, what: 'callouts', reason: 'review' })).status).toBe(200);
    const stopped = await act(cem!.as, cem!.id, 'answer', { says: 'yes' });
    expect(stopped.status).toBe(422);
    const refused = await post('callouts', await wish(going.incident));
    expect([refused.status, refused.body.detail]).toEqual([422, 'Counsel has stopped all call-outs.']);
    await net.settle();
    expect(await lastOn(ben!.phone)).toContain('Counsel has stopped call-outs');
    expect((await read(`callouts/${going.callout}`)).standDown.reason).toBe('counsel');
    await call(desk, 'DELETE', `stops/${stop}`);
    expect((await act(dan!.as, dan!.id, 'answer', { says: 'yes' })).status).toBe(409);
    await clear(going);
    expect((await act(dan!.as, dan!.id, 'answer', { says: 'yes' })).status).toBe(409);
    expect((await post('callouts', await wish(going.incident))).status).toBe(409);
  });

  it('lets a dispatcher answer for somebody, seat a reserve and enter steps', async () => {
    const going = await callOut();
    const [ana, ben, cem] = going.asked as [Going['asked'][0], Going['asked'][0], Going['asked'][0]];
    const said = { id: newId(), says: 'yes', etaMinutes: 5, words: 'phoned in' };
    const first = await post(`assignments/${ana.id}/answer`, said);
    expect(first.body.outcome).toBe('accepted');
    await post(`assignments/${ana.id}/answer`, said);
    await net.settle();
    const meet = (await onPhone(net, ana.phone)).filter((m) =>
      m.body.startsWith(`${going.code}: thank you. Meet`),
    );
    expect(meet.length).toBe(1);
    await text(net, ben.phone, 'yes');
    expect(await text(net, cem.phone, 'yes')).toContain('reserve');
    const seated = await post(`assignments/${cem.id}/seat`);
    expect([seated.status, seated.body.filled]).toEqual([200, 3]);
    const there = await post(`assignments/${cem.id}/step`, { id: newId(), step: 'on-scene' });
    expect(there.body.assignments.find((a: { id: string }) => a.id === cem.id)).toMatchObject({
      state: 'on_scene',
      can: ['step'],
    });
    expect((await post('callouts', await wish(going.incident, { wanted: 4 }))).body.wanted).toBe(1);
    await clear(going);
  });

  it('is called back when the certificate is taken back, and a place is forgotten with its incident', async () => {
    const going = await callOut();
    const [ana] = going.asked as [Going['asked'][0]];
    await text(net, ana.phone, 'yes');
    const certificates = await read('me/certificates', ana.as);
    const trainer = await net.signIn(['trainer']);
    const revoked = await post(`certificates/${certificates.items[0].id}/revocation`, {}, trainer);
    expect(revoked.status).toBe(200);
    await net.settle();
    expect(await lastOn(ana.phone)).toContain('please do not go');
    expect((await read('field', ana.as)).history.concat((await read('field', ana.as)).assignments)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: ana.id, state: 'released', meet: null })]),
    );
    await clear(going);
    await net.tx((ctx) => emit(ctx, { kind: 'incident.coarsened', subject: going.incident }));
    await net.settle();
    const [after] = (await read(`callouts?incidentId=${going.incident}`)).items;
    const zone = await net.tx(async (ctx) => (await zoneAt(ctx, await corner(ctx)))!);
    expect(after.meet).toEqual({ lat: zone.lat, lon: zone.lon, label: zone.name });
  });

  it('sends nobody alone but a verifier to a vantage point', async () => {
    const incident = await confirmed();
    const alone = await post('callouts', await wish(incident, { manner: 'vantage', wanted: 1 }));
    expect([alone.status, alone.body.errors[0].path]).toEqual([400, 'body.manner']);
  });

  it('relieves one for one: nobody comes before somebody has left', async () => {
    const going = await callOut({ wanted: 4 });
    const four = going.asked.slice(0, 4);
    for (const one of four) await text(net, one.phone, 'yes');
    for (const one of four) await text(net, one.phone, 'here');
    expect((await post('callouts', await wish(going.incident))).status).toBe(422);
    const given = await wish(going.incident, { purpose: 'relief', wanted: 1 });
    const at = { lat: String(given.meet.lat), lon: String(given.meet.lon) };
    const facts = { ...at, purpose: 'relief', minutes: String(given.minutes), wanted: '1' };
    const price = await post('delivery/quotes', { what: 'ask', facts });
    const relief = await post('callouts', given);
    expect([relief.status, relief.body.wanted]).toEqual([200, 1]);
    // What it costs was said of as many as were then asked.
    expect([price.status, price.body.people]).toEqual([200, relief.body.assignments.length]);
    await net.settle();
    const fifth = people.find((p) => p.id === relief.body.assignments[0].personId)!;
    expect(await text(net, fifth.phone, 'yes')).toMatch(/You relieve .* do not come yet/);
    const leaving = going.asked[0]!;
    expect(await lastOn(leaving.phone)).toContain('can take over from you');
    expect(await text(net, leaving.phone, 'left')).toContain('you have left');
    expect(await lastOn(fifth.phone)).toContain('Meet at');
    const seats = await net.tx((ctx) => ctx.tx.selectFrom('seats').select('person_id').execute());
    expect(seats.map((s) => s.person_id)).toEqual(expect.arrayContaining([fifth.id]));
    expect(seats.length).toBe(4);
    await clear(going);
  });
});

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
import { newId } from '../../platform/id.ts';

/** Nobody goes alone, nobody says yes and is forgotten, and nobody goes to what is being checked anew. */

type Headers = Record<string, string>;
let net: TestNetwork;
let desk: Headers;
let people: Neighbour[];

beforeAll(async () => {
  net = await testNetwork({ volunteers: 10 });
  const [dispatcher] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
  await net.settle();
  // Nobody but the neighbours below is asked.
  await net.tx((ctx) => ctx.tx.updateTable('responders').set({ active: false }).execute());
  people = [
    dispatcher!,
    ...(await settlePeople(net, 24)),
    ...(await settlePeople(net, 8, { course: 'verifier' })),
  ];
});

async function call(method: 'GET' | 'POST', url: string, body?: object, headers: Headers = desk) {
  const answer = await net.app.inject({
    ...{ method, url: `/api/v1/${url}`, headers },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const post = (url: string, body: object = {}, headers: Headers = desk) => call('POST', url, body, headers);
const read = async (url: string, headers: Headers = desk) =>
  (await call('GET', url, undefined, headers)).body;

/** What people are, or were, paged for about somebody. */
const waits = async ({ id }: { id: string }) => {
  const rows = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('escalations')
      .select(['kind', 'state'])
      .where('subject', '=', id)
      .orderBy('kind')
      .execute(),
  );
  return rows.map(({ kind, state }) => `${kind} ${state}`);
};

interface Asked extends Neighbour {
  /** Of the assignment. */
  id: string;
  as: Headers;
}

/** A call-out to an incident of its own. */
async function callOut(over: object = {}) {
  const incident = await incidentAt(net);
  if (!('purpose' in over)) await confirm(incident);
  const { lat, lon, name } = await net.tx(corner);
  const meet = { lat, lon, label: name };
  const wish = {
    id: newId(),
    incidentId: incident,
    purpose: 'observe',
    manner: 'pair',
    wanted: 2,
    roles: [],
  };
  const { status, body } = await post('callouts', { ...wish, meet, minutes: 20, ...over });
  expect(status, JSON.stringify(body)).toBe(200);
  await net.settle();
  const asked: Asked[] = await Promise.all(
    body.assignments.map(async (a: { id: string; personId: string; callSign: string }) => ({
      ...people.find((p) => p.id === a.personId)!,
      id: a.id,
      as: await net.signIn(['observer'], a.personId, 'field'),
    })),
  );
  return { incident, id: body.id as string, code: body.code as string, asked };
}

async function confirm(incident: string) {
  await verifierSaw(net, incident, people.at(-1)!.id);
  const decided = await post(`incidents/${incident}/verifications`, { id: newId(), finding: 'confirmed' });
  expect(decided.body.verification).toBe('confirmed');
  await net.settle();
}

/** Ten minutes at a time, with the desk looking: it is signed out after half an hour of nothing. */
async function later(minutes: number) {
  for (let left = minutes; left > 0; left -= 10) {
    net.clock.advance(Math.min(10, left));
    await net.settle();
    await read('alarms');
  }
}

const act = (one: Asked, path: string, more: object = {}) =>
  post(`field/${one.id}/${path}`, { id: newId(), ...more }, one.as);
const lastOn = async ({ phone }: Neighbour) => (await onPhone(net, phone)).at(-1)!.body;
const alarms = async () =>
  (await read('alarms')).items.map((a: { kind: string; callSign: string }) => `${a.kind} ${a.callSign}`);
const shown = async (callout: string, { id }: Asked) =>
  (await read(`callouts/${callout}`)).assignments.find((a: { id: string }) => a.id === id);
const kindsOf = async (incident: string): Promise<string[]> =>
  (await read(`incidents/${incident}/timeline`)).items.map((e: { kind: string }) => e.kind);

describe('one of a pair who says yes first', () => {
  it('waits at home, by text and in the app, until somebody goes with them', async () => {
    const { id, code, asked } = await callOut();
    const [ana, ben] = asked as [Asked, Asked];
    const yes = await text(net, ana.phone, 'yes 10');
    expect(yes).toMatch(/Somebody to go with you is being asked.*Wait where you are until we write/s);
    expect(await text(net, ana.phone, 'on my way')).toBe(
      `${code}: Nobody else has said yes yet, and nobody goes alone. Please wait where you are; we write as soon as somebody goes with you.`,
    );
    await act(ana, 'conduct');
    const tried = await act(ana, 'en-route');
    expect([tried.status, tried.body.detail]).toEqual([409, expect.stringContaining('nobody goes alone')]);
    const [card] = (await read('field', ana.as)).assignments;
    expect(card).toMatchObject({ state: 'accepted', waits: 'partner', partners: [] });
    expect(card.can).not.toContain('en-route');
    const atDesk = await shown(id, ana);
    expect(atDesk).toMatchObject({ waits: 'partner' });
    expect(atDesk.can).toEqual(expect.arrayContaining(['letWait', 'release']));
    // However long it takes: nobody asks where somebody is who was told to wait.
    await later(40);
    expect(await alarms()).toEqual([]);

    await text(net, ben.phone, 'yes');
    expect(await lastOn(ana)).toContain(`you go with ${ben.callSign}. Reply ON MY WAY`);
    expect(await text(net, ana.phone, 'on my way')).toContain('Reply HERE');
    expect(await text(net, ben.phone, 'on my way')).toContain('Reply HERE');
    await stop(asked);
  });

  it('is told to wait again when the other cancels, and the desk is alarmed for one on the way', async () => {
    const { incident, id, asked } = await callOut();
    const [ana, ben, cem] = asked as [Asked, Asked, Asked];
    for (const one of [ana, ben]) await text(net, one.phone, 'yes 10');
    await text(net, ben.phone, 'no');
    expect(await lastOn(ana)).toContain(`${ben.callSign} cannot come. Please wait where you are`);
    expect(await alarms()).toEqual([]);
    expect((await act(ana, 'conduct')).body.next).toContain('nobody goes alone');

    await text(net, ben.phone, 'yes');
    for (const one of [ana, ben]) await text(net, one.phone, 'on my way');
    await act(ben, 'depart');
    await net.settle();
    expect(await lastOn(ana)).toContain(`${ben.callSign} cannot come. Wait in public`);
    expect(await alarms()).toEqual([`alone ${ana.callSign}`]);
    expect(await waits(ana)).toEqual(['alone running']);
    expect((await read('field', ana.as)).assignments[0]).toMatchObject({ state: 'en_route', alone: true });
    await post(`assignments/${ana.id}/let-wait`);
    await net.settle();
    expect(await lastOn(ana)).toContain('the desk lets you go to the meet point and wait there');
    expect(await alarms()).toEqual([]);
    expect(await waits(ana)).toEqual(['alone settled']);
    expect((await shown(id, ana)).mayWaitAt).toBeTruthy();

    await text(net, cem.phone, 'yes');
    expect(await lastOn(ana)).toContain(`you go with ${cem.callSign}`);
    expect(await kindsOf(incident)).toEqual(
      expect.arrayContaining(['assignment.alone', 'assignment.may_wait']),
    );
    await stop(asked);
  });

  it('goes alone to the meet point on the word of a dispatcher only, which is written down', async () => {
    const { incident, code, asked } = await callOut({ wanted: 3 });
    const [ana, ben] = asked as [Asked, Asked];
    await text(net, ana.phone, 'yes');
    const step = { id: newId(), step: 'en-route' };
    expect((await post(`assignments/${ana.id}/step`, step)).status).toBe(409);
    const observer = await net.signIn(['observer']);
    expect((await post(`assignments/${ana.id}/let-wait`, {}, observer)).status).toBe(403);
    expect((await post(`assignments/${newId()}/let-wait`)).status).toBe(404);
    expect((await post(`assignments/${ben.id}/let-wait`)).status).toBe(409);
    for (let i = 0; i < 2; i++) expect((await post(`assignments/${ana.id}/let-wait`)).status).toBe(200);
    await net.settle();
    const told = (await onPhone(net, ana.phone)).filter((m) =>
      m.body.startsWith(`${code}: the desk lets you`),
    );
    expect(told.length).toBe(1);
    expect(await text(net, ana.phone, 'on my way')).toContain('Reply HERE');
    expect((await kindsOf(incident)).filter((k) => k === 'assignment.may_wait')).toHaveLength(1);
    // Three are wanted, so nobody is introduced yet; the one who waits hears of the second all the same.
    await text(net, ben.phone, 'yes');
    expect(await lastOn(ana)).toContain(`you go with ${ben.callSign}`);
    await stop(asked);
  });

  it('who is there alone all the same is called by the desk', async () => {
    const { asked } = await callOut();
    const [ana] = asked as [Asked];
    await text(net, ana.phone, 'yes');
    expect(await text(net, ana.phone, 'here')).toMatch(/you are there alone\. Stay in public/);
    expect(await alarms()).toEqual([`need ${ana.callSign}`]);
    await stop(asked);
  });
});

describe('somebody who said yes and does not set off', () => {
  it('is asked, then the desk is alarmed, then the next is asked', async () => {
    const { incident, id, asked } = await callOut();
    const [ana, ben] = asked as [Asked, Asked];
    for (const one of [ana, ben]) await text(net, one.phone, 'yes 10');
    await text(net, ben.phone, 'on my way');
    await later(14);
    expect(await lastOn(ana)).not.toContain('are you on your way?');
    await later(1);
    expect(await lastOn(ana)).toContain('are you on your way? Reply ON MY WAY, NO, or in how many minutes.');
    expect(await alarms()).toEqual([]);
    // A new time is a word.
    await text(net, ana.phone, '5');
    await later(9);
    expect(await alarms()).toEqual([]);
    await later(1);
    await later(5);
    expect(await alarms()).toContain(`late ${ana.callSign}`);
    expect(await waits(ana)).toContain('late running');
    const before = (await read(`callouts/${id}`)).asked;
    await later(15);
    expect(await shown(id, ana)).toMatchObject({ state: 'released', lateAt: null });
    expect(await waits(ana)).toContain('late settled');
    expect(await lastOn(ana)).toContain('somebody else is asked. Please do not go');
    expect(await lastOn(ben)).toMatch(/cannot come\. Wait in public|your check-in is overdue/);
    expect((await read(`callouts/${id}`)).asked).toBeGreaterThan(before);
    expect(await kindsOf(incident)).toEqual(
      expect.arrayContaining(['assignment.nudged', 'assignment.late', 'assignment.released']),
    );
    await stop(asked);
  });

  it('can be phoned by the desk, or their place given to the next', async () => {
    const { id, asked } = await callOut();
    const [ana, ben] = asked as [Asked, Asked];
    for (const one of [ana, ben]) await text(net, one.phone, 'yes 10');
    await later(15);
    await later(5);
    expect((await alarms()).sort()).toEqual([`late ${ana.callSign}`, `late ${ben.callSign}`].sort());
    await post(`assignments/${ana.id}/step`, { id: newId(), step: 'en-route' });
    for (let i = 0; i < 2; i++) expect((await post(`assignments/${ben.id}/release`)).status).toBe(200);
    expect((await post(`assignments/${ana.id}/release`)).status).toBe(409);
    expect(await alarms()).toEqual([`alone ${ana.callSign}`]);
    expect(await shown(id, ben)).toMatchObject({ state: 'released' });
    await later(60);
    expect(
      (await onPhone(net, ben.phone)).filter((m) => m.body.includes('somebody else is asked')).length,
    ).toBe(1);
    await stop(asked);
  });
});

it('a call-out stops while its incident is checked anew, and goes on when it is confirmed again', async () => {
  const { incident, id, asked } = await callOut({ wanted: 3 });
  const [ana, ben, cem, dan] = asked as [Asked, Asked, Asked, Asked];
  for (const one of [ana, ben]) await text(net, one.phone, 'yes 10');
  await text(net, ben.phone, 'on my way');
  await post(`incidents/${incident}/check`);
  await net.settle();
  expect(await lastOn(ana)).toContain('it is being checked once more. Please wait where you are.');
  expect(await lastOn(ben)).toContain('Wait at the meet point or before it, do not go near');
  expect(await lastOn(dan)).toContain('not needed any more');
  expect(await text(net, ana.phone, 'on my way')).toContain('being checked once more. Please wait');
  expect(await text(net, cem.phone, 'yes')).toContain('reserve');
  expect(await read(`callouts/${id}`)).toMatchObject({ closedAt: expect.any(String), filled: 2 });
  const asks = (await read(`callouts/${id}`)).asked;
  await later(30);
  expect((await read(`callouts/${id}`)).asked).toBe(asks);
  expect(await alarms()).toEqual([`missed ${ben.callSign}`]);

  await confirm(incident);
  expect(await lastOn(ana)).toContain('it is confirmed again. Reply ON MY WAY');
  expect(await lastOn(ben)).toContain('it is confirmed again. Go on as before.');
  expect(await read(`callouts/${id}`)).toMatchObject({ closedAt: null });
  expect(await text(net, ana.phone, 'on my way')).toContain('Reply HERE');

  await post(`incidents/${incident}/check`);
  await post(`incidents/${incident}/verifications`, { id: newId(), finding: 'nothing_there' });
  await net.settle();
  expect((await onPhone(net, ana.phone)).map((m) => m.body).join()).toContain(
    'STAND DOWN now. There was nothing.',
  );
  await stop(asked);
});

it('the desk enters a finding for a verifier who was sent and was there, and for nobody else', async () => {
  const { incident, asked } = await callOut({ purpose: 'verify' });
  const [ana, ben, cem] = asked as [Asked, Asked, Asked];
  const found = (one: Asked, headers = desk) =>
    post(`assignments/${one.id}/finding`, { id: newId(), finding: 'confirmed' }, headers);
  expect((await found(cem)).status).toBe(409);
  for (const one of [ana, ben]) await text(net, one.phone, 'yes');
  expect((await found(ana)).status).toBe(409);
  await text(net, ana.phone, 'here');
  expect((await found(ana, await net.signIn(['operator']))).status).toBe(403);
  const { status, body } = await found(ana);
  expect([status, body.assignments.find((a: Asked) => a.id === ana.id).finding]).toEqual([200, 'confirmed']);
  expect(await read(`incidents/${incident}`)).toMatchObject({
    confirmable: { offered: true, rule: 'verifier_on_scene' },
  });
  await stop(asked);
});

/** Home again and rested, for the next test. */
async function stop(asked: Asked[]) {
  const { items } = await read('callouts?open=1');
  for (const { incidentId } of items) await post('stand-downs', { id: newId(), incidentId, reason: 'over' });
  await net.settle();
  for (const one of asked) {
    for (const mine of (await read('field', one.as)).assignments) {
      if (mine.can.includes('stand-down-ack')) await act({ ...one, id: mine.id }, 'stand-down-ack');
      if (mine.state === 'on_scene') await act({ ...one, id: mine.id }, 'depart');
    }
  }
  for (const alarm of (await read('alarms')).items)
    if (alarm.kind === 'need') await post(`assignments/${alarm.assignmentId}/need-seen`);
  expect(await alarms()).toEqual([]);
  await net.tx(async (ctx) => {
    await ctx.tx.updateTable('responders').set({ rest_until: null, asked_at: null }).execute();
    const long = new Date(ctx.now.getTime() - 9 * 86_400_000);
    await ctx.tx.updateTable('assignments').set({ asked_at: long }).execute();
  });
}

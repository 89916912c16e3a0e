import { beforeAll, describe, expect, it } from 'vitest';
import { invite } from '../../src/features/accounts/index.ts';
import { addShifts, onShift } from '../../src/features/shifts/index.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { corner, incidentAt, type Neighbour, onPhone, settlePeople, text } from '../village.ts';

/** Somebody is removed while they are out: everything of theirs ends, and who was asked with them is not left alone. */

let net: TestNetwork;
let dispatcher: Neighbour;
let verifiers: Neighbour[];
let desk: Record<string, string>;
let asAdmin: Record<string, string>;
let admin: Neighbour;

type Headers = Record<string, string>;

const call = (method: 'GET' | 'POST', url: string, headers: Headers, payload?: object) =>
  net.app.inject({ method, url: `/api/v1/${url}`, headers, ...(payload && { payload }) });
const remove = (headers: Headers, id: string) => call('POST', `people/${id}/removal`, headers, {});

beforeAll(async () => {
  net = await testNetwork({ volunteers: 30 });
  [dispatcher, admin] = (await settlePeople(net, 2)) as [Neighbour, Neighbour];
  desk = await net.signIn(['dispatcher'], dispatcher.id);
  asAdmin = await net.signIn(['admin'], admin.id);
  verifiers = await settlePeople(net, 3, { course: 'verifier' });
});

const personRow = (id: string) =>
  net.tx(async (ctx) => {
    const own = { person: 0, addresses: 0 };
    const row = await ctx.tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const kept = await ctx.tx.selectFrom('addresses').select('id').where('person_id', '=', id).execute();
    return { ...own, row, addresses: kept.length };
  });

describe('a verifier who is on the scene', () => {
  let gone: Neighbour;
  let coming: Neighbour;
  let calloutId: string;
  let sessions: Headers[];
  let token: string;
  let tookMs: number;

  beforeAll(async () => {
    const incidentId = await incidentAt(net);
    const at = await net.tx(corner);
    calloutId = newId();
    const meet = { lat: at.lat, lon: at.lon, label: at.name };
    const wish = { id: calloutId, incidentId, purpose: 'verify', manner: 'pair', wanted: 2, roles: [], meet };
    const started = await call('POST', 'callouts', desk, { ...wish, minutes: 30 });
    expect(started.statusCode, started.body).toBe(200);
    await net.settle();
    [gone, coming] = started
      .json()
      .assignments.map((a: { callSign: string }) => verifiers.find((v) => v.callSign === a.callSign));
    for (const one of [gone, coming]) await text(net, one.phone, 'YES 10');
    await text(net, gone.phone, 'ON MY WAY');
    await text(net, gone.phone, 'HERE');
    sessions = [
      await net.signIn(['verifier', 'dispatcher'], gone.id, 'field'),
      await net.signIn(['verifier', 'dispatcher'], gone.id, 'desk'),
    ];
    const hour = 3_600_000;
    const now = net.clock.now().getTime();
    const shift = (from: number) => ({
      id: newId(),
      role: 'verifier' as const,
      chapterId: null,
      personId: gone.id,
      startsAt: new Date(now + from * hour),
      endsAt: new Date(now + (from + 4) * hour),
    });
    token = await net.tx(async (ctx) => {
      await addShifts(ctx, [shift(-1), shift(24)]);
      await ctx.tx
        .updateTable('people')
        .set({ name: ctx.vault.encrypt('Wilhelmina Testperson', { record: gone.id, field: 'name' }) })
        .where('id', '=', gone.id)
        .execute();
      return invite(ctx, gone.id);
    });
    for (const headers of sessions) expect((await call('GET', 'me', headers)).statusCode).toBe(200);
    const begun = performance.now();
    expect((await remove(asAdmin, gone.id)).json()).toMatchObject({ state: 'left', callSign: gone.callSign });
    await net.settle();
    tookMs = performance.now() - begun;
  });

  it('has lost everything within five seconds of the act', () => {
    expect(tookMs).toBeLessThan(5_000);
  });

  it('is signed out everywhere, and signs in no more', async () => {
    for (const headers of sessions) expect((await call('GET', 'me', headers)).statusCode).toBe(401);
    const accepted = await call('POST', 'sessions/invite', {}, { token, face: 'field' });
    expect(accepted.statusCode).toBe(422);
    const again = await net.signIn(['admin'], gone.id);
    expect((await call('GET', 'me', again)).statusCode).toBe(401);
    const grants = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('role_grants')
        .select('role')
        .where('account_id', '=', gone.id)
        .where('ended_at', 'is', null)
        .execute(),
    );
    expect(grants).toEqual([]);
  });

  it('is called back by a message, and the desk sees that they are still out there', async () => {
    const messages = await onPhone(net, gone.phone);
    expect(messages.filter((m) => m.from === 'network').at(-1)!.body).toMatch(/leave|home|stop/i);
    const callout = (await call('GET', `callouts/${calloutId}`, desk)).json();
    const own = callout.assignments.find((a: { personId: string }) => a.personId === gone.id);
    expect(own).toMatchObject({ callSign: gone.callSign, state: 'on_scene' });
    const alarms = (await call('GET', 'alarms', desk)).json().items;
    expect(alarms).toContainEqual(
      expect.objectContaining({ kind: 'need', detail: 'desk', callSign: gone.callSign }),
    );
  });

  it('leaves the seat on shift now and every later one', async () => {
    expect(await net.tx((ctx) => onShift(ctx, 'verifier'))).not.toContain(gone.id);
    net.clock.advance(25 * 60);
    expect(await net.tx((ctx) => onShift(ctx, 'verifier'))).not.toContain(gone.id);
    net.clock.advance(-25 * 60);
  });

  it('keeps the call sign and nothing by which to find or name them', async () => {
    const { row, addresses } = await personRow(gone.id);
    expect(row).toMatchObject({
      ...{ call_sign: gone.callSign, state: 'left', name: null, emergency_contact: null },
      ...{ home_cell: '', zone_ids: [], languages: [], availability: [] },
    });
    expect(addresses).toBe(0);
    const certificates = await net.tx((ctx) =>
      ctx.tx.selectFrom('certificates').select('id').where('person_id', '=', gone.id).execute(),
    );
    expect(certificates).toHaveLength(1);
    const found = await call('POST', 'people/searches', asAdmin, { q: gone.callSign });
    expect(found.json().items.map((p: Neighbour) => p.id)).not.toContain(gone.id);
  });

  it('is not asked again, and somebody else can be', async () => {
    const [ready] = await net.tx((ctx) =>
      ctx.tx.selectFrom('responders').selectAll().where('person_id', '=', gone.id).execute(),
    );
    expect(ready).toMatchObject({ active: false, home_cell: '' });
    const other = (await call('GET', `callouts/${calloutId}`, desk))
      .json()
      .assignments.find((a: { personId: string }) => a.personId === coming.id);
    expect(other.state).toBe('accepted');
  });

  it('is removed once: again is the same act', async () => {
    expect((await remove(asAdmin, gone.id)).json().state).toBe('left');
    const acts = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('audit_acts')
        .select('act')
        .where('act', '=', 'person.removed')
        .where('subject', '=', gone.id)
        .execute(),
    );
    expect(acts).toHaveLength(1);
  });
});

describe('who was only asked, or has said yes', () => {
  it('is released, and the seat is given on', async () => {
    const incidentId = await incidentAt(net, { northM: 3000 });
    const at = await net.tx(corner);
    const id = newId();
    const [one, two] = await settlePeople(net, 2, { course: 'verifier', languages: ['ko'] });
    const meet = { lat: at.lat + 3000 / 111_195, lon: at.lon, label: at.name };
    const wish = { id, incidentId, purpose: 'verify', manner: 'pair', wanted: 2, roles: [], meet };
    const started = await call('POST', 'callouts', desk, { ...wish, minutes: 60, languages: ['ko'] });
    expect(started.statusCode, started.body).toBe(200);
    await net.settle();
    await text(net, one!.phone, 'YES 20');
    for (const person of [one!, two!]) expect((await remove(asAdmin, person.id)).statusCode).toBe(200);
    await net.settle();
    const { assignments } = (await call('GET', `callouts/${id}`, desk)).json();
    const states = [one!, two!].map(
      (p) => assignments.find((a: { personId: string }) => a.personId === p.id)?.state,
    );
    expect(states).toEqual(['released', 'released']);
    const seats = await net.tx((ctx) =>
      ctx.tx.selectFrom('seats').select('subject').where('person_id', '=', one!.id).execute(),
    );
    expect(seats).toEqual([]);
  });
});

describe('who may remove whom', () => {
  it('not oneself, not an admin by a coordinator, nobody of another chapter, and not without a fresh proof', async () => {
    const [someone] = await settlePeople(net, 1);
    expect((await remove(asAdmin, admin.id)).statusCode).toBe(403);
    const [boss] = await settlePeople(net, 1);
    const coordinator = await net.signIn(['coordinator'], boss!.id);
    expect((await remove(coordinator, admin.id)).statusCode).toBe(403);
    expect((await remove(coordinator, boss!.id)).statusCode).toBe(403);
    expect((await remove(coordinator, newId())).statusCode).toBe(404);
    for (const role of ['dispatcher', 'operator', 'legal', 'counsel', 'trainer', 'observer'])
      expect((await remove(await net.signIn([role]), someone!.id)).statusCode, role).toBe(403);
    net.clock.advance(6);
    const stale = await remove(coordinator, someone!.id);
    expect(stale.json()).toMatchObject({ status: 403, type: '/problems/confirm' });
    expect((await remove(await net.signIn(['coordinator'], boss!.id), someone!.id)).statusCode).toBe(200);
  });
});

describe('a live stream', () => {
  it('ends with the membership', async () => {
    const [watcher] = await settlePeople(net, 1);
    const headers = await net.signIn(['dispatcher'], watcher!.id);
    const origin = await net.app.listen({ port: 0, host: '127.0.0.1' });
    const stream = await fetch(`${origin}/api/v1/events?face=desk`, { headers });
    expect(stream.status).toBe(200);
    const said = stream.text();
    const fresh = await net.signIn(['admin'], admin.id);
    const begun = performance.now();
    expect((await remove(fresh, watcher!.id)).statusCode).toBe(200);
    await said;
    expect(performance.now() - begun).toBeLessThan(5_000);
    const again = await fetch(`${origin}/api/v1/events?face=desk`, { headers });
    expect(again.status).toBe(401);
  });
});

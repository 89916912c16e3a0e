import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses } from '../channels/index.ts';
import { addPeople, type Person, peopleByRole, responderFacts } from './index.ts';

const name = 'Wilhelmina Testperson';
const phone = '+12125550177';

let net: TestNetwork;
let member: Person;
let stranger: Person;
let admin: Person;
let operator: Person;
let legal: Person;

type Headers = Record<string, string>;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 240 });
  await net.tx(async (ctx) => {
    admin = (await peopleByRole(ctx, 'admin', 1))[0]!;
    operator = (await peopleByRole(ctx, 'operator', 1))[0]!;
    legal = (await peopleByRole(ctx, 'legal', 1))[0]!;
    const observers = await peopleByRole(ctx, 'observer', 60);
    const { chapterId, homeCell } = observers[0]!;
    stranger = observers.find((p) => p.chapterId !== chapterId)!;
    const id = newId();
    const bound = { record: id, field: 'name' };
    await addPeople(ctx, [
      { id, chapterId, homeCell, callSign: 'Violet Ibis', name: ctx.vault.encrypt(name, bound) },
    ]);
    await addAddresses(ctx, [{ id: newId(), personId: id, kind: 'sms', address: phone, rank: 1 }]);
    member = (await responderFacts(ctx, [id]))[0]!;
  });
});

const post = (url: string, headers: Headers, payload: object = {}) =>
  net.app.inject({ method: 'POST', url, headers, payload });
const search = (headers: Headers, body: object) => post('/api/v1/people/searches', headers, body);
const look = (headers: Headers, id: string) => post(`/api/v1/people/${id}/looks`, headers);
const show = (headers: Headers, id: string) => post(`/api/v1/people/${id}/name`, headers);

const audited = (act: string) =>
  net.tx((ctx) =>
    ctx.tx.selectFrom('audit_acts').select(['actor', 'subject', 'data']).where('act', '=', act).execute(),
  );

/** A session of a coordinator of one chapter. */
async function coordinatorOf(chapterId: string): Promise<Headers> {
  const headers = await net.signIn(['coordinator']);
  await net.tx((ctx) =>
    ctx.tx
      .updateTable('role_grants')
      .set({ chapter_id: chapterId })
      .where('role', '=', 'coordinator')
      .where('chapter_id', 'is', null)
      .execute(),
  );
  return headers;
}

describe('a search', () => {
  it('wants two letters, and shows at most twenty by the beginning of any word, without name or number', async () => {
    const headers = await net.signIn(['dispatcher']);
    for (const body of [{}, { q: '' }, { q: 'v' }, { q: '   v ' }, { q: 'vi', chapterId: 'all' }])
      expect((await search(headers, body)).statusCode).toBe(400);
    const found = (await search(headers, { q: 'ibis' })).json();
    expect(found.items.map((p: Person) => p.callSign)).toContain('Violet Ibis');
    expect(Object.keys(found.items[0]).sort()).toEqual(
      ['callSign', 'chapterId', 'id', 'languages', 'roles', 'state', 'suspended'].sort(),
    );
    for (const q of ['%%', '__', "' or 1=1", '..', '\\x'])
      expect((await search(headers, { q })).json().items).toEqual([]);
  });

  it('is narrowed by chapter, role and language', async () => {
    const headers = await net.signIn(['coordinator']);
    const { chapterId } = stranger;
    for (const q of ['qu', 'am', 'bl', 're']) {
      const { items } = (await search(headers, { q, chapterId, role: 'observer', language: 'es' })).json();
      for (const p of items as Person[])
        expect([p.chapterId, p.roles.includes('observer'), p.languages.includes('es')]).toEqual([
          chapterId,
          true,
          true,
        ]);
    }
  });

  it('stays within a coordinator’s chapter', async () => {
    const headers = await coordinatorOf(member.chapterId);
    const signs = async (body: object) =>
      ((await search(headers, body)).json().items as Person[]).map((p) => p.callSign);
    expect(await signs({ q: 'Violet Ibis' })).toEqual(['Violet Ibis']);
    expect(await signs({ q: stranger.callSign })).toEqual([]);
    expect(await signs({ q: stranger.callSign, chapterId: stranger.chapterId })).toEqual([]);
    expect((await look(headers, stranger.id)).statusCode).toBe(404);
    expect((await show(headers, stranger.id)).statusCode).toBe(404);
    expect((await look(headers, member.id)).statusCode).toBe(200);
  });

  it('is not for members, nor for counsel', async () => {
    for (const role of ['observer', 'verifier', 'trainer', 'counsel']) {
      const headers = await net.signIn([role]);
      expect((await search(headers, { q: 'vi' })).statusCode, role).toBe(403);
      expect((await look(headers, member.id)).statusCode, role).toBe(403);
      expect((await show(headers, member.id)).statusCode, role).toBe(403);
    }
  });
});

describe('a name', () => {
  it('is shown to a coordinator of the chapter and to an admin, one by one, and each look is written down', async () => {
    const before = (await audited('person.named')).length;
    for (const headers of [await coordinatorOf(member.chapterId), await net.signIn(['admin'], admin.id)]) {
      const shown = await show(headers, member.id);
      expect(shown.json()).toMatchObject({ name, addresses: [{ kind: 'sms', address: phone }] });
      expect(shown.json().looks.hour.used).toBe(1);
    }
    const acts = await audited('person.named');
    expect(acts).toHaveLength(before + 2);
    expect(JSON.stringify(acts)).not.toContain('Wilhelmina');
  });

  it('is refused to dispatch, which sees the page without it', async () => {
    for (const role of ['operator', 'dispatcher', 'legal']) {
      const headers = await net.signIn([role]);
      expect((await show(headers, member.id)).statusCode, role).toBe(403);
      const page = await look(headers, member.id);
      expect(page.json()).toMatchObject({ callSign: 'Violet Ibis', certificates: [], can: [] });
      expect(page.body).not.toContain('Wilhelmina');
      expect(page.body).not.toContain(phone);
    }
  });
});

describe('the view budget', () => {
  it('counts who is shown, says when it is used up and what to do, and comes back with the hour', async () => {
    const headers = await net.signIn(['operator'], operator.id);
    let shown = 0;
    let last = await search(headers, { q: 're' });
    for (let i = 0; last.statusCode === 200 && i < 100; i++) {
      shown += last.json().items.length;
      last = await search(headers, { q: ['qu', 'am', 'bl', 'si', 're'][i % 5]! });
    }
    expect(shown).toBeLessThanOrEqual(40);
    expect(shown).toBeGreaterThan(30);
    expect(last.statusCode).toBe(429);
    expect(last.json()).toMatchObject({ detail: expect.stringMatching(/40/), next: expect.any(String) });
    const now = await net.app.inject({ method: 'GET', url: '/api/v1/looks', headers });
    expect(now.json().hour).toEqual({ used: 40, of: 40 });
    net.clock.advance(60);
    const again = await net.signIn(['operator'], operator.id);
    expect((await look(again, member.id)).statusCode).toBe(200);
  });

  it('counts asking for nobody', async () => {
    const headers = await net.signIn(['dispatcher']);
    for (let i = 0; i < 40; i++) expect((await look(headers, newId())).statusCode).toBe(404);
    expect((await look(headers, member.id)).statusCode).toBe(429);
    expect((await search(headers, { q: 'vi' })).statusCode).toBe(429);
  });

  it('holds for a day as well', async () => {
    const statuses: number[] = [];
    for (let hour = 0; hour < 4; hour++) {
      const headers = await net.signIn(['legal'], legal.id);
      for (let i = 0; i < 41; i++) statuses.push((await look(headers, newId())).statusCode);
      net.clock.advance(60);
    }
    expect(statuses.filter((s) => s === 404)).toHaveLength(120);
  });
});

describe('repeated overruns', () => {
  it('are one audit entry and one alarm: on the admins’ phones and desk, until one has looked into it', async () => {
    const headers = await net.signIn(['dispatcher'], stranger.id);
    const asAdmin = await net.signIn(['admin'], admin.id);
    await net.settle();
    const before = { acts: (await audited('people.overrun')).length, told: await told(admin.id, 'alarm') };
    await Promise.all(Array.from({ length: 60 }, () => look(headers, newId())));
    await net.settle();
    expect((await audited('people.overrun')).length - before.acts).toBe(2);
    const open = async () =>
      (await net.app.inject({ method: 'GET', url: '/api/v1/people-alarms', headers: asAdmin })).json().items;
    const [alarm] = await open();
    expect(alarm).toMatchObject({ kind: 'overrun', how: 'searched', by: stranger.callSign, about: null });
    expect((await told(admin.id, 'alarm')) - before.told).toBe(1);
    for (const role of ['coordinator', 'dispatcher', 'counsel'])
      expect(
        (
          await net.app.inject({
            method: 'GET',
            url: '/api/v1/people-alarms',
            headers: await net.signIn([role]),
          })
        ).statusCode,
      ).toBe(403);
    const handle = () => post(`/api/v1/people-alarms/${alarm.id}/handled`, asAdmin);
    expect([(await handle()).statusCode, (await handle()).statusCode]).toEqual([200, 200]);
    expect((await open()).map((a: { id: string }) => a.id)).not.toContain(alarm.id);
    expect((await post(`/api/v1/people-alarms/${newId()}/handled`, asAdmin)).statusCode).toBe(404);
  });
});

const told = (personId: string, purpose: string) =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('messages')
      .select('state')
      .where('person_id', '=', personId)
      .where('purpose', '=', purpose)
      .execute();
    return rows.filter((r) => r.state === 'sent' || r.state === 'delivered').length;
  });

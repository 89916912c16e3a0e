import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Call } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses, receive, send } from '../channels/index.ts';
import { type ResponderFacts, responderFacts } from '../people/index.ts';
import { localMinute } from '../people/rules.ts';
import { planMonth, sendDue } from './commands.ts';
import { claimer } from './index.ts';
import { isPaged } from './rules.ts';

const carrier = new Carrier();
const zone = 'America/New_York';
let net: TestNetwork;
let members: ResponderFacts[];
let turn = 0;

beforeAll(async () => {
  await carrier.start();
  const twilio = { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url };
  // The third of the month, at noon in New York.
  net = await testNetwork({
    ...{ volunteers: 60, demo: false, at: new Date('2026-11-03T17:00:00Z') },
    settings: { twilio, url: 'https://hotline.test' },
  });
  await net.tx(async (ctx) => {
    await ctx.tx.deleteFrom('addresses').where('network_id', '=', ctx.network.id).execute();
    await ctx.tx.deleteFrom('wakings').where('network_id', '=', ctx.network.id).execute();
    members = await responderFacts(ctx, null);
  });
});
afterAll(() => carrier.stop());
beforeEach(() => {
  carrier.sent = [];
});

const paged = () => members.filter((p) => p.active && isPaged(p.roles));
const settle = () => net.settle();
const later = async (minutes: number) => {
  net.clock.advance(minutes);
  await settle();
};

const rows = () =>
  net.tx((ctx) =>
    ctx.tx.selectFrom('wakings').selectAll().where('network_id', '=', ctx.network.id).execute(),
  );
const rowOf = async (personId: string) => (await rows()).find((w) => w.person_id === personId)!;

/** The next of those who are paged, with a telephone, whose test page is due at noon of the next day. */
async function tested({ phone = true } = {}) {
  const member = paged()[turn]!;
  const address = `+1917555${String(2000 + turn++)}`;
  const noon = new Date(`2026-11-${String(3 + turn).padStart(2, '0')}T17:00:00Z`);
  const id = newId();
  await net.tx(async (ctx) => {
    if (phone) await addAddresses(ctx, [{ id: newId(), personId: member.id, kind: 'sms', address, rank: 1 }]);
    await ctx.tx
      .insertInto('wakings')
      .values({
        ...{ network_id: ctx.network.id, id, person_id: member.id, month: '2026-11', own: false },
        ...{ due_at: noon, state: 'planned' },
      })
      .execute();
  });
  return { member, address, id, noon };
}

/** Its time has come. */
async function sent(of: { noon: Date }) {
  net.clock.advance((of.noon.getTime() - net.clock.now().getTime()) / 60_000 + 1);
  await net.tx(sendDue);
  await settle();
}

const write = (address: string, body: string, kind: 'sms' | 'voice' = 'sms') =>
  receive(
    { services: net.services, network: net.network, tx: net.tx } as Call,
    { kind, providerId: newId(), address, body, media: [] },
    [claimer],
  );

const textsTo = (address: string) =>
  carrier.sent.filter((f) => f.To === address && f.Body).map((f) => f.Body!);
const callsTo = (address: string) => carrier.sent.filter((f) => f.To === address && f.Url).length;

const capAt = (cents: number) =>
  net.tx((ctx) => {
    const caps = { cents_a_day: cents, messages_a_day: 40, ring_minutes: 3, set_at: ctx.now };
    return ctx.tx
      .insertInto('delivery_caps')
      .values({ network_id: ctx.network.id, ...caps })
      .onConflict((c) => c.column('network_id').doUpdateSet(caps))
      .execute();
  });

describe('the plan of a month', () => {
  it('gives everyone who is paged one moment by day in their hours, and who chose so; twice is once', async () => {
    const observer = members.find((p) => p.active && !isPaged(p.roles))!;
    const headers = await net.signIn(['observer'], observer.id, 'field');
    const choose = (wanted: boolean) =>
      net.app.inject({ method: 'POST', url: '/api/v1/me/waking', headers, payload: { wanted } });
    expect((await choose(true)).json()).toEqual({ wanted: true });
    await net.tx(planMonth);
    await net.tx(planMonth);
    const all = await rows();
    expect(all.map((w) => w.person_id).sort()).toEqual([...paged().map((p) => p.id), observer.id].sort());
    for (const { due_at } of all) {
      const { minute } = localMinute(due_at, zone);
      expect(minute >= 600 && minute < 1200 && due_at > net.clock.now()).toBe(true);
    }
    expect(new Set(all.map((w) => w.due_at.getTime())).size).toBe(all.length);
    // Who no longer wants it is not tested; whose duty it is, is.
    await choose(false);
    expect(await rowOf(observer.id)).toBeUndefined();
    await net.tx((ctx) => ctx.tx.deleteFrom('wakings').where('network_id', '=', ctx.network.id).execute());
  });

  it('makes none in a demo', async () => {
    const demo = { ...net.network, demo: true };
    await net.tx((ctx) => planMonth({ ...ctx, network: demo }));
    expect(await rows()).toEqual([]);
  });
});

describe('a test page', () => {
  it('comes as a page would, says that it is a test, and YES answers it', async () => {
    const one = await tested();
    await sent(one);
    expect(textsTo(one.address)).toEqual([expect.stringMatching(/^TEST by|^PRUEBA de|^【测试】/)]);
    net.clock.advance(9 / 60);
    expect(await write(one.address, 'yes')).toMatch(/9/);
    expect(await rowOf(one.member.id)).toMatchObject({ state: 'heard', way: 'sms' });
    await later(30);
    expect([textsTo(one.address).length, callsTo(one.address)]).toEqual([1, 0]);
  });

  it('rings when nobody reads it, and what was not heard is followed by a hint that can wait', async () => {
    const one = await tested();
    await sent(one);
    await later(3);
    expect(callsTo(one.address)).toBe(1);
    await later(18);
    expect(await rowOf(one.member.id)).toMatchObject({ state: 'unheard', why: 'no answer' });
    const [, hint] = textsTo(one.address);
    expect(hint).toMatch(/https:\/\/hotline\.test\/(en|es|zh)\/contact/);
    await later(60);
    expect(callsTo(one.address)).toBe(1);
    // Late is late, and noted.
    expect(await write(one.address, 'yes')).toMatch(/late|tarde|太迟/);
    expect(await rowOf(one.member.id)).toMatchObject({ state: 'unheard', heard_at: net.clock.now() });
  });

  it('goes to nobody who wrote STOP, or has no way, and says which', async () => {
    const silent = await tested();
    await write(silent.address, 'stop');
    await sent(silent);
    expect(await rowOf(silent.member.id)).toMatchObject({ state: 'unreachable', why: 'stopped' });
    const lost = await tested({ phone: false });
    await sent(lost);
    expect(await rowOf(lost.member.id)).toMatchObject({ state: 'unreachable', why: 'no way' });
    await later(30);
    expect([textsTo(silent.address), callsTo(silent.address)]).toEqual([[], 0]);
  });

  it('is held back by the caps like all that is no emergency', async () => {
    const one = await tested();
    await capAt(0);
    await sent(one);
    await later(25);
    expect(await rowOf(one.member.id)).toMatchObject({ state: 'unheard', why: 'held' });
    expect(textsTo(one.address)).toEqual([]);
    await capAt(5000);
  });

  it('never comes at night, nor to somebody who was due while nothing ran: it gets another time', async () => {
    const one = await tested();
    net.clock.advance((one.noon.getTime() - net.clock.now().getTime()) / 60_000 + 10 * 60);
    await net.tx(sendDue);
    const row = await rowOf(one.member.id);
    expect(row.state).toBe('planned');
    expect(row.due_at > net.clock.now()).toBe(true);
    const { minute } = localMinute(row.due_at, zone);
    expect(minute >= 600 && minute < 1200).toBe(true);
    await net.tx((ctx) =>
      ctx.tx
        .deleteFrom('wakings')
        .where('network_id', '=', ctx.network.id)
        .where('id', '=', one.id)
        .execute(),
    );
  });

  it('leaves what is more than an answer to others', async () => {
    const one = await tested();
    await sent(one);
    for (const body of ['yes, two vans at Roosevelt and 82 St', 'it rang, why?'])
      expect(await write(one.address, body), body).toBeNull();
    expect((await rowOf(one.member.id)).state).toBe('sent');
    // What came after the test page is what a YES answers.
    await net.tx((ctx) =>
      send(ctx, [{ to: { personId: one.member.id }, body: 'Go?', language: 'en', purpose: 'ask' }]),
    );
    await settle();
    expect(await write(one.address, 'yes')).toBeNull();
    await later(25);
  });
});

describe('the report', () => {
  const get = (url: string, headers: object) =>
    net.app.inject({ method: 'GET', url, headers: { ...headers } });
  const list = (headers: object) =>
    net.app.inject({
      ...{ method: 'POST', url: '/api/v1/wakings/missed', headers: { ...headers } },
      payload: { month: '2026-11' },
    });

  it('tells a coordinator of their chapter and an admin of all, in numbers', async () => {
    const admin = await net.signIn(['admin']);
    const { report, months, card } = (await get('/api/v1/wakings', admin)).json();
    expect(report).toMatchObject({ month: '2026-11', heard: 1, late: 1, unreachable: 2, medianSeconds: 9 });
    expect(report.why.map((w: { why: string }) => w.why).sort()).toEqual([
      'held',
      'no answer',
      'no way',
      'stopped',
    ]);
    expect(months).toEqual([{ month: '2026-11', ended: report.ended, heard: 1 }]);
    expect(card.numbers[0]).toEqual({ number: '+12125550199', does: ['calls', 'texts'] });
    for (const role of ['operator', 'dispatcher', 'observer'])
      expect((await get('/api/v1/wakings', await net.signIn([role]))).statusCode, role).toBe(403);
    expect((await get('/api/v1/wakings', {})).statusCode).toBe(401);
    expect((await get('/api/v1/wakings?month=2026-13', admin)).statusCode).toBe(400);
  });

  it('names who was not reached, each a look of the budget, of the own chapter only', async () => {
    const admin = await net.signIn(['admin']);
    const all = (await list(admin)).json();
    expect(all.items).toHaveLength(5);
    expect(all.items.at(-1).late).toBe(true);
    expect(JSON.stringify(all)).not.toContain('+1917');
    const missed = (await rows()).filter((w) => w.state === 'unheard' || w.state === 'unreachable');
    const chapters = members.filter((p) => missed.some((w) => w.person_id === p.id)).map((p) => p.chapterId);
    const coordinator = net.actor('coordinator');
    coordinator.roles = [{ role: 'coordinator', chapterId: chapters[0]! }];
    const { missed: missedOf } = await import('./commands.ts');
    const own = await net.tx((ctx) => missedOf(ctx, '2026-11'), coordinator);
    expect('answer' in own && own.answer.items.length).toBe(chapters.filter((c) => c === chapters[0]).length);
    expect((await list(await net.signIn(['dispatcher']))).statusCode).toBe(403);
  });
});

describe('one’s own', () => {
  it('is sent at once, answered by one tap, three a day', async () => {
    const member = paged()[turn++]!;
    const address = `+1917555${String(2000 + turn)}`;
    await net.tx((ctx) =>
      addAddresses(ctx, [{ id: newId(), personId: member.id, kind: 'sms', address, rank: 1 }]),
    );
    const headers = await net.signIn(member.roles, member.id, 'field');
    const test = (id: string) =>
      net.app.inject({ method: 'POST', url: '/api/v1/me/wakings', headers, payload: { id } });
    const mine = async () =>
      (await net.app.inject({ method: 'GET', url: '/api/v1/me/waking', headers })).json();
    const tap = (id: string, as = headers) =>
      net.app.inject({ method: 'POST', url: `/api/v1/me/wakings/${id}/heard`, headers: as });
    expect(await mine()).toEqual({ onDuty: true, wanted: false, last: null });
    for (let n = 0; n < 3; n++) {
      const id = newId();
      expect((await test(id)).statusCode).toBe(200);
      expect((await test(id)).statusCode).toBe(200);
      expect((await test(newId())).statusCode).toBe(409);
      await settle();
      expect((await mine()).last).toMatchObject({ id, open: true, seconds: null });
      net.clock.advance(0.5);
      const other = await net.signIn(['operator'], paged().at(-1)!.id, 'field');
      expect((await tap(id, other)).statusCode).toBe(404);
      expect((await tap(id)).json()).toEqual({ seconds: 30 });
      expect((await tap(id)).json()).toEqual({ seconds: 30 });
    }
    expect((await mine()).last).toMatchObject({ open: false, seconds: 30, way: 'push' });
    expect((await test(newId())).statusCode).toBe(422);
    expect(textsTo(address)).toHaveLength(3);
    await later(30);
    expect(callsTo(address)).toBe(0);
    // Not in the report of all.
    const own = (await rows()).filter((w) => w.own);
    expect(own).toHaveLength(3);
    expect(plusMinutes(own[0]!.sent_at!, 0.5)).toEqual(own[0]!.heard_at);
  });
});

describe('the contact page', () => {
  it.each(['en', 'es', 'zh'])('has the card and the steps in %s, for who has no app', async (lang) => {
    const page = await net.app.inject({ url: `/${lang}/contact` });
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('iPhone')]);
    expect(page.body).toContain(`href="/${lang}/field/contact.vcf"`);
    const card = await net.app.inject({ url: `/${lang}/field/contact.vcf` });
    expect(card.headers['content-type']).toBe('text/vcard; charset=utf-8');
    expect(card.body).toContain('TEL;TYPE=CELL,VOICE:+12125550199\r\n');
    expect((await net.app.inject({ url: '/field/contact.vcf?v=4' })).body).toContain('VERSION:4.0');
    const code = await net.app.inject({ url: `/${lang}/contact.svg` });
    expect(code.headers['content-type']).toContain('image/svg+xml');
    expect(code.body).toMatch(/^<svg .*<path fill="#000" d="M4 4h1v1h-1z/);
  });
});

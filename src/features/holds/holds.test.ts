import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { resident } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { send } from '../channels/index.ts';
import { storeUpload } from '../evidence/index.ts';
import { receiveReports } from '../hotline/index.ts';
import { peopleByRole } from '../people/index.ts';

let net: TestNetwork;
let team: string[];

beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  team = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 6))).map((p) => p.id);
});

const dayMinutes = 24 * 60;
const as = (member: number, ...roles: string[]) => net.signIn(roles, team[member]);

async function call(
  who: Record<string, string>,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
) {
  const headers = payload ? { ...who, 'content-type': 'application/json' } : who;
  const answer = await net.app.inject({ method, url: `/api/v1/${url}`, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
}

/** A settled report of today, with a picture and a message about it. */
async function report({
  kind = 'sighting' as 'sighting' | 'detained',
  picture = false,
} = {}): Promise<string> {
  const id = newId();
  await net.tx(async (ctx) => {
    await receiveReports(ctx, [
      {
        id,
        door: 'api',
        kind,
        language: 'en',
        tense: 'before',
        what: 'Two vans at the school gate',
        where: { text: 'Roosevelt Av and 82 St' },
        origin: Buffer.from(id),
        uncounted: true,
      },
    ]);
    await ctx.tx
      .updateTable('reports')
      .set({ state: 'closed', closed_as: 'past_event', closed_at: ctx.now })
      .where('id', '=', id)
      .execute();
    const to = { kind: 'wall' as const, address: '+13475550111' };
    await send(ctx, [{ to, body: 'Thank you', language: 'en', purpose: 'outcome', subject: id }]);
  });
  if (picture) {
    const caller = await openCall(net.services, net.network, resident, 'test');
    const stream = Readable.from([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')]);
    await storeUpload(caller, { ownerKind: 'report', ownerId: id, stream });
  }
  await net.settle();
  return id;
}

async function night(days = 0): Promise<void> {
  net.clock.advance(days * dayMinutes);
  await net.tx((ctx) => enqueue(ctx, 'holds.nightly', {}, ctx.now));
  await net.settle();
}

const count = (table: 'reports' | 'media' | 'messages' | 'intakes', id: string) =>
  net.tx(async ({ tx }) => {
    const column = { reports: 'id', media: 'owner_id', messages: 'subject', intakes: 'report_id' }[table];
    return (
      await tx
        .selectFrom(table)
        .select('id')
        .where(column as 'id', '=', id)
        .execute()
    ).length;
  });
const files = () => readdirSync(join(net.services.config.dataDir, 'media', net.network.id)).length;
const isKept = async (id: string) => (await count('reports', id)) === 1;

const hold = (scope: object) => ({ id: newId(), reason: 'Counsel has a request from court', ...scope });

describe('what is over', () => {
  it('goes after its days, whole: report, picture and file, messages', async () => {
    const id = await report({ picture: true });
    const before = files();
    await night(89);
    expect([await count('reports', id), await count('media', id), await count('messages', id)]).toEqual([
      1, 1, 1,
    ]);
    await night(1);
    expect([await count('reports', id), await count('media', id), await count('messages', id)]).toEqual([
      0, 0, 0,
    ]);
    expect(files()).toBe(before - 1);
    const acts = await net.tx((ctx) => ctx.tx.selectFrom('audit_acts').select('data').execute());
    expect(acts.map((a) => a.data)).toContainEqual({ what: 'hotline.reports', count: 1 });
    const { body } = await net.app.inject({ method: 'GET', url: '/metrics' });
    expect(body).toMatch(/porchlight_retention_purged\{what="hotline.reports"\} \d/);
  });

  it('keeps what the legal desk has for longer, and its pointer goes with it', async () => {
    const id = await report({ kind: 'detained' });
    await night(100);
    expect([await count('reports', id), await count('intakes', id)]).toEqual([1, 1]);
    await night(80);
    expect([await count('reports', id), await count('intakes', id)]).toEqual([0, 0]);
  });

  it('goes in pages, each setting the next going', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++)
      await net.tx(async (ctx) => {
        for (let j = 0; j < 150; j++) ids.push(newId());
        await receiveReports(
          ctx,
          ids.slice(-150).map((id) => ({
            id,
            door: 'api',
            kind: 'sighting',
            language: 'en',
            tense: 'before',
            what: 'A van',
            where: {},
            origin: Buffer.from(id),
            uncounted: true,
          })),
        );
        await ctx.tx
          .updateTable('reports')
          .set({ state: 'closed', closed_at: ctx.now })
          .where('id', 'in', ids)
          .execute();
      });
    await night(91);
    const run = await net.tx((ctx) =>
      ctx.tx.selectFrom('purges').selectAll().where('name', '=', 'hotline.reports').executeTakeFirstOrThrow(),
    );
    expect(run).toMatchObject({ purged: 450, held: 0 });
    expect(run.finished_at).not.toBeNull();
  });
});

describe('a network’s own times', () => {
  it('are an admin’s to set, within bounds, and a longer one holds for what comes after it', async () => {
    const admin = await as(0, 'admin');
    const put = (days: number, reason?: string) =>
      call(admin, 'PUT', 'retention/report', { id: newId(), days, reason });
    expect((await put(400, 'a long case')).body.errors[0].message).toBe('At most 365 days.');
    expect((await put(120)).body.errors[0].path).toBe('body.reason');
    const old = await report();
    net.clock.advance(1);
    expect((await put(120, 'The court asks for the spring')).status).toBe(200);
    net.clock.advance(1);
    const young = await report();
    await night(90);
    expect([await isKept(old), await isKept(young)]).toEqual([false, true]);
    await night(30);
    expect(await isKept(young)).toBe(false);
    const again = await as(0, 'admin');
    const list = await call(again, 'PUT', 'retention/report', { id: newId(), days: 90 });
    expect(list.body.items.find((k: { kind: string }) => k.kind === 'report')).toMatchObject({
      days: 90,
      most: 365,
    });
    expect(
      (await call(await as(1, 'coordinator'), 'PUT', 'retention/report', { id: newId(), days: 90 })).status,
    ).toBe(403);
  });
});

describe('a legal hold', () => {
  it('wins over the end of its time, and takes two others to go', async () => {
    const [held, other] = [await report({ picture: true }), await report()];
    const placed = await call(await as(1, 'legal'), 'POST', 'holds', hold({ recordId: held }));
    expect(placed).toMatchObject({ status: 200, body: { recordId: held, can: [], releasedAt: null } });
    await night(120);
    expect([await isKept(held), await count('media', held), await count('messages', held)]).toEqual([
      true,
      1,
      1,
    ]);
    expect(await isKept(other)).toBe(false);
    const release = async (member: number, role: string) =>
      call(await as(member, role), 'POST', `holds/${placed.body.id}/releases`, {
        reason: 'The case is closed',
      });
    expect((await release(1, 'legal')).status).toBe(422);
    expect((await release(2, 'counsel')).body).toMatchObject({ releasedAt: null, can: [] });
    expect((await release(2, 'counsel')).status).toBe(422);
    await night();
    expect(await isKept(held)).toBe(true);
    expect((await release(3, 'admin')).body.releasedAt).not.toBeNull();
    expect((await release(4, 'admin')).status).toBe(409);
    await night();
    expect([await isKept(held), await count('media', held)]).toEqual([false, 0]);
  });

  it('covers by place and dates, and a person by what was sent to them', async () => {
    const legal = await as(1, 'legal');
    const id = await report();
    const { zone_id } = await net.tx((ctx) =>
      ctx.tx.selectFrom('reports').select('zone_id').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    const from = new Date(net.clock.now().getTime() - 60_000).toISOString();
    const to = new Date(net.clock.now().getTime() + 60_000).toISOString();
    expect((await call(legal, 'POST', 'holds', hold({ zoneId: zone_id, from, to }))).status).toBe(200);
    expect((await call(legal, 'POST', 'holds', hold({ personId: team[5] }))).body.person).toMatch(/\w/);
    await net.tx((ctx) =>
      send(ctx, [
        { to: { personId: team[5]! }, body: 'Can you go?', language: 'en', purpose: 'ask', subject: newId() },
      ]),
    );
    net.clock.advance(10);
    const later = await report();
    await night(100);
    expect([await isKept(id), await isKept(later)]).toEqual([true, false]);
    const sent = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('id').where('person_id', '=', team[5]!).execute(),
    );
    expect(sent.length).toBeGreaterThan(0);
  });

  it.each([
    [{}, 'body.recordId'],
    [{ recordId: newId() }, 'body.recordId'],
    [{ personId: newId() }, 'body.personId'],
    [{ zoneId: newId() }, 'body.zoneId'],
    [{ from: '2026-02-02T00:00:00Z', to: '2026-02-01T00:00:00Z' }, 'body.to'],
  ])('of %o is refused in words', async (scope, path) => {
    const { status, body } = await call(await as(1, 'legal'), 'POST', 'holds', hold(scope));
    expect([status, body.errors[0].path]).toEqual([400, path]);
  });

  it('is not for operators, and a proof of who one is must be fresh to release', async () => {
    const url = 'holds';
    expect((await call(await as(5, 'operator', 'dispatcher'), 'GET', url)).status).toBe(403);
    const counsel = await as(2, 'counsel');
    const { items } = (await call(counsel, 'GET', `${url}?open=1`)).body;
    net.clock.advance(6);
    const late = await call(counsel, 'POST', `holds/${items[0].id}/releases`, { reason: 'Enough time' });
    expect([late.status, late.body.type]).toEqual([403, '/problems/confirm']);
  });

  it('is placed by the house itself when one of ours is hurt or arrested, not in a drill', async () => {
    const incident = newId();
    for (const [subject, drill] of [
      [incident, false],
      [newId(), true],
    ] as const)
      await net.tx((ctx) =>
        emit(ctx, { kind: 'emergency.raised', subject: newId(), data: { incident: subject, drill } }),
      );
    await net.settle();
    const { items } = (await call(await as(1, 'legal'), 'GET', 'holds')).body;
    expect(items.filter((h: { because: string }) => h.because === 'emergency')).toMatchObject([
      { recordId: incident, by: null, can: ['release'] },
    ]);
  });
});

import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import * as commands from './commands.ts';
import { monthAt } from './rules.ts';

let net: TestNetwork;
let admin: Person;
let coordinator: Person;
let there: { id: string }[];

const post = (url: string, headers: Record<string, string>, payload: object = {}) =>
  net.app.inject({ method: 'POST', url, headers, payload });
const fresh = (person: Person, role: string) => net.signIn([role], person.id);

/** Somebody at the desk for so many minutes from now on, who then left. */
async function sit(personId: string, minutes: number) {
  const [id, startsAt] = [newId(), net.clock.now()];
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const shift = { id, role: 'operator' as const, chapterId: null, personId, startsAt, endsAt };
  await net.tx((ctx) => commands.addShifts(ctx, [shift]));
  await net.tx((ctx) => commands.checkIn(ctx, id, {}), net.actor([], personId));
  net.clock.advance(minutes);
  await net.tx(async (ctx) => {
    const { id: duty } = await ctx.tx
      .selectFrom('duties')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    await commands.endDuty(ctx, (await commands.lockDuty(ctx, duty))!, { as: 'left', shownAt: ctx.now });
  });
}

beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  there = (await settlePeople(net, 10)).slice(0, 3);
  await net.tx(async (ctx) => {
    admin = (await peopleByRole(ctx, 'admin', 1))[0]!;
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!;
  });
  for (const [n, { id }] of there.entries()) await sit(id, 90 + n * 30);
  await net.tx((ctx) =>
    ctx.tx.updateTable('people').set({ call_sign: '=Ámbar Uno' }).where('id', '=', there[0]!.id).execute(),
  );
});

const month = () => monthAt(net.clock.now(), 'America/New_York');
const ask = (headers: Record<string, string>, more: object = {}) =>
  post('/api/v1/exports', headers, {
    ...{ id: newId(), named: false, month: month(), reason: 'To report hours to the fund that pays meals' },
    ...more,
  });

it('hours of a month leave with a reason and a second person, once, safe for a spreadsheet', async () => {
  const one = await fresh(coordinator, 'coordinator');
  const other = await fresh(admin, 'admin');
  const asked = (await ask(one)).json();
  expect(asked).toMatchObject({ state: 'waiting', month: month(), named: false });
  const take = () => post(`/api/v1/exports/${asked.id}/file`, one);
  expect((await take()).statusCode).toBe(409);
  expect((await post(`/api/v1/exports/${asked.id}/decision`, one, { says: 'approve' })).statusCode).toBe(403);
  await post(`/api/v1/exports/${asked.id}/decision`, other, { says: 'approve' });
  const { file, text } = (await take()).json() as { file: string; text: string };
  expect((await take()).statusCode).toBe(409);
  expect(file).toBe(`hours-${month()}-${asked.id.slice(-8)}.csv`);
  expect(text[0]).toBe('\ufeff');
  const [head, ...lines] = text.slice(1).trimEnd().split('\r\n');
  expect(head).toBe(
    '"export","call sign","month","hours","operator","dispatcher","verifier","interpreter","legal","medic","at night","nights","breaks"',
  );
  const cells = lines.map((line) => line.slice(1, -1).split('","'));
  const mine = cells.find((c) => c[1] === "'=Ámbar Uno")!;
  expect(mine.slice(2, 6)).toEqual([month(), '1.50', '1.50', '0.00']);
  const signs = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('people')
      .select('call_sign')
      .where(
        'id',
        'in',
        there.slice(1).map((p) => p.id),
      )
      .execute(),
  );
  const others = signs.map((p) => cells.find((c) => c[1] === p.call_sign)?.[3]);
  expect(others.sort()).toEqual(['2.00', '2.50']);
  const acts = await net.tx((ctx) =>
    ctx.tx.selectFrom('audit_acts').select(['act', 'data']).where('subject', '=', asked.id).execute(),
  );
  expect(acts.map((a) => a.act)).toEqual(['export.asked', 'export.approved', 'export.taken']);
  expect(acts[0]!.data).toMatchObject({ month: month() });
  expect(acts[2]!.data).toMatchObject({ rows: cells.length });
});

it('hours are by call sign, of a month that there is, for who may read them', async () => {
  const one = await fresh(coordinator, 'coordinator');
  for (const more of [{ named: true }, { month: '2026-13' }, { month: 'all' }, { reason: 'short' }])
    expect((await ask(one, more)).statusCode, JSON.stringify(more)).toBe(400);
  for (const role of ['dispatcher', 'operator', 'trainer'])
    expect((await ask(await net.signIn([role]))).statusCode, role).toBe(403);
});

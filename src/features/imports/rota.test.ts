import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import { issueCertificate } from '../trainings/index.ts';
import { apply, faults, look, map, start, takeFile, undo } from './commands.ts';
import type { Field } from './contract.ts';
import { readDay, readRotaRow, readTime } from './rules.ts';

describe('days and times', () => {
  it.each([
    ['2026-12-03', '2026-12-03'],
    ['12/3/2026', '2026-12-03'],
    ['12/3/26', '2026-12-03'],
    ['3.12.2026', '2026-12-03'],
    ['Dec 3, 2026', '2026-12-03'],
    ['Thursday, December 3rd, 2026', '2026-12-03'],
    ['jueves 3 de diciembre de 2026', '2026-12-03'],
    ['2026年12月3日', '2026-12-03'],
    ['13/3/2026', null],
    ['2026-02-30', null],
    ['Dec 3', null],
    ['soon', null],
    ['', null],
  ])('%j is read as %j', (said, day) => expect(readDay(said)).toBe(day));

  it.each([
    ['18:00', 1080],
    ['18:00:00', 1080],
    ['6 pm', 1080],
    ['6:30 p.m.', 1110],
    ['12 AM', 0],
    ['12pm', 720],
    ['18h30', 1110],
    ['18h', 1080],
    ['1830', 1110],
    ['9', 540],
    ['noon', 720],
    ['24:00', 1440],
    ['13 pm', null],
    ['25:00', null],
    ['18:70', null],
    ['late', null],
    ['', null],
  ])('%j is read as %j', (said, minute) => expect(readTime(said)).toBe(minute));

  it('says which hours the change of clocks leaves out', () => {
    const fields: Field[] = ['callSign', 'day', 'from', 'to'];
    const knowing = {
      ...{ zone: 'America/New_York', now: new Date('2027-03-01T00:00:00Z') },
      byCallSign: new Map([['amber finch', 'p1']]),
      byName: new Map([['ana ruiz', ['p1', 'p2']]]),
    };
    const row = (...cells: string[]) => readRotaRow({ line: 2, cells }, fields, knowing);
    // On 14 March 2027 clocks go from two to three in New York.
    expect(row('Amber Finch', '2027-03-14', '02:30', '06:00').faults).toEqual([
      { line: 2, field: 'from', code: 'gap', taken: false },
    ]);
    expect(row('Amber Finch', '2027-03-13', '22:00', '02:30').faults).toEqual([
      { line: 2, field: 'to', code: 'gap', taken: false },
    ]);
    expect(row('amber finch', '2027-03-13', '22:00', '06:00').seat).toEqual({
      ...{ line: 2, personId: 'p1', day: '2027-03-13', startMinute: 1320, lengthMinutes: 480 },
      role: 'operator',
    });
    const codes = (...cells: string[]) => row(...cells).faults.map((f) => f.code);
    expect(codes('Nobody', '2027-02-30', 'x', '')).toEqual(['nobody', 'day', 'time', 'time']);
    expect(codes('Amber Finch', '2027-02-27', '08:00', '12:00')).toEqual(['past']);
  });
});

describe('a rota sheet', () => {
  let net: TestNetwork;
  let operator: Person;
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 60 });
    operator = (await net.tx((ctx) => peopleByRole(ctx, 'operator', 1)))[0]!;
    // Of a demo's certificates some end before the days of this sheet.
    const certificate = { id: newId(), personId: operator.id, course: 'operator' as const };
    await net.tx((ctx) => issueCertificate(ctx, certificate), net.actor('trainer'));
  });
  const seats = () =>
    net.tx((ctx) =>
      ctx.tx
        .selectFrom('shifts as s')
        .innerJoin('rota_slots as r', (j) => j.onRef('r.id', '=', 's.slot_id'))
        .select(['s.state', 'r.state as slot', 's.starts_at as at', 'r.wanted'])
        .where('s.network_id', '=', ctx.network.id)
        .where('s.person_id', '=', operator.id)
        .where('s.starts_at', '>', new Date('2027-01-01'))
        .orderBy('s.starts_at')
        .execute(),
    );

  it('becomes suggestions in the rota, says who is nobody, and is undone', async () => {
    const admin = net.actor('admin', (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id);
    const id = newId();
    const sheet = [
      'Call sign;Date;Start;End;Role',
      `${operator.callSign};1/20/2027;6 pm;10 pm;operator`,
      `${operator.callSign};1/21/2027;22:00;02:00;`,
      `${operator.callSign};1/20/2027;20:00;23:00;operator`,
      'Nobody Here;1/20/2027;18:00;22:00;operator',
      `${operator.callSign};1/22/2027;18:00;22:00;juggler`,
      `${operator.callSign};1/22/2027;18:00;22:00;legal`,
    ].join('\n');
    const call = await openCall(net.services, net.network, admin, '');
    const { chapterId } = operator;
    await net.tx((ctx) => start(ctx, { id, kind: 'rota', chapterId }), admin);
    const parts = (async function* () {
      yield Buffer.from(sheet);
    })();
    await takeFile(call, id, parts);
    const { columns } = await net.tx((ctx) => look(ctx, id), admin);
    const fields = columns.map((c) => c.field);
    expect(fields).toEqual(['callSign', 'day', 'from', 'to', 'wants']);
    await net.tx((ctx) => map(ctx, id, { fields, header: true }), admin);
    await net.settle();
    const item = async () => (await net.tx((ctx) => look(ctx, id), admin)).item;
    expect(await item()).toMatchObject({ state: 'looked', counts: { rows: 6, new: 3, faulty: 3 } });
    expect(await seats()).toEqual([]);
    await net.tx((ctx) => apply(ctx, id, { tell: false }), admin);
    await net.settle();
    expect(await item()).toMatchObject({ state: 'applied', made: 2, counts: { new: 2, faulty: 4 } });
    const wrong = await net.tx((ctx) => faults(ctx, id, { after: 0, limit: 50 }), admin);
    expect(wrong.items.map((f) => `${f.line} ${f.code}`)).toEqual([
      ...['4 taken', '5 nobody', '6 role', '7 untrained'],
    ]);
    expect(await seats()).toEqual([
      { state: 'draft', slot: 'draft', at: new Date('2027-01-20T23:00:00Z'), wanted: 1 },
      { state: 'draft', slot: 'draft', at: new Date('2027-01-22T03:00:00Z'), wanted: 1 },
    ]);
    await net.tx((ctx) => undo(ctx, id), admin);
    await net.settle();
    expect(await item()).toMatchObject({ state: 'undone', made: 0, stayed: 0 });
    expect((await seats()).every((s) => s.state === 'off' && s.slot === 'cancelled')).toBe(true);
  });
});

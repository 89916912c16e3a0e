import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { type Incoming, receiveReports } from '../hotline/index.ts';
import * as commands from './commands.ts';
import { readPublished as readHoursRoute } from './contract.ts';
import { isOpenAt, openNext, opensNext, runsOf, sameHours, shown } from './rules.ts';
import { hoursText } from './words.ts';

const newYork = 'America/New_York';
const at = (iso: string) => new Date(iso);
const week = [0, 1, 2, 3, 4, 5, 6];
const daily = (from: number, to: number, days = week) => days.map((day) => ({ day, from, to }));

describe('published hours', () => {
  it.each<[string, ReturnType<typeof daily>, string, boolean, string | null]>([
    ['before they begin', daily(480, 1200), '2026-11-24T12:00Z', false, '2026-11-24T13:00Z'],
    ['within', daily(480, 1200), '2026-11-24T15:00Z', true, '2026-11-25T13:00Z'],
    ['at their end', daily(480, 1200), '2026-11-25T01:00Z', false, '2026-11-25T13:00Z'],
    ['past midnight', daily(1200, 120), '2026-11-25T06:30Z', true, '2026-11-26T01:00Z'],
    ['up to midnight', daily(480, 1440), '2026-11-25T05:00Z', false, '2026-11-25T13:00Z'],
    ['all day', daily(0, 0), '2026-11-25T05:00Z', true, null],
    [
      'two that follow each other',
      [...daily(480, 720), ...daily(720, 1200)],
      '2026-11-24T15:00Z',
      true,
      '2026-11-25T13:00Z',
    ],
    [
      'on weekdays, on a Friday evening',
      daily(480, 1200, [0, 1, 2, 3, 4]),
      '2026-11-28T02:00Z',
      false,
      '2026-11-30T13:00Z',
    ],
    ['the night that skips an hour', daily(150, 600), '2027-03-14T06:00Z', false, '2027-03-14T07:00Z'],
    ['the night that has an hour twice', daily(480, 1200), '2026-11-01T04:00Z', false, '2026-11-01T13:00Z'],
    ['none', [], '2026-11-25T05:00Z', false, null],
  ])('%s', (_, windows, now, open, next) => {
    expect(isOpenAt(windows, at(now), newYork)).toBe(open);
    expect(opensNext(windows, at(now), newYork)).toEqual(next && at(next));
  });

  it('are said as one says them', () => {
    const mixed = [...daily(480, 0, [0, 1, 2, 3, 4]), ...daily(0, 0, [6])];
    expect(hoursText('en', mixed)).toMatch(/^Monday to Friday 8:00.AM to 12:00.AM; Sunday 24 hours$/);
    expect(hoursText('es', daily(480, 1200))).toMatch(/^todos los días de 8:00.a\.m\. a 8:00.p\.m\.$/);
    expect(hoursText('zh', daily(0, 0))).toBe('每天 24 小时');
    expect(sameHours(daily(480, 1440))[0]!.spans).toEqual([{ from: 480, to: 0 }]);
    expect(runsOf([0, 1, 2, 5, 6])).toEqual([
      [0, 2],
      [5, 6],
    ]);
  });
});

describe('what to open next', () => {
  const counts = (many: Record<number, number>) =>
    week.flatMap((day) =>
      Object.entries(many).map(([hour, contacts]) => ({ day, hour: Number(hour), contacts, uncovered: 0 })),
    );
  const closed = (day: number, hour: number) => hour >= 8 || day > 6;

  it('is what brings most for the shifts that it takes, and no hour twice', () => {
    // Many at six and seven in the morning, some at two at night.
    const blocks = openNext(counts({ 1: 2, 2: 8, 6: 16, 7: 24 }), 8, closed);
    // At night two sit together.
    expect(blocks.slice(0, 2)).toEqual([
      { days: week, from: 4, to: 8, contacts: 35, seats: 14 },
      { days: week, from: 0, to: 4, contacts: 8.8, seats: 14 },
    ]);
    const hours = blocks.flatMap(({ days, from, to }) =>
      days.flatMap((day) => Array.from({ length: to - from }, (_, n) => (day * 24 + from + n) % 168)),
    );
    expect(new Set(hours).size).toBe(hours.length);
    for (const { from, to } of blocks) for (let h = from; h < to; h++) expect(h % 24).toBeLessThan(8);
  });

  it('is nothing where all is open, or too few came to say', () => {
    expect(openNext(counts({ 2: 100 }), 8, () => true)).toEqual([]);
    expect(openNext([{ day: 0, hour: 3, contacts: 4, uncovered: 4 }], 8, () => false)).toEqual([]);
  });

  it('shows no small number', () => {
    expect([0, 1, 4, 5].map((n) => shown(n, 5))).toEqual([0, null, null, 5]);
  });
});

describe('in a network', () => {
  let net: TestNetwork;
  const coordinator = () => net.actor('coordinator');
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 60 });
  });

  const page = async (url: string) => (await net.app.inject({ url, headers: { accept: 'text/html' } })).body;

  it('hours are set by who plans, and read by residents in their language, with when they begin again', async () => {
    const set = (windows: ReturnType<typeof daily>, actor = coordinator()) =>
      net.tx((ctx) => commands.publishHours(ctx, windows), actor);
    await expect(set(daily(480, 1200), net.actor('operator'))).rejects.toMatchObject({ status: 403 });
    const over = [...daily(480, 1200, [2]), ...daily(600, 700, [2])];
    await expect(set(over)).rejects.toThrow(/lie over each other/);
    await expect(set([...daily(0, 0, [2]), ...daily(600, 700, [2])])).rejects.toThrow(/lie over each other/);
    await set(daily(480, 1080));
    // It is 18:30.
    expect(await page('/en')).toMatch(
      /A person answers calls every day 8:00.AM to 6:00.PM\s*<br>Closed now, until 8:00.AM: you can write/,
    );
    expect(await page('/es/call')).toMatch(
      /Una persona atiende las llamadas todos los días de 8:00.a\.m\. a 6:00.p\.m\./,
    );
    expect(await net.tx(commands.deskOpensAt)).toEqual(at('2026-11-24T13:00Z'));
    await set(daily(480, 1200));
    expect(await page('/en')).not.toContain('Closed now');
    // Open by its hours, so that the next shift is what to wait for.
    expect(await net.tx(commands.deskOpensAt)).toEqual(at('2026-11-24T05:00Z'));
    await set([]);
    expect(await page('/en')).not.toContain('A person answers calls');
    const desk = await net.signIn(['operator']);
    const read = await net.app.inject({ url: readHoursRoute.path, headers: desk });
    expect(read.json()).toEqual({ windows: [], text: null, can: [] });
    expect((await net.app.inject({ url: readHoursRoute.path })).statusCode).toBe(401);
  });

  it('counts who comes, each once, by the hour and way, and whether an operator was there; drills and floods not', async () => {
    const before = await net.tx(commands.readRamp, coordinator());
    const report = (more: Partial<Incoming>): Incoming => ({
      ...{
        id: newId(),
        door: 'web' as const,
        language: 'en',
        tense: 'now' as const,
        kind: 'sighting' as const,
      },
      ...{ origin: Buffer.from(newId()), what: 'two vans', where: {}, ...more },
    });
    await net.tx((ctx) =>
      receiveReports(ctx, [
        report({}),
        report({ door: 'sms' }),
        report({ door: 'desk' }),
        report({ drill: true }),
      ]),
    );
    await net.settle();
    const rows = await net.tx((ctx) =>
      ctx.tx.selectFrom('contact_hours').selectAll().where('day', '=', '2026-11-23').execute(),
    );
    const kept = rows.map(({ hour, way, contacts, uncovered }) => ({ hour, way, contacts, uncovered }));
    expect(kept.sort((a, b) => a.way.localeCompare(b.way))).toEqual([
      { hour: 18, way: 'text', contacts: 1, uncovered: 0 },
      { hour: 18, way: 'web', contacts: 1, uncovered: 0 },
    ]);
    // Today is not in the picture yet; tomorrow it is.
    expect(await net.tx(commands.readRamp, coordinator())).toEqual(before);
    net.clock.advance(24 * 60);
    const after = await net.tx(commands.readRamp, coordinator());
    expect(after.cells).toHaveLength(168);
    expect(after.total).toBeGreaterThan(100);
    for (const { contacts } of after.cells)
      expect(contacts === null || contacts === 0 || contacts >= 5).toBe(true);
    await expect(net.tx(commands.readRamp, net.actor('operator'))).rejects.toMatchObject({ status: 403 });
    net.clock.advance(500 * 24 * 60);
    await net.tx(commands.forgetCounts);
    const left = await net.tx((ctx) => ctx.tx.selectFrom('contact_hours').select('day').execute());
    expect(left).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { readCalendar as read } from '../../../test/calendar.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { peopleByRole, suspend } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import { addCalendar, type CalendarFeed, endCalendar, listCalendars } from './contract.ts';

describe('a link', () => {
  let net: TestNetwork;
  let verifier: string;
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 240 });
    verifier = await net.tx(async (ctx) => (await peopleByRole(ctx, 'verifier', 1))[0]!.id);
  });

  async function make(headers: object, kind: CalendarFeed['kind'], more: object = {}) {
    const payload = { id: newId(), kind, ...more };
    const made = await net.app.inject({
      ...{ method: 'POST', url: addCalendar.path, headers: { ...headers }, payload },
    });
    return { status: made.statusCode, feed: made.json() as CalendarFeed };
  }
  const fetch = (url: string) => net.app.inject({ url: new URL(url).pathname });
  const coordinatorId = () => net.tx(async (ctx) => (await peopleByRole(ctx, 'coordinator', 1))[0]!.id);
  const dispatcher = () => net.tx(async (ctx) => (await peopleByRole(ctx, 'dispatcher', 1))[0]!.id);

  it('gives a person their shifts, keeps each entry’s id, and cancels what is off', async () => {
    const me = await net.signIn([], verifier, 'field');
    const { feed } = await make(me, 'person');
    const first = await fetch(feed.url);
    expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const before = read(first.body);
    expect(before.name).toContain(net.network.name);
    expect(before.events.length).toBeGreaterThan(3);
    const next = before.events.find((e) => e.from > new Date(+net.clock.now() + 72 * 3_600_000))!;
    const shiftId = next.uid.split('@')[0]!;
    const actor = net.actor([], verifier);
    await net.tx((ctx) => commands.giveBack(ctx, shiftId, newId()), actor);
    const after = read((await fetch(feed.url)).body).events.find((e) => e.uid === next.uid)!;
    expect(after.status).toBe('CANCELLED');
    expect(after.sequence).toBeGreaterThan(next.sequence);
  });

  it('gives the desk how many, and names nobody; a seat counts its entry up', async () => {
    const headers = await net.signIn(['dispatcher'], await dispatcher());
    const { feed } = await make(headers, 'desk');
    const before = read((await fetch(feed.url)).body).events;
    expect(before.length).toBeGreaterThan(100);
    for (const { summary } of before.slice(0, 20)) expect(summary).toMatch(/^(▲ )?[a-z ]+: \d of \d/i);
    const short = before.find((e) => e.summary.startsWith('▲') && e.from > net.clock.now())!;
    const slotId = short.uid.split('@')[0]!;
    await net.tx(async (ctx) => {
      const [one] = await commands.fitting(ctx, slotId);
      await commands.addSeat(ctx, slotId, { id: newId(), personId: one!.personId });
    });
    const after = read((await fetch(feed.url)).body).events.find((e) => e.uid === short.uid)!;
    expect(after.sequence).toBeGreaterThan(short.sequence);
    expect(after.summary).not.toBe(short.summary);
  });

  it('is kept as a hash, shown to its owner again, ended at once, and good for nobody else', async () => {
    const me = await net.signIn([], verifier, 'field');
    const { feed } = await make(me, 'person');
    const token = feed.url.split('/').at(-1)!.replace('.ics', '');
    const rows = await net.tx((ctx) =>
      ctx.tx.selectFrom('calendar_feeds').select('token_hash').where('id', '=', feed.id).execute(),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    const list = await net.app.inject({ url: listCalendars.path, headers: me });
    expect(list.json().items.map((f: CalendarFeed) => f.url)).toContain(feed.url);
    const url = endCalendar.path.replace(':id', feed.id);
    const stranger = await net.signIn(
      ['operator'],
      await net.tx(async (ctx) => (await peopleByRole(ctx, 'operator', 1))[0]!.id),
    );
    const refused = await net.app.inject({ method: 'POST', url, headers: stranger, payload: {} });
    expect(refused.statusCode).toBe(404);
    expect((await fetch(feed.url)).statusCode).toBe(200);
    await net.app.inject({ method: 'POST', url, headers: me, payload: {} });
    expect((await fetch(feed.url)).statusCode).toBe(404);
    expect((await net.app.inject({ url: '/calendars/nothing.ics' })).statusCode).toBe(404);
    expect((await net.app.inject({ url: '/calendars/' })).statusCode).toBe(404);
  });

  it('of the desk is refused to who has no part in it, and ends for who is suspended', async () => {
    const id = await net.tx(async (ctx) => (await peopleByRole(ctx, 'observer', 9)).at(-1)!.id);
    const member = await net.signIn([], id, 'field');
    expect((await make(member, 'desk')).status).toBe(403);
    const { feed } = await make(member, 'person');
    for (let n = 0; n < 9; n++) await make(member, 'person');
    expect((await make(member, 'person')).status).toBe(422);
    await net.tx(
      (ctx) => suspend(ctx, { id: newId(), personId: id, reason: 'a reason' }),
      net.actor('admin'),
    );
    expect((await fetch(feed.url)).statusCode).toBe(404);
  });

  it('gives a chapter its own shifts alone, over both changes of clocks, and ends like the others', async () => {
    const personId = await coordinatorId();
    const headers = await net.signIn(['coordinator'], personId);
    const [ours, theirs] = await net.tx(chapters);
    const { feed } = await make(headers, 'chapter', { chapterId: ours!.id });
    expect((await make(headers, 'chapter', { chapterId: newId() })).status).toBe(404);
    const night = (day: string, chapterId: string) =>
      net.tx(
        (ctx) =>
          commands.addSlot(ctx, {
            ...{ id: newId(), role: 'operator' as const, chapterId, minimum: 1, wanted: 2, languages: [] },
            ...{ day, startMinute: 20 * 60, lengthMinutes: 12 * 60 },
          }),
        net.actor('admin'),
      );
    // Far ahead in time, so that the clock has to move to see the second.
    const spring = await night('2027-03-13', ours!.id);
    await night('2027-03-13', theirs!.id);
    const autumn = await night('2027-11-06', ours!.id);
    const hoursOf = async (moment: string) => {
      net.clock.advance((+new Date(moment) - +net.clock.now()) / 60_000);
      return read((await fetch(feed.url)).body).events.map((e) => [
        e.uid.split('@')[0],
        e.from.toISOString(),
        e.to.toISOString(),
      ]);
    };
    expect(await hoursOf('2027-03-01T12:00Z')).toEqual([
      [spring.id, '2027-03-14T01:00:00.000Z', '2027-03-14T12:00:00.000Z'],
    ]);
    expect(await hoursOf('2027-11-01T12:00Z')).toEqual([
      [autumn.id, '2027-11-07T00:00:00.000Z', '2027-11-07T13:00:00.000Z'],
    ]);
    const url = endCalendar.path.replace(':id', feed.id);
    // The session of a year ago is over.
    const again = await net.signIn(['coordinator'], personId);
    await net.app.inject({ method: 'POST', url, headers: again, payload: {} });
    expect((await fetch(feed.url)).statusCode).toBe(404);
  });
});

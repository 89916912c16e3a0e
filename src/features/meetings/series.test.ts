import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { minuteAt } from '../../platform/wall.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import * as commands from './commands.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

let net: TestNetwork;
let members: Person[];
let coordinator: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60, settings: { url: 'https://line.test' } });
  await net.tx(async (ctx) => {
    members = await peopleByRole(ctx, 'observer', 4);
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!.id;
  });
});

const boss = () => net.actor('coordinator', coordinator);
const read = (id: string) => net.tx((ctx) => commands.readMeeting(ctx, id, 'https://line.test'), boss());
const save = (plan: commands.Planned, by = boss()) => net.tx((ctx) => commands.saveMeeting(ctx, plan), by);
const day = 24 * 60;

const item = (title: string) => ({ id: newId(), title, minutes: 10, ownerId: null, ownerName: null });

/** Four meetings, a week apart. */
async function series(title: string) {
  const startsAt = plusMinutes(net.clock.now(), 3 * day);
  const plan: commands.Planned = {
    ...{
      id: newId(),
      chapterId: null,
      audience: 'public',
      press: 'open',
      languages: ['en'],
      interpreted: [],
    },
    ...{ startsAt, endsAt: plusMinutes(startsAt, 120), capacity: null, doors: 1, quorum: null },
    details: { title, about: '', place: 'Library', link: null, access: '', handouts: [] },
    items: [item('Welcome'), item('Rota')],
  };
  const ids = [plan.id, newId(), newId(), newId()] as const;
  await save({ ...plan, repeat: { every: 'week', ids: ids.slice(1) } });
  return { plan, ids };
}

/** The plan of one of them, as the desk has it. */
async function planOf(id: string): Promise<commands.Planned> {
  const { startsAt, endsAt, items, following: _, ...rest } = await read(id);
  return { ...rest, startsAt: new Date(startsAt), endsAt: new Date(endsAt), items };
}

const come = (id: string, person: Person) =>
  net.tx((ctx) => commands.answerMine(ctx, id, { coming: true, access: '' }), net.actor([], person.id));

/** What one person was told of a meeting by this name, in order. */
async function told(person: Person, title: string): Promise<string[]> {
  await net.settle();
  return net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('messages')
      .select(['id', 'body'])
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', person.id)
      .where('purpose', '=', 'meeting')
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows
      .map(({ id, body }) => ctx.vault.decrypt<string>(body, { record: id, field: 'body' }))
      .filter((body) => body.includes(title));
  });
}

const clock = (iso: string) => minuteAt(new Date(iso), net.network.timeZone);

describe('a series of meetings', () => {
  it('is changed from one on: what changed is carried, what one has of its own stays, and who comes is told once', async () => {
    const { ids } = await series('Block evening');
    const [, second, third, fourth] = ids;
    const [often, once, early] = members as [Person, Person, Person];
    for (const id of ids) await come(id, often);
    await come(fourth, once);
    await come(ids[0], early);
    const own = await planOf(fourth);
    await save({ ...own, capacity: 40, items: [...own.items, item('Elections')] });

    const plan = await planOf(second);
    const at = plusMinutes(plan.startsAt, 45);
    const changed: commands.Planned = {
      ...{ ...plan, press: 'closed', startsAt: at, endsAt: plusMinutes(at, 90), following: true },
      details: { ...plan.details, place: 'Church hall' },
      items: [{ ...plan.items[1]!, title: 'Rota of winter' }, item('News')],
    };
    expect((await read(second)).following).toBe(2);
    await save(changed);
    const [first, ...rest] = await Promise.all(ids.map(read));
    expect([first!.press, first!.place, clock(first!.startsAt)]).toEqual(['open', 'Library', 18 * 60 + 30]);
    for (const m of rest)
      expect([m.press, m.place, clock(m.startsAt), m.lengthMinutes]).toEqual([
        ...['closed', 'Church hall', 19 * 60 + 15, 90],
      ]);
    expect(rest.map((m) => m.capacity)).toEqual([null, null, 40]);
    expect(rest.map((m) => m.items.map((i) => i.title))).toEqual([
      ['Rota of winter', 'News'],
      ['Rota of winter', 'News'],
      ['Rota of winter', 'News', 'Elections'],
    ]);
    const [all] = await told(often, 'Block evening');
    expect(all).toMatch(/has changed\. The dates that you come to are now:(\n.*7:15\sPM, Church hall){3}$/);
    expect(await told(once, 'Block evening')).toEqual([
      expect.stringMatching(/has changed\. It is now .*7:15\sPM, Church hall\.$/),
    ]);
    expect(await told(early, 'Block evening')).toEqual([]);

    // Sent again, as by a line that broke: nothing is another, and nobody hears of it again.
    const { changes } = await read(third);
    await save(changed);
    expect((await read(third)).changes).toBe(changes);
    expect(await told(often, 'Block evening')).toHaveLength(1);
  });

  it('stays as it is but for the one that was changed, where nothing else was asked for', async () => {
    const { plan, ids } = await series('Quiet evening');
    await save({ ...(await planOf(plan.id)), details: { ...plan.details, place: 'School' } });
    expect(await Promise.all(ids.map(async (id) => (await read(id)).place))).toEqual([
      ...['School', 'Library', 'Library', 'Library'],
    ]);
  });

  it('is refused as a whole where one of them is another’s, or would be nowhere', async () => {
    const { plan, ids } = await series('Shared evening');
    const { chapterId } = members[0]!;
    const other = { ...boss(), roles: [{ role: 'coordinator', chapterId: newId() }] };
    await save({ ...(await planOf(ids[2])), chapterId });
    const moved = { ...(await planOf(plan.id)), press: 'closed' as const, following: true };
    expect(await status(save(moved, other))).toBe(403);
    expect(
      await status(net.tx((ctx) => commands.cancelMeeting(ctx, plan.id, { following: true }), other)),
    ).toBe(403);
    const online = { ...plan.details, link: 'https://meet.test/1' };
    await save({ ...(await planOf(plan.id)), details: online });
    const gone = { ...(await planOf(plan.id)), details: { ...online, place: '' }, following: true };
    expect(await status(save(gone))).toBe(400);
    for (const id of ids)
      expect(await read(id)).toMatchObject({ press: 'open', place: 'Library', state: 'planned' });
  });

  it('is called off from one on, and who comes to several is told once', async () => {
    const { ids } = await series('Last evening');
    const [often, once] = members as [Person, Person];
    for (const id of ids) await come(id, often);
    await come(ids[3], once);
    const off = () => net.tx((ctx) => commands.cancelMeeting(ctx, ids[1], { following: true }), boss());
    await off();
    await off();
    const states = await Promise.all(ids.map(async (id) => (await read(id)).state));
    expect(states).toEqual(['planned', 'cancelled', 'cancelled', 'cancelled']);
    expect(await told(often, 'Last evening')).toEqual([
      expect.stringMatching(/is called off on the dates .*:(\n.*6:30\sPM){3}$/),
    ]);
    expect(await told(once, 'Last evening')).toEqual([expect.stringMatching(/6:30\sPM, is called off\.$/)]);
  });

  it('reminds anew of another day whoever was reminded of the one before', async () => {
    const { plan } = await series('Moved evening');
    const who = members[3]!;
    await come(plan.id, who);
    net.clock.advance(2 * day + 60);
    await net.tx(commands.remindGuests);
    const reminders = () =>
      net.tx((ctx) =>
        ctx.tx
          .selectFrom('messages')
          .select('id')
          .where('network_id', '=', ctx.network.id)
          .where('person_id', '=', who.id)
          .where('purpose', '=', 'meeting_reminder')
          .execute(),
      );
    const before = await reminders();
    const kept = await planOf(plan.id);
    const [startsAt, endsAt] = [plusMinutes(kept.startsAt, 3 * day), plusMinutes(kept.endsAt, 3 * day)];
    await save({ ...kept, startsAt, endsAt });
    net.clock.advance(3 * day);
    await net.tx(commands.remindGuests);
    expect([before.length, (await reminders()).length]).toEqual([1, 2]);
  });
});

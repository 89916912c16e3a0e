import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { features } from '../../src/composition.ts';
import * as meetings from '../../src/features/meetings/commands.ts';
import { chapters } from '../../src/features/places/index.ts';
import * as trainings from '../../src/features/trainings/commands.ts';
import type { Plan } from '../../src/features/trainings/contract.ts';
import { modulesOf, partsOf } from '../../src/features/trainings/rules.ts';
import { plusMinutes } from '../../src/platform/clock.ts';
import { emit } from '../../src/platform/events/index.ts';
import { newId } from '../../src/platform/id.ts';
import { dayAt, minuteAt } from '../../src/platform/wall.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { type Neighbour, settlePeople } from '../village.ts';

/** One person signed up twice: both halves of what they did are one person's, and part again when that was a mistake. */
let net: TestNetwork;
let [kept, gone, next]: Neighbour[] = [];
beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  [kept, gone, next] = await settlePeople(net, 3);
});

const parts = modulesOf('rights').map(({ id }) => id);
const whole = partsOf('rights');
const credit = (who: Neighbour, modules: string[]) =>
  net.tx((ctx) => trainings.credit(ctx, { personId: who.id, course: 'rights', modules, how: 'session' }));

async function session(who: Neighbour[], capacity: number): Promise<string> {
  const id = newId();
  const [day, now] = [
    dayAt(net.clock.now(), net.network.timeZone),
    minuteAt(net.clock.now(), net.network.timeZone),
  ];
  await net.tx(async (ctx) => {
    const plan: Plan = {
      ...{
        ids: [id],
        everyWeeks: 1,
        course: 'rights',
        modules: parts,
        chapterId: (await chapters(ctx))[0]!.id,
      },
      ...{ form: 'place', place: '12 Elm Street', link: null, capacity, languages: ['en'], access: [] },
      ...{ trainers: [], day, startMinute: Math.min(now + 240, 1439), lengthMinutes: 60 },
    };
    await trainings.planSessions(ctx, plan);
  }, net.actor('trainer'));
  for (const { id: personId } of who) {
    const asked = { id: newId(), sessionId: id, personId, language: 'en', needs: [] };
    await net.tx((ctx) => trainings.register(ctx, asked));
    net.clock.advance(1);
  }
  return id;
}

async function meeting(who: Neighbour[]): Promise<string> {
  const id = newId();
  const startsAt = plusMinutes(net.clock.now(), 300);
  const details = { title: 'Evening', about: '', place: 'Library', link: null, access: '', handouts: [] };
  await net.tx(
    (ctx) =>
      meetings.saveMeeting(ctx, {
        ...{ id, chapterId: null, audience: 'public', press: 'open', languages: ['en'], interpreted: [] },
        ...{ startsAt, endsAt: plusMinutes(startsAt, 90), capacity: 2, doors: 1, quorum: null, details },
        items: [],
      }),
    net.actor('admin'),
  );
  for (const one of who)
    await net.tx((ctx) => meetings.answerMine(ctx, id, { coming: true, access: '' }), net.actor([], one.id));
  return id;
}

const rowsOf = (who: Neighbour) =>
  net.tx(async (ctx) => {
    const found: Record<string, unknown[]> = {};
    for (const { table, column } of features.flatMap((f) => f.belongings ?? []))
      found[`${table}.${column}`] = (
        await sql`select * from ${sql.table(table)} t where network_id = ${ctx.network.id}
          and ${sql.ref(column)} = ${who.id} order by to_jsonb(t)::text`.execute(ctx.tx)
      ).rows;
    return found;
  });
const seatsIn = (sessionId: string) =>
  net.tx(async (ctx) => {
    const { rows } = await sql<{
      state: string;
      person_id: string;
    }>`select person_id, state from registrations
      where network_id = ${ctx.network.id} and session_id = ${sessionId}`.execute(ctx.tx);
    return Object.fromEntries(rows.map((r) => [r.person_id, r.state]));
  });
const comingTo = (meetingId: string) =>
  net.tx(async (ctx) => {
    const { rows } = await sql<{ id: string }>`select person_id as id from meeting_guests
      where network_id = ${ctx.network.id} and meeting_id = ${meetingId} and coming order by person_id`.execute(
      ctx.tx,
    );
    return rows.map((r) => r.id);
  });
const certified = async (who: Neighbour) =>
  ((await net.tx((ctx) => trainings.currentCertificates(ctx, [who.id]))).get(who.id) ?? [])
    .map((c) => c.course)
    // Everybody in the village is an observer.
    .filter((course) => course !== 'observer');
async function tell(kind: 'person.merged' | 'person.parted', merge: string): Promise<void> {
  const data = { person: kept!.id, gone: gone!.id, merge };
  await net.tx((ctx) => emit(ctx, { kind, subject: kept!.id, data }));
  await net.settle();
}

it('gives who stays what both had, nothing twice, and gives it back', async () => {
  const [a, b, c] = [kept!, gone!, next!];
  await credit(a, whole.slice(1));
  await credit(b, whole.slice(0, 2));
  await net.tx(
    (ctx) => trainings.issueCertificate(ctx, { id: newId(), personId: b.id, course: 'firstaid' }),
    net.actor('trainer'),
  );
  const alone = await session([b], 3);
  const swapped = await session([b, a, c], 1);
  const double = await session([a, b, c], 2);
  const both = await meeting([a, b]);
  const [team, need] = [newId(), newId()];
  await net.tx(async (ctx) => {
    const network_id = ctx.network.id;
    const does = ctx.vault.encrypt('Chairs', { record: team, field: 'does' });
    await ctx.tx
      .insertInto('teams')
      .values({ network_id, id: team, name: 'Hall', does, made_at: ctx.now })
      .execute();
    const member = { network_id, team_id: team, since: ctx.now };
    await ctx.tx
      .insertInto('team_members')
      .values([
        { ...member, person_id: a.id, part: 'asking' },
        { ...member, person_id: b.id, part: 'lead' },
      ])
      .execute();
    await ctx.tx
      .insertInto('findable_people')
      .values({ network_id, person_id: b.id, skills: ['hall'], since: ctx.now })
      .execute();
    const asked = { network_id, id: need, by_person: c.id, at: ctx.now, need: '{}', fit: 2 };
    await ctx.tx.insertInto('needs').values(asked).execute();
    await ctx.tx
      .insertInto('need_people')
      .values([a, b].map((one, n) => ({ network_id, need_id: need, person_id: one.id, n: n + 1 })))
      .execute();
    for (const [from, to] of [
      [c, b],
      [a, b],
    ] as const) {
      const id = newId();
      const words = ctx.vault.encrypt('Thank you', { record: id, field: 'words' });
      const thanks = {
        network_id,
        id,
        team_id: team,
        person_id: to.id,
        by_person: from.id,
        at: ctx.now,
        words,
      };
      await ctx.tx.insertInto('team_thanks').values(thanks).execute();
    }
  });
  await net.settle();
  const before = [await rowsOf(a), await rowsOf(b)];

  const merge = newId();
  await tell('person.merged', merge);
  await tell('person.merged', merge);
  expect(await seatsIn(alone)).toEqual({ [a.id]: 'confirmed' });
  expect(await seatsIn(swapped)).toEqual({ [a.id]: 'confirmed', [b.id]: 'cancelled', [c.id]: 'waiting' });
  expect(await seatsIn(double)).toEqual({ [a.id]: 'confirmed', [b.id]: 'cancelled', [c.id]: 'confirmed' });
  expect(await comingTo(both)).toEqual([a.id]);
  expect((await certified(a)).sort()).toEqual(['firstaid', 'rights']);
  expect((await net.tx((ctx) => trainings.currentCertificates(ctx, [b.id]))).size).toBe(0);
  const merged = await rowsOf(a);
  expect(merged['team_members.person_id']).toMatchObject([{ part: 'lead' }]);
  expect(merged['findable_people.person_id']).toMatchObject([{ skills: ['hall'] }]);
  expect(merged['team_thanks.person_id']).toMatchObject([{ by_person: c.id }]);
  expect(merged['need_people.person_id']).toHaveLength(1);

  await tell('person.parted', merge);
  expect(await seatsIn(swapped)).toEqual({ [a.id]: 'waiting', [b.id]: 'confirmed', [c.id]: 'waiting' });
  // Whoever waited has the seat now, so of two again one waits.
  expect(await seatsIn(double)).toEqual({ [a.id]: 'confirmed', [b.id]: 'waiting', [c.id]: 'confirmed' });
  expect(await comingTo(both)).toEqual([a.id, b.id].sort());
  expect([await certified(a), await certified(b)]).toEqual([[], ['firstaid']]);
  const after = [await rowsOf(a), await rowsOf(b)];
  // The village gave everybody a certificate as observer without telling; it is marked with the next that is told.
  const told = (rows: unknown[]) => rows.filter((row) => (row as { source?: string }).source !== 'observer');
  for (const [n, was] of before.entries())
    for (const [part, rows] of Object.entries(was)) {
      // Seats were looked at above; a certificate that stood for an hour is kept as taken back, and counts no more.
      if (part === 'registrations.person_id' || part === 'certificates.person_id') continue;
      expect(told(after[n]![part]!), part).toEqual(told(rows));
    }

  await net.tx((ctx) => emit(ctx, { kind: 'person.removed', subject: b.id, data: { person: b.id } }));
  await net.settle();
  const notes = await net.tx((ctx) => sql`select from merged_rows where gone_id = ${b.id}`.execute(ctx.tx));
  expect(notes.rows).toEqual([]);
});

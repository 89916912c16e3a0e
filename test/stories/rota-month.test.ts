import { beforeAll, describe, expect, it } from 'vitest';
import { peopleByRole } from '../../src/features/people/index.ts';
import * as shifts from '../../src/features/shifts/commands.ts';
import type { Actor } from '../../src/platform/context.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';

/**
 * A month of a network of 200: its rota with nights by turns, taken, given back, swapped, somebody sick, somebody removed, a
 * pattern moved, the night that clocks go back, and a morning on which the house was down. Whatever is sent is either named
 * by the story or is a reminder or a digest by the reckoning below, which knows nothing of the house's own.
 */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const zone = 'America/New_York';
const wall = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
const hourOf = (at: number): number => Number(wall.format(at));
const isNight = (at: number): boolean => hourOf(at) >= 22 || hourOf(at) < 8;

const moments = new Map<string, number>();
/** So long before, but not at night: at eight where an hour is left then, otherwise at nine in the evening before. */
function momentOf(begin: number, minutes: number): number {
  const key = `${begin} ${minutes}`;
  const known = moments.get(key) ?? reckon(begin, minutes);
  moments.set(key, known);
  return known;
}
function reckon(begin: number, minutes: number): number {
  const planned = begin - minutes * minuteMs;
  if (!isNight(planned)) return planned;
  const from = planned - (planned % hourMs);
  let morning = from;
  while (isNight(morning)) morning += hourMs;
  if (begin - morning >= hourMs) return morning;
  let evening = from;
  while (hourOf(evening) !== 21) evening -= hourMs;
  return evening;
}

interface Held {
  person: string;
  begin: number;
  since: number;
  last: number;
}
interface Sent {
  person: string;
  purpose: string;
  about: string | null;
  phone: string;
}

let net: TestNetwork;
let boss: Actor;
/** Shifts that stand, as the story knows them after each act. */
const held = new Map<string, Held>();
const chosen = new Map<string, number[]>();
const withoutDigest = new Set<string>();
let desk: string[];
let digests = 0;
let reminders = 0;

const as = <T>(work: Parameters<typeof net.tx<T>>[0], actor: Actor = boss) => net.tx(work, actor);
const by = <T>(person: string, work: Parameters<typeof net.tx<T>>[0]) => net.tx(work, net.actor([], person));
const now = () => +net.clock.now();

beforeAll(async () => {
  // A Monday afternoon in October.
  net = await testNetwork({ volunteers: 200, at: new Date('2026-10-12T18:10:00Z') });
  boss = net.actor('coordinator');
  const parts = await net.tx(async (ctx) => [
    ...(await peopleByRole(ctx, 'coordinator', 400)),
    ...(await peopleByRole(ctx, 'dispatcher', 400)),
    ...(await peopleByRole(ctx, 'operator', 400)),
  ]);
  desk = [...new Set(parts.map((p) => p.id))];
  await look();
  await written();
});

/** Reads how things stand; what is new has been theirs since now. */
async function look() {
  const rows = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('shifts')
      .select(['id', 'person_id', 'starts_at', 'taken_at'])
      .where('state', '=', 'on')
      .where('starts_at', '>', ctx.now)
      .execute(),
  );
  const standing = new Set(rows.map((row) => row.id));
  for (const id of held.keys()) if (!standing.has(id)) held.delete(id);
  for (const { id, person_id, starts_at } of rows) {
    const before = held.get(id);
    if (before) before.begin = +starts_at;
    else held.set(id, { person: person_id, begin: +starts_at, since: now(), last: 0 });
  }
}

const seen = new Set<string>();
/** What was written into the ledger since the last look, handed over to phones. */
async function written(): Promise<Sent[]> {
  await net.settle();
  const rows = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .select(['id', 'person_id', 'purpose', 'subject', 'kind', 'state'])
      .where('network_id', '=', ctx.network.id)
      // Who is chased for a short shift has a story of its own: src/features/escalations/gaps.test.ts.
      .where('purpose', '!=', 'escalation')
      .execute(),
  );
  const fresh = rows.filter((row) => !seen.has(row.id));
  for (const row of fresh) seen.add(row.id);
  for (const row of fresh)
    expect(['sent', 'delivered'], `${row.purpose} by ${row.kind}`).toContain(row.state);
  return fresh.map((row) => ({
    person: row.person_id ?? '',
    purpose: row.purpose,
    about: row.subject,
    phone: row.kind,
  }));
}

const told = (sent: Sent[]) => sent.map((m) => `${m.purpose} ${m.person} ${m.about ?? ''}`).sort();

/** The jobs of this moment, as the timetable runs them; and what they were to send. */
async function tick(expected: string[], today: { sent: boolean }) {
  await net.tx(async (ctx) => {
    await shifts.remind(ctx);
    await shifts.sendDigest(ctx);
  });
  const hour = hourOf(now());
  if (!today.sent && hour >= 9 && hour < 20) {
    today.sent = true;
    digests++;
    for (const id of desk) if (!withoutDigest.has(id)) expected.push(`digest ${id} `);
  }
  if (isNight(now())) return;
  for (const [id, shift] of held) {
    if (shift.begin <= now()) continue;
    const due = (chosen.get(shift.person) ?? [1440, 120])
      .map((minutes) => momentOf(shift.begin, minutes))
      .filter((at) => at <= now() && at > Math.max(shift.since, shift.last));
    if (due.length === 0) continue;
    shift.last = Math.max(...due);
    reminders++;
    expected.push(`shift ${shift.person} ${id}`);
  }
}

/** Lets hours go by, each second looked at on the hour; nothing may be sent but what is due. */
async function pass(hours: number, { down = 0 } = {}) {
  const expected: string[] = [];
  net.clock.advance(60 - (now() % hourMs) / minuteMs);
  if (down > 0) net.clock.advance(down * 60);
  for (let n = 0; n < hours; n += 2) {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now());
    days.set(day, days.get(day) ?? { sent: false });
    await tick(expected, days.get(day)!);
    if (n < hours - 2) net.clock.advance(120);
  }
  net.clock.advance(10);
  expect(told(await written())).toEqual(expected.sort());
  await look();
}
const days = new Map<string, { sent: boolean }>([['2026-10-12', { sent: true }]]);

/** An act of the story, and exactly whom it tells. */
async function act<T>(work: () => Promise<T>, whom: string[]): Promise<T> {
  const done = await work();
  expect((await written()).map((m) => m.person).sort()).toEqual(whom.sort());
  await look();
  await nothingUnshown();
  return done;
}

/** Every hour ahead with too few is short in the digest, and no other: counted from slots and seats one by one. */
async function nothingUnshown() {
  const until = now() + 7 * 24 * hourMs;
  const { slots, seats } = await net.tx(async (ctx) => ({
    slots: await ctx.tx
      .selectFrom('rota_slots')
      .selectAll()
      .where('state', '=', 'published')
      .where('ends_at', '>', ctx.now)
      .where('starts_at', '<', new Date(until))
      .execute(),
    seats: await ctx.tx
      .selectFrom('shifts')
      .selectAll()
      .where('state', '=', 'on')
      .where('learner', '=', false)
      .where('ends_at', '>', ctx.now)
      .where('starts_at', '<', new Date(until))
      .execute(),
  }));
  const { short } = await as(shifts.readDigest);
  const roles = [...new Set(slots.map((s) => s.role))];
  const wrong: string[] = [];
  for (let at = now() + 30 * minuteMs; at < until; at += 3 * hourMs)
    for (const role of roles) {
      const covers = (s: { starts_at: Date; ends_at: Date; role: string }) =>
        s.role === role && +s.starts_at <= at && +s.ends_at > at;
      const needed = slots.filter(covers).reduce((sum, s) => sum + s.minimum, 0);
      const there = new Set(seats.filter(covers).map((s) => s.person_id)).size;
      const shown = short.some((p) => p.role === role && +p.from <= at && +p.to > at && p.filled < p.minimum);
      if (shown !== there < needed) wrong.push(`${role} ${new Date(at).toISOString()} ${there}/${needed}`);
    }
  expect(wrong).toEqual([]);
}

/** A shift of a role that begins so many days from now or later, of somebody who is not in the story yet. */
const used = new Set<string>();
function someones(role: string, daysAhead: number): { id: string; person: string } {
  const begin = now() + daysAhead * 24 * hourMs;
  const found = [...held].find(
    ([id, s]) => s.begin >= begin && !used.has(s.person) && rolesOf.get(id) === role,
  );
  if (!found) throw new Error(`nobody of ${role} has a shift then`);
  used.add(found[1].person);
  return { id: found[0], person: found[1].person };
}
const rolesOf = new Map<string, string>();
const readRoles = async () => {
  const rows = await net.tx((ctx) => ctx.tx.selectFrom('shifts').select(['id', 'role']).execute());
  for (const { id, role } of rows) rolesOf.set(id, role);
};

describe('a month', () => {
  it('begins with people taking what is free, giving back in time, and choosing how they hear of it', async () => {
    await readRoles();
    await nothingUnshown();
    const leaver = someones('verifier', 4);
    await act(() => by(leaver.person, (ctx) => shifts.giveBack(ctx, leaver.id, newId())), []);
    const taker = someones('verifier', 9).person;
    const { open } = await by(taker, (ctx) => shifts.myShifts(ctx, 'en'));
    const free = open.find((o) => o.why.length === 0 && Date.parse(o.startsAt) > now() + 40 * hourMs)!;
    await act(() => by(taker, (ctx) => shifts.take(ctx, { id: newId(), slotId: free.slotId })), []);
    const early = someones('interpreter', 1).person;
    chosen.set(early, [240]);
    await by(early, (ctx) => shifts.setNotices(ctx, { reminders: [240], digest: true, way: null }));
    const [quiet] = desk;
    withoutDigest.add(quiet!);
    chosen.set(quiet!, []);
    await as(
      (ctx) => shifts.setNotices(ctx, { reminders: [], digest: false, way: null }),
      net.actor('operator', quiet),
    );
    await pass(4 * 24);
  });

  it('goes on with a swap, and both are reminded of what they have now', async () => {
    const mine = someones('verifier', 3);
    const others = await by(mine.person, (ctx) => shifts.swapsFor(ctx, mine.id));
    const other = others.find((o) => !used.has(o.personId))!;
    const id = newId();
    const swap = { id, shiftId: mine.id, otherId: other.id };
    await act(() => by(mine.person, (ctx) => shifts.askSwap(ctx, swap)), [other.personId]);
    const both = [mine.person, other.personId];
    await act(() => by(other.personId, (ctx) => shifts.answerSwap(ctx, id, true)), both);
    await pass(3 * 24);
  });

  it('somebody is sick the evening before: the gap is shown, and another takes it', async () => {
    const sick = someones('verifier', 0.5);
    const request = newId();
    await act(() => by(sick.person, (ctx) => shifts.giveBack(ctx, sick.id, request)), []);
    await act(() => as((ctx) => shifts.decide(ctx, request, { approve: true })), [sick.person]);
    const slotId = (
      await net.tx((ctx) =>
        ctx.tx.selectFrom('shifts').select('slot_id').where('id', '=', sick.id).executeTakeFirstOrThrow(),
      )
    ).slot_id!;
    const [other] = await as((ctx) => shifts.fitting(ctx, slotId));
    await act(
      () => as((ctx) => shifts.addSeat(ctx, slotId, { id: newId(), personId: other!.personId })),
      [other!.personId],
    );
    await pass(2 * 24);
  });

  it('somebody is removed in the middle of a shift: the gap is there at once, and nobody writes to them', async () => {
    const on = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('shifts')
        .select(['person_id'])
        .where('role', '=', 'verifier')
        .where('state', '=', 'on')
        .where('starts_at', '<', ctx.now)
        .where('ends_at', '>', ctx.now)
        .execute(),
    );
    const gone = on.find((s) => !desk.includes(s.person_id))!.person_id;
    const admin = await net.signIn(['admin']);
    const url = `/api/v1/people/${gone}/removal`;
    await act(async () => {
      const done = await net.app.inject({ method: 'POST', url, headers: admin, payload: {} });
      expect(done.statusCode, done.body).toBe(200);
    }, []);
    expect([...held.values()].filter((s) => s.person === gone)).toEqual([]);
    await pass(3 * 24);
  });

  it('the house is down over a morning, and says once what it missed', async () => {
    await pass(20);
    await pass(2 * 24, { down: 5 });
  });

  it('a pattern moves by an hour: who sits in it is told, and reminded of the new time', async () => {
    const patterns = await as(shifts.listPatterns);
    const night = patterns.find((p) => p.role === 'dispatcher' && p.minimum === 1 && p.wanted === 1)!;
    const { id, turnNames: _, can: __, ...rest } = night;
    const slots = await net.tx((ctx) =>
      ctx.tx.selectFrom('rota_slots').select(['id', 'starts_at']).where('pattern_id', '=', id).execute(),
    );
    const later = { ...rest, startMinute: rest.startMinute + 60, lengthMinutes: rest.lengthMinutes - 60 };
    const before = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('shifts')
        .select(['person_id', 'starts_at'])
        .where('state', '=', 'on')
        .where(
          'slot_id',
          'in',
          slots.map((s) => s.id),
        )
        .where('starts_at', '>', ctx.now)
        .execute(),
    );
    const midnight = new Date(
      new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now() + 24 * hourMs),
    );
    const concerned = before.filter((s) => +s.starts_at >= +midnight + 4 * hourMs).map((s) => s.person_id);
    expect(concerned.length).toBeGreaterThan(3);
    await act(() => as((ctx) => shifts.changePattern(ctx, id, later)), concerned);
    await pass(24);
  });

  it('clocks go back: the night is longer by an hour, and nobody is told twice', async () => {
    await pass(2 * 24);
    while (now() < Date.parse('2026-11-02T12:00Z')) await pass(24);
    const nights = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('rota_slots')
        .select(['starts_at', 'ends_at'])
        .where('role', '=', 'verifier')
        .where('starts_at', '<', new Date('2026-11-01T06:00Z'))
        .where('ends_at', '>', new Date('2026-11-01T06:00Z'))
        .execute(),
    );
    expect(nights.map((s) => (+s.ends_at - +s.starts_at) / hourMs)).toEqual([9]);
  });

  it('the next weeks are filled by suggestion and published: each is told of each shift', async () => {
    const days = { id: newId(), from: '2026-11-09', to: '2026-11-15' };
    const filled = await as((ctx) => shifts.fill(ctx, days));
    expect(filled.seats.length).toBeGreaterThan(50);
    expect(await written()).toEqual([]);
    await act(
      () => as((ctx) => shifts.publish(ctx, { ...days, id: newId() })),
      // And whoever is suggested to stand by where one sits alone at night is asked.
      [...filled.seats, ...filled.buddies].map((s) => s.personId),
    );
    while (now() < Date.parse('2026-11-12T18:00Z')) await pass(24);
    expect(digests).toBe(31);
    expect(reminders).toBeGreaterThan(800);
  });
});

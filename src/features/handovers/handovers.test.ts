import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { incidentAt, settlePeople } from '../../../test/village.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { acknowledge } from '../escalations/commands.ts';
import { escalate } from '../escalations/index.ts';
import { claim, type Incoming, receiveReports, saveDraft } from '../hotline/commands.ts';
import { lead } from '../incidents/commands.ts';
import * as shifts from '../shifts/commands.ts';
import type { ShiftRole } from '../shifts/contract.ts';
import { askForCall, assign, plan } from '../threads/commands.ts';
import * as commands from './commands.ts';

let net: TestNetwork;
let people: Awaited<ReturnType<typeof settlePeople>>;
let free = 0;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 40 });
  people = await settlePeople(net, 40);
});
// Each test has its own desk: whom the demo has there goes.
beforeEach(() =>
  net.tx(async (ctx) => {
    for (const duty of await shifts.onDuty(ctx)) {
      const locked = await shifts.lockDuty(ctx, duty.id);
      await shifts.endDuty(ctx, locked!, { as: 'left', shownAt: ctx.now });
    }
    await ctx.tx.updateTable('shifts').set({ state: 'off' }).execute();
  }),
);

const next = () => people[free++]!.id;
const minutes = (n: number) => new Date(net.clock.now().getTime() + n * 60_000);
const by = <T>(personId: string, work: Parameters<typeof net.tx<T>>[0], role = 'operator') =>
  net.tx(work, net.actor([role], personId));

/** On a shift from some minutes from now on; checked in where it has begun. */
async function sits(personId: string, from: number, to: number, role: ShiftRole = 'operator') {
  const id = newId();
  const span = { startsAt: minutes(from), endsAt: minutes(to) };
  await net.tx((ctx) => shifts.addShifts(ctx, [{ id, role, chapterId: null, personId, ...span }]));
  if (from <= 0) await by(personId, (ctx) => shifts.checkIn(ctx, id));
  return id;
}
const dutyOf = async (personId: string) =>
  (await net.tx((ctx) => shifts.onDuty(ctx))).find((d) => d.personId === personId);

/** A desk as it is at four in the morning: reports in hand, a form half typed, a promised call, an incident to end, a page answered. */
async function busy(personId: string) {
  const [one, two, called, draft, message] = [newId(), newId(), newId(), newId(), newId()];
  const words = { what: 'A question about rights', tense: 'before', language: 'en', where: {} } as const;
  const report = (id: string): Incoming => ({
    ...{ ...words, id, door: 'web', kind: 'rights', contact: '+12125550147', uncounted: true },
    origin: Buffer.from(id),
  });
  await net.tx((ctx) => receiveReports(ctx, [one, two, called].map(report)));
  const incidentId = await incidentAt(net);
  await net.tx((ctx) => askForCall(ctx, called));
  await by(personId, async (ctx) => {
    await claim(ctx, one);
    await claim(ctx, two);
    await saveDraft(ctx, draft, { what: 'Half a sentence' });
    await assign(ctx, one, personId);
    await plan(ctx, called, minutes(60));
  });
  await by(personId, (ctx) => lead(ctx, incidentId), 'dispatcher');
  await net.tx((ctx) => escalate(ctx, { kind: 'voicemail', subject: message }));
  const { id: page } = await net.tx((ctx) =>
    ctx.tx.selectFrom('escalations').select('id').where('subject', '=', message).executeTakeFirstOrThrow(),
  );
  await by(personId, (ctx) => acknowledge(ctx, page));
  return { reports: [one, two], thread: one, callback: called, draft, incident: incidentId, page };
}
type Busy = Awaited<ReturnType<typeof busy>>;

/** Whose each of these things is now. */
const owners = ({ reports, thread, callback, draft, incident, page }: Busy) =>
  net.tx(async ({ tx }) => {
    const report = await tx
      .selectFrom('reports')
      .select(['claimed_by', 'state'])
      .where('id', 'in', reports)
      .execute();
    const one = <T>(row: T | undefined) => row!;
    return {
      reports: report.map((r) => r.claimed_by),
      states: report.map((r) => r.state),
      thread: one(
        await tx.selectFrom('threads').select('assigned_to').where('id', '=', thread).executeTakeFirst(),
      ).assigned_to,
      callback: one(
        await tx.selectFrom('callbacks').select('by').where('id', '=', callback).executeTakeFirst(),
      ).by,
      draft: one(await tx.selectFrom('report_drafts').select('by').where('id', '=', draft).executeTakeFirst())
        .by,
      incident: one(
        await tx.selectFrom('incidents').select('led_by').where('id', '=', incident).executeTakeFirst(),
      ).led_by,
      page: one(
        await tx.selectFrom('escalations').select('acked_by').where('id', '=', page).executeTakeFirst(),
      ).acked_by,
    };
  });
const allOf = (id: string | null) => ({
  reports: [id, id],
  thread: id,
  callback: id,
  incident: id,
  page: id,
});

describe('a hand-over', () => {
  it('moves everything that is open, ends one duty and begins the other, with one key', async () => {
    const [out, come] = [next(), next()];
    await sits(out, -60, 240);
    const has = await busy(out);
    const { things } = await by(out, commands.mine);
    expect(things.map((t) => t.kind).sort()).toEqual([
      'callback',
      'draft',
      'incident',
      'page',
      'report',
      'report',
      'thread',
    ]);
    const duty = (await dutyOf(out))!;
    await expect(by(come, (ctx) => commands.take(ctx, duty.id))).rejects.toThrow(/has not offered/);
    await by(out, (ctx) => commands.offer(ctx, duty.id, 'The caller from 82nd rings back at six'));
    const [waiting] = await by(come, commands.handovers);
    expect(waiting).toMatchObject({ id: duty.id, state: 'offered', role: 'operator', can: ['take'] });
    await by(come, (ctx) => commands.take(ctx, duty.id));
    await by(come, (ctx) => commands.take(ctx, duty.id));
    expect(await owners(has)).toMatchObject({ ...allOf(come), draft: come });
    expect([await dutyOf(out), (await dutyOf(come))?.role]).toEqual([undefined, 'operator']);
    expect(await by(come, commands.handovers)).toEqual([]);
    expect((await by(come, commands.mine)).things).toHaveLength(7);
  });

  it('of two who take it at once one has it, and the other reads who', async () => {
    const [out, a, b] = [next(), next(), next()];
    await sits(out, -60, 240);
    const has = await busy(out);
    const duty = (await dutyOf(out))!;
    await by(out, (ctx) => commands.offer(ctx, duty.id, undefined));
    const both = await Promise.allSettled([a, b].map((who) => by(who, (ctx) => commands.take(ctx, duty.id))));
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = both[0]!.status === 'fulfilled' ? a : b;
    const { reason } = both.find((r) => r.status === 'rejected') as PromiseRejectedResult;
    expect(reason).toMatchObject({
      status: 409,
      facts: { who: people.find((p) => p.id === winner)!.callSign },
    });
    expect(await owners(has)).toMatchObject(allOf(winner));
  });

  it('of a dispatcher is for a dispatcher, and nobody takes their own', async () => {
    const [out, come] = [next(), next()];
    await sits(out, -60, 240, 'dispatcher');
    const duty = (await dutyOf(out))!;
    await by(out, (ctx) => commands.offer(ctx, duty.id, undefined), 'dispatcher');
    await expect(by(come, (ctx) => commands.take(ctx, duty.id))).rejects.toThrow(/does not allow/);
    await expect(by(out, (ctx) => commands.take(ctx, duty.id), 'dispatcher')).rejects.toThrow(
      /yours already/,
    );
    await by(come, (ctx) => commands.take(ctx, duty.id), 'dispatcher');
    expect((await dutyOf(come))?.role).toBe('dispatcher');
  });

  it('goes to a dispatcher who is here when nobody comes, who is told; to nobody who is not', async () => {
    const [out, dispatcher, away] = [next(), next(), next()];
    await sits(out, -60, 240);
    await sits(dispatcher, -60, 240, 'dispatcher');
    const has = await busy(out);
    const duty = (await dutyOf(out))!;
    const give = (to: string) => by(out, (ctx) => commands.give(ctx, duty.id, to));
    await expect(give(away)).rejects.toThrow(/not on duty/);
    await give(dispatcher);
    await give(dispatcher);
    expect(await owners(has)).toMatchObject({ ...allOf(dispatcher), draft: dispatcher });
    const told = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('person_id').where('purpose', '=', 'handover').execute(),
    );
    expect(told.filter((m) => m.person_id === dispatcher)).toHaveLength(1);
  });

  it('nobody leaves silently: with something open, leaving is refused and says what to do', async () => {
    const [out, come] = [next(), next()];
    const shift = await sits(out, -60, 240);
    await busy(out);
    const duty = (await dutyOf(out))!;
    const refusals = [
      () => by(out, (ctx) => commands.leave(ctx, duty.id)),
      () => by(out, (ctx) => commands.leaveShift(ctx, shift, null)),
    ];
    for (const one of refusals)
      await expect(one()).rejects.toMatchObject({
        status: 409,
        detail: '7 things are still open with you at the desk.',
      });
    await by(out, (ctx) => commands.offer(ctx, duty.id, undefined));
    await by(come, (ctx) => commands.take(ctx, duty.id));
    const calm = next();
    const other = await sits(calm, -60, 240);
    await by(calm, (ctx) => commands.leaveShift(ctx, other, null));
    expect(await dutyOf(calm)).toBeUndefined();
  });
});

/** Without the page: it is asked for again after half an hour, and nobody's by then. */
const lasting = (id: string | null) => {
  const { page: _, ...rest } = allOf(id);
  return rest;
};

describe('a day at the desk', () => {
  it('three shifts handed over, one forgotten, one removed in the middle: nothing lost, and no page that nobody expected', async () => {
    const [a, b, c, d, e, dispatcher] = [next(), next(), next(), next(), next(), next()];
    await sits(dispatcher, 0, 24 * 60, 'dispatcher');
    const first = await sits(a, 0, 240);
    const later = {
      [b]: await sits(b, 240, 480),
      [c]: await sits(c, 480, 720),
      [d]: await sits(d, 720, 960),
    };
    const has = await busy(a);
    const already = new Set(
      await net
        .tx((ctx) => ctx.tx.selectFrom('messages').select('id').execute())
        .then((rows) => rows.map((r) => r.id)),
    );
    const pass = async (until: number) => {
      for (let n = 0; n < until; n += 5) {
        net.clock.advance(5);
        await net.tx(shifts.watchDuties);
      }
      await net.settle();
    };
    const relieve = async (out: string, come: string) => {
      const duty = (await dutyOf(out))!;
      await by(out, (ctx) => commands.offer(ctx, duty.id, 'All quiet'));
      await by(come, (ctx) => shifts.checkIn(ctx, later[come]!));
      await by(come, (ctx) => commands.take(ctx, duty.id));
      expect(await owners(has)).toMatchObject({ ...lasting(come), draft: come });
    };
    await pass(235);
    await relieve(a, b);
    await pass(240);
    await relieve(b, c);
    // C goes home without a word; D comes an hour late and takes over what C forgot.
    await pass(245 + 20);
    expect((await by(dispatcher, commands.handovers, 'dispatcher')).map((h) => h.state)).toEqual(['over']);
    await by(d, (ctx) => shifts.checkIn(ctx, later[d]!));
    await pass(40);
    await by(d, async (ctx) =>
      commands.take(ctx, (await shifts.onDuty(ctx)).find((x) => x.personId === c)!.id),
    );
    expect(await owners(has)).toMatchObject(lasting(d));
    const hours = async (who: string) =>
      (await by(who, (ctx) => shifts.myHours(ctx, 'en'))).months[0]!.minutes;
    // From 3:55 to 8:00 of the eleven hours in between: C was not there until D came.
    expect([await hours(a), await hours(b), await hours(c)]).toEqual([235, 240, 245]);
    // D is removed from the network with everything open.
    await net.tx((ctx) => emit(ctx, { kind: 'person.removed', subject: d, data: { person: d } }));
    await net.settle();
    expect(await owners(has)).toMatchObject({ ...lasting(null), states: ['new', 'new'], draft: d });
    expect(await dutyOf(d)).toBeUndefined();
    const [left] = await by(e, commands.handovers);
    expect(left).toMatchObject({ state: 'unowned', personId: d });
    await by(e, (ctx) => commands.take(ctx, left!.id));
    expect(await owners(has)).toMatchObject({ ...lasting(e), draft: e });
    expect(await by(e, commands.handovers)).toEqual([]);
    const sent = (
      await net.tx((ctx) => ctx.tx.selectFrom('messages').select(['id', 'person_id', 'purpose']).execute())
    ).filter((m) => !already.has(m.id));
    // C is reminded, the dispatcher is told; D, an hour late, is asked, and the dispatcher told.
    expect(
      sent
        .filter((m) => ['shift', 'handover', 'thanks'].includes(m.purpose))
        .map((m) => m.person_id)
        .sort(),
    ).toEqual([c, d].sort());
    expect(first).toBeTruthy();
  });

  it('what somebody took up after a removal stays theirs', async () => {
    const [gone, quick, late] = [next(), next(), next()];
    await sits(gone, -60, 240);
    const has = await busy(gone);
    await net.tx((ctx) => emit(ctx, { kind: 'person.suspended', subject: gone, data: { person: gone } }));
    await net.settle();
    await by(quick, (ctx) => claim(ctx, has.reports[0]!));
    const [left] = await by(late, commands.handovers);
    await by(late, (ctx) => commands.take(ctx, left!.id));
    expect((await owners(has)).reports.sort()).toEqual([quick, late].sort());
  });
});

describe('at the door', () => {
  it('the note is sealed to the desk and read there; routes are for those at the desk', async () => {
    const [out, come] = [next(), next()];
    await sits(out, -60, 240);
    const duty = (await dutyOf(out))!;
    const mine = await net.signIn(['operator'], out);
    const theirs = await net.signIn(['operator'], come);
    const ask = (method: 'GET' | 'PUT' | 'POST', path: string, headers: object, payload?: object) =>
      net.app.inject({
        method,
        url: `/api/v1/${path}`,
        headers: headers as never,
        ...(payload && { payload }),
      });
    expect(
      (await ask('PUT', `handovers/${duty.id}`, mine, { note: 'Ring the church at nine' })).statusCode,
    ).toBe(200);
    expect(
      (await ask('PUT', `handovers/${duty.id}`, mine, { note: 'Ring the church at ten' })).statusCode,
    ).toBe(200);
    const listed = (await ask('GET', 'handovers', theirs)).json();
    expect(JSON.stringify(listed)).not.toContain('church');
    expect((await net.open(theirs, listed)).items[0].note).toBe('Ring the church at ten');
    expect((await ask('PUT', `handovers/${duty.id}`, theirs, {})).statusCode).toBe(404);
    expect((await ask('POST', `handovers/${newId()}/take`, theirs, {})).statusCode).toBe(404);
    expect((await ask('POST', `handovers/nonsense/take`, theirs, {})).statusCode).toBe(400);
    const observer = await net.signIn(['observer']);
    expect((await ask('GET', 'handovers', observer)).statusCode).toBe(403);
    const since = (await ask('GET', 'handovers/since?lang=es', theirs)).json();
    expect(since.lines.length).toBeGreaterThan(0);
    expect(since.lines.length).toBeLessThanOrEqual(10);
    expect((await ask('POST', `handovers/${duty.id}/take`, theirs, {})).json()).toMatchObject({
      state: 'taken',
    });
  });
});

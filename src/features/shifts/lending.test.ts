import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import type { Actor } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import { currentCertificates } from '../trainings/index.ts';
import * as commands from './commands.ts';
import { listLoans, listSurges } from './contract.ts';
import { keeps } from './retention.ts';
import { blocksOf, invited, usualRules } from './rules.ts';

const at = (iso: string) => new Date(iso);

describe('blocks of a surge', () => {
  it.each([
    ['a day', '2026-12-04T00:00Z', '2026-12-05T00:00Z', 6, [6, 6, 6, 6]],
    ['a rest of its own', '2026-12-04T00:00Z', '2026-12-04T13:00Z', 6, [6, 6, 1]],
    ['a rest too short for a shift', '2026-12-04T00:00Z', '2026-12-04T12:20Z', 6, [6, 6 + 1 / 3]],
    ['shorter than a block', '2026-12-04T00:00Z', '2026-12-04T02:00Z', 6, [2]],
    ['over the night with an hour less', '2027-03-14T02:00Z', '2027-03-14T14:00Z', 4, [4, 4, 4]],
  ])('%s', (_, from, until, hours, long) => {
    const blocks = blocksOf(at(from), at(until), hours);
    expect(blocks.map((b) => (+b.endsAt - +b.startsAt) / 3_600_000)).toEqual(long);
    for (const [n, b] of blocks.entries()) if (n > 0) expect(b.startsAt).toEqual(blocks[n - 1]!.endsAt);
  });
});

it('invites as few as the places need, who has the fewest hours first', () => {
  const could = Array.from({ length: 12 }, (_, n) => ({
    personId: String(n).padStart(2, '0'),
    roles: n < 10 ? ['operator'] : ['verifier'],
  }));
  const hours = new Map(could.map((c, n) => [c.personId, n % 2 === 0 ? 40 : n]));
  const asked = invited(
    could,
    new Map([
      ['operator', 1],
      ['verifier', 5],
    ]),
    hours,
  );
  expect(asked.map((c) => c.personId)).toEqual(['01', '03', '05', '07', '10', '11']);
});

describe('in a network', () => {
  let net: TestNetwork;
  /** Two chapters with operators; more of the lender's. */
  let [borrower, lender] = ['', ''];
  let operators: Person[];
  const coordinator = (chapterId: string | null, personId = newId()): Actor => ({
    ...net.actor('coordinator', personId),
    roles: [{ role: 'coordinator', chapterId }],
  });
  const as = <T>(work: Parameters<typeof net.tx<T>>[0], actor: Actor) => net.tx(work, actor);
  const sentAbout = async (subject: string) => {
    const rows = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('person_id').where('subject', '=', subject).execute(),
    );
    return rows.map((r) => r.person_id!);
  };
  const openTo = async (personId: string, slotId: string) => {
    const mine = await as((ctx) => commands.myShifts(ctx, 'en'), net.actor([], personId));
    return mine.open.find((o) => o.slotId === slotId);
  };
  const oneOff = (day: string, chapterId: string) => ({
    ...{
      id: newId(),
      role: 'operator' as const,
      chapterId,
      minimum: 1,
      wanted: 3,
      languages: [] as string[],
    },
    ...{ day, startMinute: 600, lengthMinutes: 120 },
  });

  beforeAll(async () => {
    net = await testNetwork({ volunteers: 240 });
    operators = await net.tx(async (ctx) => {
      const certificates = await currentCertificates(ctx, null);
      const isCertified = (p: Person) =>
        certificates.get(p.id)?.some((c) => c.course === 'operator' && c.expiresAt > at('2026-12-31'));
      return (await peopleByRole(ctx, 'operator', 20)).filter(isCertified);
    });
    const byChapter = [...Map.groupBy(operators, (p) => p.chapterId)].sort(
      (a, b) => b[1].length - a[1].length,
    );
    [lender, borrower] = [byChapter[0]![0], byChapter[1]![0]];
    await as(
      (ctx) => commands.setRules(ctx, { ...usualRules, restMinutes: 0, weekHours: 168 }),
      net.actor('admin'),
    );
  });

  it('a chapter asks, the other’s coordinators are told and agree, and its people may take by the usual rules', async () => {
    const slot = await as((ctx) => commands.addSlot(ctx, oneOff('2026-12-15', borrower)), net.actor('admin'));
    const theirs = operators.filter((p) => p.chapterId === lender);
    const one = theirs[0]!.id;
    const take = (personId: string) =>
      as((ctx) => commands.take(ctx, { id: newId(), slotId: slot.id }), net.actor([], personId));
    expect(await openTo(one, slot.id)).toBeUndefined();
    await expect(take(one)).rejects.toMatchObject({ status: 422, facts: { why: 'chapter' } });
    const loan = {
      ...{ id: newId(), borrowerId: borrower, lenderId: lender, role: 'operator' as const },
      ...{ fromDay: '2026-12-14', untilDay: '2026-12-16' },
    };
    const asker = coordinator(borrower);
    const ask = (change: object, actor = asker) =>
      as((ctx) => commands.askLoan(ctx, { ...loan, ...change }), actor);
    await expect(ask({}, coordinator(lender))).rejects.toMatchObject({ status: 403 });
    await expect(ask({ lenderId: borrower })).rejects.toThrow(/own people already/);
    await expect(ask({ lenderId: newId() })).rejects.toMatchObject({ status: 404 });
    await expect(ask({ untilDay: '2027-12-16' })).rejects.toThrow(/at most 42 days/);
    await expect(ask({ fromDay: '2026-11-01', untilDay: '2026-11-02' })).rejects.toThrow(/are over/);
    expect(await ask({})).toMatchObject({ state: 'asked', free: 3, can: ['end'] });
    expect(await ask({})).toMatchObject({ state: 'asked' });
    const coordinators = await net.tx((ctx) => peopleByRole(ctx, 'coordinator', 50));
    const told = coordinators.filter((p) => p.chapterId === lender).map((p) => p.id);
    expect(told.length).toBeGreaterThan(0);
    expect((await sentAbout(loan.id)).sort()).toEqual(told.sort());

    const decide = (agree: boolean, actor: Actor) =>
      as((ctx) => commands.decideLoan(ctx, loan.id, agree), actor);
    await expect(decide(true, asker)).rejects.toMatchObject({ status: 403 });
    await expect(decide(true, coordinator(newId()))).rejects.toMatchObject({ status: 404 });
    const mine = coordinator(lender);
    expect((await as(commands.listLoans, mine)).map((l) => [l.id, l.can])).toEqual([[loan.id, ['decide']]]);
    expect(await as(commands.listLoans, coordinator(newId()))).toEqual([]);
    expect(await decide(true, mine)).toMatchObject({ state: 'agreed', can: ['end'] });
    expect(await decide(true, mine)).toMatchObject({ state: 'agreed' });
    await expect(decide(false, mine)).rejects.toMatchObject({ status: 409 });

    const name = (await net.tx(chapters)).find((c) => c.id === borrower)!.name;
    expect(await openTo(one, slot.id)).toMatchObject({ why: [], chapter: name });
    expect(await take(one)).toEqual({ state: 'done' });
    // Days before and after it, and other roles, are not lent; training holds as ever.
    const after = await as(
      (ctx) => commands.addSlot(ctx, oneOff('2026-12-17', borrower)),
      net.actor('admin'),
    );
    expect(await openTo(one, after.id)).toBeUndefined();
    const untrained = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 400))).find(
      (p) => p.chapterId === lender && !p.roles.includes('operator'),
    )!;
    await expect(take(untrained.id)).rejects.toMatchObject({ facts: { why: 'certificate' } });
    // Ended, nobody takes more; who has a shift keeps it.
    await as((ctx) => commands.endLoan(ctx, loan.id), asker);
    expect(await as((ctx) => commands.endLoan(ctx, loan.id), mine)).toMatchObject({ state: 'ended' });
    await expect(take(theirs[1]!.id)).rejects.toMatchObject({ facts: { why: 'chapter' } });
    const { seats } = await as((ctx) => commands.readSlot(ctx, slot.id), net.actor('admin'));
    expect(seats.map((s) => s.personId)).toEqual([one]);
  });

  it('a surge lays its shifts over the rota, invites whom nothing keeps, shows in coverage, and ends by itself', async () => {
    const surge = {
      ...{ id: newId(), chapterId: null, blockHours: 6, languages: ['es'] },
      needs: [
        { role: 'operator' as const, seats: 2 },
        { role: 'dispatcher' as const, seats: 1 },
      ],
      from: { day: '2026-12-04', minute: 18 * 60 },
      until: { day: '2026-12-06', minute: 6 * 60 },
    };
    const boss = coordinator(null);
    const before = await as((ctx) => commands.readRota(ctx, '2026-12-05', 1), boss);
    const start = (change: object, actor = boss) =>
      as((ctx) => commands.startSurge(ctx, { ...surge, ...change }), actor);
    await expect(start({}, net.actor('operator'))).rejects.toMatchObject({ status: 403 });
    await expect(start({ until: surge.from })).rejects.toThrow(/an hour at least/);
    await expect(start({ until: { day: '2026-12-30', minute: 0 } })).rejects.toThrow(/at most 14 days/);
    await expect(start({ until: { day: '2026-11-01', minute: 0 } })).rejects.toThrow(/over already/);
    await expect(start({ needs: [surge.needs[0], surge.needs[0]] })).rejects.toThrow(/named twice/);
    const made = await start({});
    expect(made.slots).toBe(12);
    expect(made.invited).toBeGreaterThan(10);
    const invited = await sentAbout(surge.id);
    expect(new Set(invited).size).toBe(made.invited);
    expect(await start({})).toMatchObject({ slots: 12, invited: 0 });
    expect(await sentAbout(surge.id)).toHaveLength(made.invited);
    const trained = await net.tx(async (ctx) => [
      ...(await peopleByRole(ctx, 'operator', 400)),
      ...(await peopleByRole(ctx, 'dispatcher', 400)),
    ]);
    for (const id of invited) expect(trained.map((p) => p.id)).toContain(id);

    const during = await as((ctx) => commands.readRota(ctx, '2026-12-05', 1), boss);
    const minimum = (rota: typeof before, role: string) =>
      rota.pieces.find((p) => p.role === role && p.from <= '2026-12-05T15:00' && p.to > '2026-12-05T15:00')!
        .minimum;
    for (const [role, more] of [
      ['operator', 2],
      ['dispatcher', 1],
    ] as const)
      expect(minimum(during, role)).toBe(minimum(before, role) + more);
    const open = (await as((ctx) => commands.myShifts(ctx, 'en'), net.actor([], invited[0]))).open;
    const own = open.filter((o) => during.slots.some((s) => s.id === o.slotId));
    expect(own.some((o) => o.why.length === 0)).toBe(true);
    expect((await as(commands.listSurges, boss)).map((s) => [s.id, s.can])).toEqual([[surge.id, ['end']]]);

    net.clock.advance((+at('2026-12-06T11:00Z') - +net.clock.now()) / 60_000);
    expect(await as(commands.listSurges, boss)).toEqual([]);
  });

  it('a surge that is ended early takes off what has not begun, and tells who had it', async () => {
    const surge = {
      ...{ id: newId(), chapterId: null, blockHours: 4, languages: [] },
      needs: [{ role: 'operator' as const, seats: 1 }],
      from: { day: '2026-12-06', minute: 8 * 60 },
      until: { day: '2026-12-06', minute: 20 * 60 },
    };
    const boss = coordinator(null);
    await as((ctx) => commands.startSurge(ctx, surge), boss);
    const slots = async () =>
      (await as((ctx) => commands.readRota(ctx, '2026-12-06', 1), boss)).slots.filter(
        (s) =>
          ['13:00', '17:00', '21:00'].some((hour) => s.startsAt === `2026-12-06T${hour}:00.000Z`) &&
          s.wanted === 1 &&
          s.role === 'operator',
      );
    const [first, second] = await slots();
    expect(await slots()).toHaveLength(3);
    for (const { id } of [first!, second!]) {
      const [one] = await as((ctx) => commands.fitting(ctx, id), boss);
      await as((ctx) => commands.addSeat(ctx, id, { id: newId(), personId: one!.personId }), boss);
    }
    net.clock.advance((+at('2026-12-06T14:00Z') - +net.clock.now()) / 60_000);
    await as((ctx) => commands.endSurge(ctx, surge.id), boss);
    expect((await slots()).map((s) => s.id)).toEqual([first!.id]);
    const cancelled = await as((ctx) => commands.readSlot(ctx, second!.id), boss);
    expect(cancelled).toMatchObject({ state: 'cancelled', seats: [] });
    await as((ctx) => commands.endSurge(ctx, surge.id), boss);
  });

  it('goes some time after its last day, one after the other; what goes on stays', async () => {
    const next = (days: number) => new Date(net.clock.now().getTime() + days * 86_400_000);
    for (const name of ['shifts.loans', 'shifts.surges']) {
      const keeping = keeps.find((one) => one.name === name)!;
      await net.tx(async (ctx) => {
        const all = await keeping.due(ctx, next(3650), null, 100);
        expect(all.length, name).toBeGreaterThan(0);
        expect(await keeping.due(ctx, next(3650), { at: all[0]!.about.ended, id: all[0]!.id }, 100)).toEqual(
          all.slice(1),
        );
        expect(await keeping.due(ctx, next(-3650), null, 100)).toEqual([]);
        const ids = all.map(({ id }) => id);
        expect(await keeping.purge(ctx, ids)).toBe(ids.length);
        expect(await keeping.due(ctx, next(3650), null, 100)).toEqual([]);
      });
    }
  });

  it('is the desk’s: routes ask for a part in it', async () => {
    const get = (url: string, headers: object) => net.app.inject({ url, headers: { ...headers } });
    const [operator, boss] = [await net.signIn(['operator']), await net.signIn(['coordinator'])];
    for (const { path } of [listLoans, listSurges]) {
      expect((await get(path, {})).statusCode).toBe(401);
      expect((await get(path, boss)).statusCode).toBe(200);
    }
    expect((await get(listLoans.path, operator)).statusCode).toBe(403);
    expect((await get(listSurges.path, operator)).statusCode).toBe(200);
    const bad = await net.app.inject({
      method: 'POST',
      url: listSurges.path,
      headers: boss,
      payload: { id: 'x' },
    });
    expect(bad.statusCode).toBe(400);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses } from '../channels/index.ts';
import { peopleByRole, suspend } from '../people/index.ts';
import * as commands from './commands.ts';
import { keeps } from './retention.ts';
import { reminderDue, usualRules } from './rules.ts';

const newYork = 'America/New_York';
const at = (iso: string) => new Date(iso);

describe('when a reminder is due', () => {
  // The moment from which on it is due, and one just before.
  it.each([
    ['a day before', '2026-11-25T20:00Z', 1440, '2026-11-24T20:00Z'],
    ['two hours before', '2026-11-25T20:00Z', 120, '2026-11-25T18:00Z'],
    ['of a night shift in the morning before', '2026-11-25T07:00Z', 1440, '2026-11-24T13:00Z'],
    ['of an early shift in the evening before', '2026-11-25T12:00Z', 120, '2026-11-25T02:00Z'],
    ['of one at ten in the morning at eight', '2026-11-25T14:45Z', 120, '2026-11-25T13:00Z'],
    ['of one at half past midnight in the evening before', '2026-11-25T05:30Z', 120, '2026-11-25T02:00Z'],
    ['over the night with an hour less', '2027-03-14T12:00Z', 120, '2027-03-14T02:00Z'],
    ['a day before, over the night with an hour less', '2027-03-14T20:00Z', 1440, '2027-03-13T20:00Z'],
    ['over the night with an hour more', '2026-11-01T12:30Z', 120, '2026-11-01T01:00Z'],
    ['a day before, over the night with an hour more', '2026-11-01T20:00Z', 1440, '2026-10-31T20:00Z'],
    ['on a leap day', '2028-02-29T20:00Z', 1440, '2028-02-28T20:00Z'],
  ])('%s', (_, startsAt, minutes, from) => {
    const shift = { startsAt: at(startsAt), since: null, remindedFor: null };
    const due = (now: Date) => reminderDue(shift, [minutes], now, newYork);
    expect(due(at(from))).toEqual(at(from));
    expect(due(new Date(+at(from) - 60_000))).toBeNull();
    expect(reminderDue({ ...shift, remindedFor: at(from) }, [minutes], at(from), newYork)).toBeNull();
    expect(reminderDue({ ...shift, since: at(from) }, [minutes], at(from), newYork)).toBeNull();
    expect(due(at(startsAt))).toBeNull();
  });

  it('gives what was missed once, the latest of it, and nothing at night', () => {
    const shift = { startsAt: at('2026-11-25T20:00Z'), since: null, remindedFor: null };
    const due = (now: string, remindedFor: Date | null = null) =>
      reminderDue({ ...shift, remindedFor }, [1440, 120], at(now), newYork);
    expect(due('2026-11-25T19:00Z')).toEqual(at('2026-11-25T18:00Z'));
    expect(due('2026-11-25T19:00Z', at('2026-11-25T18:00Z'))).toBeNull();
    // The clock went back: what was given stays given.
    expect(due('2026-11-24T21:00Z', at('2026-11-25T18:00Z'))).toBeNull();
    expect(due('2026-11-25T05:00Z')).toBeNull();
    expect(reminderDue(shift, [], at('2026-11-25T19:00Z'), newYork)).toBeNull();
  });
});

describe('in a network', () => {
  let net: TestNetwork;
  let slotId: string;
  let free: string[];
  const coordinator = () => net.actor('coordinator');
  const by = (personId: string) => net.actor([], personId);

  /** What was sent since the last look, by purpose, as [person, way, words, what it is about]. */
  const seen = new Set<string>();
  async function sent(purpose: string): Promise<[string, string, string, string | null][]> {
    const rows = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('messages')
        .select(['id', 'person_id', 'kind', 'body', 'subject'])
        .where('purpose', '=', purpose)
        .execute(),
    );
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const { id } of rows) seen.add(id);
    return net.tx(async (ctx) =>
      fresh.map((row) => [
        row.person_id!,
        row.kind,
        ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' }),
        row.subject,
      ]),
    );
  }
  /** Moves the clock to a moment of the network's time and does what is due then. */
  async function until(iso: string) {
    net.clock.advance((+at(iso) - +net.clock.now()) / 60_000);
    await net.tx(commands.remind);
    await net.tx(commands.sendDigest);
  }
  /** Who was told of a slot's shifts, and by which way: they have other shifts too. */
  async function toldOf(slot: string): Promise<[string, string][]> {
    const { rows } = await net.tx(async (ctx) => ({
      rows: await ctx.tx.selectFrom('shifts').select('id').where('slot_id', '=', slot).execute(),
    }));
    const ids = new Set(rows.map(({ id }) => id));
    return (await sent('shift')).filter(([, , , about]) => ids.has(about!)).map(([id, way]) => [id, way]);
  }
  const toWhom = async (slot = slotId) => (await toldOf(slot)).map(([id]) => id).sort();

  beforeAll(async () => {
    net = await testNetwork({ volunteers: 240 });
    // Friday 8 PM to 10 PM in New York.
    const slot = await net.tx(
      (ctx) =>
        commands.addSlot(ctx, {
          ...{
            id: newId(),
            role: 'operator' as const,
            chapterId: null,
            minimum: 1,
            wanted: 4,
            languages: [],
          },
          ...{ day: '2026-12-04', startMinute: 20 * 60, lengthMinutes: 120 },
        }),
      net.actor('admin'),
    );
    await net.tx(
      (ctx) => commands.setRules(ctx, { ...usualRules, restMinutes: 0, weekHours: 168, noticeHours: 1 }),
      coordinator(),
    );
    slotId = slot.id;
    free = (await net.tx((ctx) => commands.fitting(ctx, slotId), coordinator())).map((f) => f.personId);
    for (const id of free.slice(0, 4))
      await net.tx((ctx) => commands.take(ctx, { id: newId(), slotId }), by(id));
    await sent('shift');
  });

  it('each is reminded by their way as long before as they chose, once, and who gave back is not', async () => {
    const [plain, picky, quiet, leaving] = free as [string, string, string, string];
    await net.tx((ctx) =>
      addAddresses(ctx, [{ id: newId(), personId: picky, kind: 'email', address: 'a@example.org', rank: 9 }]),
    );
    const choose = (personId: string, chosen: Partial<Parameters<typeof commands.setNotices>[1]>) =>
      net.tx(
        (ctx) => commands.setNotices(ctx, { reminders: [], digest: true, way: null, ...chosen }),
        by(personId),
      );
    const kept = await choose(picky, { reminders: [240, 30, 240], way: 'email' });
    expect(kept).toMatchObject({ reminders: [240, 30], way: 'email', hasDigest: false });
    expect(kept.ways).toContain('email');
    await expect(choose(quiet, { way: 'whatsapp' })).rejects.toMatchObject({ status: 422 });
    await choose(quiet, {});
    const seats = (await net.tx((ctx) => commands.readSlot(ctx, slotId), coordinator())).seats;
    await until('2026-12-04T00:59Z');
    await sent('shift');
    await until('2026-12-04T01:00Z');
    expect(await toWhom()).toEqual([plain, leaving].sort());
    const seat = seats.find((s) => s.personId === leaving)!;
    await net.tx((ctx) => commands.giveBack(ctx, seat.id, newId()), by(leaving));
    await until('2026-12-04T21:00Z');
    expect(await toldOf(slotId)).toEqual([[picky, 'email']]);
    await until('2026-12-04T23:00Z');
    await until('2026-12-04T23:01Z');
    expect(await toWhom()).toEqual([plain]);
    // The clocks go back, and again ahead over both reminders.
    await until('2026-12-04T20:00Z');
    await until('2026-12-05T00:45Z');
    expect(await toWhom()).toEqual([picky]);
  });

  it('after a swap the one who has the shift now is reminded of it', async () => {
    const add = (day: string) =>
      net.tx(
        (ctx) =>
          commands.addSlot(ctx, {
            ...{
              id: newId(),
              role: 'operator' as const,
              chapterId: null,
              minimum: 1,
              wanted: 1,
              languages: [],
            },
            ...{ day, startMinute: 14 * 60, lengthMinutes: 60 },
          }),
        net.actor('admin'),
      );
    const [one, other] = [await add('2026-12-10'), await add('2026-12-20')];
    const could = async ({ id }: { id: string }) =>
      (await net.tx((ctx) => commands.fitting(ctx, id), coordinator())).map((f) => f.personId);
    const [first, second] = [await could(one), await could(other)];
    // Those before have chosen other reminders.
    const both = first.filter((id) => second.includes(id) && !free.slice(0, 4).includes(id));
    const [a, b] = both as [string, string];
    const seatOf = async (slot: string, personId: string) => {
      await net.tx((ctx) => commands.take(ctx, { id: newId(), slotId: slot }), by(personId));
      const { seats } = await net.tx((ctx) => commands.readSlot(ctx, slot), coordinator());
      return seats.find((s) => s.personId === personId)!.id;
    };
    const [shiftId, otherId, id] = [await seatOf(one.id, a), await seatOf(other.id, b), newId()];
    await net.tx((ctx) => commands.askSwap(ctx, { id, shiftId, otherId }), by(a));
    await net.tx((ctx) => commands.answerSwap(ctx, id, true), by(b));
    await until('2026-12-09T18:59Z');
    await sent('shift');
    await until('2026-12-09T19:00Z');
    expect(await toWhom(one.id)).toEqual([b]);
  });

  it('the digest is sent once a day, by daylight, thin things first, in each one’s language, and not to who turned it off', async () => {
    await until('2026-12-11T13:59Z');
    await sent('digest');
    await until('2026-12-11T14:00Z');
    await until('2026-12-11T14:05Z');
    const all = await sent('digest');
    const desk = await net.tx(async (ctx) => ({
      operators: await peopleByRole(ctx, 'operator', 400),
      coordinators: await peopleByRole(ctx, 'coordinator', 400),
      verifiers: await peopleByRole(ctx, 'verifier', 400),
    }));
    const got = new Set(all.map(([id]) => id));
    expect(got.size).toBe(all.length);
    for (const { id } of [...desk.operators, ...desk.coordinators]) expect(got).toContain(id);
    const only = desk.verifiers.filter((v) => !desk.operators.some((o) => o.id === v.id));
    expect(only.some(({ id }) => got.has(id))).toBe(false);
    const words = (lang: string) => all.find(([, , body]) => body.includes(lang))?.[2] ?? '';
    expect(words('Short in')).toMatch(
      /rota of Dec 11, 2026\. Now: .+\. From 4:00.PM: .+\. Short in the next seven days: [\d.,]+ h\. \w{3}, Dec 1\d, .+ \d of \d/,
    );
    expect(words('Faltan')).toMatch(/Ahora: .+ Desde /);
    const one = desk.operators[0]!.id;
    await net.tx(
      (ctx) => commands.setNotices(ctx, { reminders: [], digest: false, way: null }),
      net.actor('operator', one),
    );
    await until('2026-12-12T14:00Z');
    const next = await sent('digest');
    expect(next).toHaveLength(all.length - 1);
    expect(next.map(([id]) => id)).not.toContain(one);
    // A clock that goes back over the morning sends none again; one that jumps over the day sends the next day's.
    await until('2026-12-12T13:00Z');
    await until('2026-12-12T15:00Z');
    await until('2026-12-14T03:00Z');
    expect(await sent('digest')).toEqual([]);
    await until('2026-12-14T18:00Z');
    expect(await sent('digest')).toHaveLength(next.length);
  });

  it('is the same to read at the desk, and to nobody else', async () => {
    const digest = await net.tx(commands.readDigest, net.actor('operator'));
    expect(digest.now.length).toBeGreaterThan(3);
    expect(digest.short.every((p) => p.filled < p.minimum || p.missing.length > 0)).toBe(true);
    expect(+digest.nextAt!).toBeGreaterThan(+net.clock.now());
    await expect(net.tx(commands.readDigest, net.actor([]))).rejects.toMatchObject({ status: 403 });
    const member = await net.signIn([], free[9], 'field');
    const own = await net.app.inject({ url: '/api/v1/me/shift-notices', headers: member });
    expect(own.json()).toMatchObject({ reminders: [1440, 120], digest: true, way: null, hasDigest: false });
    const bad = { reminders: [7], digest: true, way: null };
    const refused = await net.app.inject({
      ...{ method: 'POST', url: '/api/v1/me/shift-notices', headers: member, payload: bad },
    });
    expect(refused.statusCode).toBe(400);
    expect((await net.app.inject({ url: '/api/v1/me/shift-notices' })).statusCode).toBe(401);
    expect((await net.app.inject({ url: '/api/v1/rota/digest', headers: member })).statusCode).toBe(403);
  });

  it('who is suspended holds no shift any more: the desk sees the gap, and nobody reminds them', async () => {
    const [one] = (await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 3))).slice(-1);
    const shifts = async () => (await net.tx((ctx) => commands.myShifts(ctx, 'en'), by(one!.id))).own;
    expect((await shifts()).length).toBeGreaterThan(0);
    await net.tx(
      (ctx) => suspend(ctx, { id: newId(), personId: one!.id, reason: 'a reason' }),
      net.actor('admin'),
    );
    await net.settle();
    expect(await shifts()).toEqual([]);
  });

  it('what was asked about a shift is over when it was decided, or the shift was', async () => {
    const [keeping] = keeps;
    const due = () => net.tx((ctx) => keeping!.due(ctx, ctx.now, null, 500));
    const over = await due();
    expect(over.length).toBeGreaterThanOrEqual(2);
    const [first, ...others] = over;
    expect(await net.tx((ctx) => keeping!.purge(ctx, [first!.id]))).toBe(1);
    expect((await due()).map((r) => r.id)).toEqual(others.map((r) => r.id));
    const page = await net.tx((ctx) =>
      keeping!.due(ctx, ctx.now, { at: first!.about.ended, id: first!.id }, 500),
    );
    expect(page.map((r) => r.id)).toEqual(others.map((r) => r.id));
  });
});

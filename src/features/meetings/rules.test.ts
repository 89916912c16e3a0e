import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreedOn,
  clockOf,
  codeFrom,
  doorLetters,
  followed,
  followedItems,
  guestLetters,
  type HatCount,
  hatFor,
  isActionDue,
  isOpen,
  neededOf,
  readCode,
  reminderOf,
  repeated,
  roundOf,
  secondsLeft,
  spaced,
  stateOf,
  takesArrival,
} from './rules.ts';

const zone = 'America/New_York';
const at = (iso: string) => new Date(iso);
const plain = {
  startsAt: at('2026-12-01T23:30:00Z'),
  endsAt: at('2026-12-02T01:30:00Z'),
  ...{ cancelledAt: null, beganAt: null, endedAt: null },
};

describe('a meeting in time', () => {
  it.each([
    ['long before', plain, '2026-11-30T12:00:00Z', 'planned', false],
    ['three hours before, to the minute', plain, '2026-12-01T20:30:00Z', 'planned', true],
    ['begun', { ...plain, beganAt: at('2026-12-01T23:35:00Z') }, '2026-12-01T23:40:00Z', 'now', true],
    ['that nobody ended, within three hours', plain, '2026-12-02T04:29:00Z', 'planned', true],
    ['that nobody ended, later', plain, '2026-12-02T04:30:00Z', 'over', false],
    ['ended early', { ...plain, endedAt: at('2026-12-02T00:30:00Z') }, '2026-12-02T00:30:00Z', 'over', false],
    [
      'called off',
      { ...plain, cancelledAt: at('2026-12-01T12:00:00Z') },
      '2026-12-01T23:40:00Z',
      'cancelled',
      false,
    ],
  ] as const)('%s', (_, meeting, now, state, open) => {
    expect([stateOf(meeting, at(now)), isOpen(meeting, at(now))]).toEqual([state, open]);
  });

  it('takes an arrival that was kept without a line for three days, and none of before the doors opened', () => {
    const came = at('2026-12-01T23:25:00Z');
    expect(takesArrival(plain, came, at('2026-12-04T12:00:00Z'))).toBe(true);
    expect(takesArrival(plain, came, at('2026-12-05T05:00:00Z'))).toBe(false);
    expect(takesArrival(plain, at('2026-12-01T12:00:00Z'), at('2026-12-01T23:00:00Z'))).toBe(false);
  });
});

describe('those after it of a series', () => {
  const plan: Parameters<typeof followed>[1] = {
    ...{ startsAt: at('2026-10-20T22:30:00Z'), endsAt: at('2026-10-21T00:30:00Z'), chapterId: null },
    ...{ audience: 'public', press: 'open', languages: ['en'], interpreted: [], capacity: null, doors: 1 },
    quorum: null,
    details: { title: 'T', about: '', place: 'Library', link: null, access: '', handouts: [] },
  };
  const then = { ...plan, startsAt: at('2026-11-17T23:30:00Z'), endsAt: at('2026-11-18T01:30:00Z') };

  it('get what was changed, by the clock on the wall, and keep what is their own', () => {
    const own = { ...then, capacity: 40, details: { ...then.details, access: 'Lift', place: 'Church' } };
    const after = {
      ...plan,
      press: 'closed' as const,
      startsAt: at('2026-10-21T23:00:00Z'),
      endsAt: at('2026-10-22T02:00:00Z'),
    };
    expect(followed(own, plan, after, zone)).toEqual({
      ...{ ...own, press: 'closed' },
      ...{ startsAt: at('2026-11-19T00:00:00Z'), endsAt: at('2026-11-19T03:00:00Z') },
    });
    const elsewhere = { ...plan, details: { ...plan.details, place: 'School' } };
    expect(followed(own, plan, elsewhere, zone).details).toEqual({ ...own.details, place: 'School' });
  });

  it('are not touched by what did not change', () => {
    expect(followed(then, plan, { ...plan }, zone)).toEqual(then);
  });

  const item = (id: string, title: string, minutes = 5) => ({
    id,
    title,
    minutes,
    ownerId: null,
    ownerName: null,
  });
  const idOf = ({ id }: { id: string }) => `then ${id}`;
  const before = [item('a', 'Welcome'), item('b', 'Rota'), item('c', 'Money')];
  const own = [item('then a', 'Welcome'), item('other', 'Rota', 30), item('own', 'Elections')];

  it('get the agenda: items by id or title keep theirs, new ones come, what was taken out here goes, own ones stay', () => {
    const after = [
      item('b', 'Rota and trainings'),
      item('a', 'Welcome'),
      item('n', 'News'),
      item('c', 'Money'),
    ];
    expect(followedItems(own, before, after, idOf)).toEqual([
      item('other', 'Rota and trainings', 30),
      item('then a', 'Welcome'),
      item('then n', 'News'),
      item('own', 'Elections'),
    ]);
    expect(followedItems(own, before, before, idOf)).toEqual(own);
    expect(followedItems(own, before, [], idOf)).toEqual([item('own', 'Elections')]);
  });

  it('never get an item twice', () => {
    const letters = fc.constantFrom('a', 'b', 'c', 'd');
    const list = (name: (id: string) => string) =>
      fc
        .uniqueArray(fc.tuple(letters, letters), { selector: ([id]) => id })
        .map((all) => all.map(([id, title]) => item(name(id), title)));
    const plain = list((id) => id);
    fc.assert(
      fc.property(
        list((id) => `then ${id}`),
        plain,
        plain,
        (mine, was, is) => {
          const ids = followedItems(mine, was, is, idOf).map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});

describe('a series', () => {
  it('keeps the time on the wall when the clocks change, and the third Tuesday the third', () => {
    const first = at('2026-10-20T22:30:00Z'); // the third Tuesday, 18:30 in summer time
    expect(repeated(first, 'month', 1, zone)).toEqual(at('2026-11-17T23:30:00Z'));
    expect(repeated(first, 'week', 2, zone)).toEqual(at('2026-11-03T23:30:00Z'));
    expect(repeated(first, 'fortnight', 1, zone)).toEqual(at('2026-11-03T23:30:00Z'));
  });

  it('takes the last where a month has no fifth', () => {
    const fifth = at('2026-12-29T23:30:00Z');
    expect(repeated(fifth, 'month', 1, zone)).toEqual(at('2027-01-26T23:30:00Z'));
  });

  it('stays on its weekday and minute for years', () => {
    const local = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'long',
      hour: 'numeric',
      minute: 'numeric',
    });
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01'), max: at('2028-01-01'), noInvalidDate: true }),
        fc.constantFrom('week', 'fortnight', 'month'),
        fc.integer({ min: 0, max: 40 }),
        (day, every, n) => {
          const first = new Date(day.toISOString().replace(/T.*/, 'T23:30:00Z'));
          expect(local.format(repeated(first, every, n, zone))).toBe(local.format(first));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('codes', () => {
  it('are read as they are scanned, typed, spaced or in small letters', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, (hash) => {
        const guest = codeFrom(hash, guestLetters);
        const door = codeFrom(hash, doorLetters);
        fc.pre(guest.length === guestLetters);
        expect(readCode(`https://x.test/es/m/${guest}?done=here`)).toEqual({ kind: 'guest', code: guest });
        expect(readCode(` ${spaced(guest).toLowerCase()} `)).toEqual({ kind: 'guest', code: guest });
        expect(readCode(spaced(door))).toEqual({ kind: 'door', code: door });
      }),
    );
  });

  it.each([
    '',
    '/',
    'ABC',
    'ABCD EFG',
    'O0O0O0O0',
    'https://x.test/',
    '<script>',
    'ABCDEFGHJ',
    '值班表值班表',
  ])('are not made of %j', (text) => expect(readCode(text)).toBeNull());
});

describe('a quorum', () => {
  it.each([
    [null, 100, null],
    [{ kind: 'share', of: 33 }, 100, 33],
    [{ kind: 'share', of: 33 }, 10, 4],
    [{ kind: 'share', of: 100 }, 0, 0],
    [{ kind: 'number', of: 25 }, 10, 25],
  ] as const)('%j of %i is %j', (rule, members, needed) => expect(neededOf(rule, members)).toBe(needed));
});

describe('the agenda', () => {
  it('counts down, and over', () => {
    const item = { minutes: 10, spentS: 60 };
    expect(secondsLeft(item, null, plain.startsAt)).toBe(540);
    expect(secondsLeft(item, plain.startsAt, at('2026-12-01T23:39:40Z'))).toBe(-40);
    expect([clockOf(540), clockOf(-40), clockOf(0)]).toEqual(['9:00', '–0:40', '0:00']);
  });
});

describe('the hat', () => {
  const of = (...cents: [string, number, number][]): HatCount[] =>
    cents.map(([by, round, c]) => ({ by, round, cents: c }));

  it('is agreed on by two equal counts of one round only', () => {
    expect(agreedOn(of())).toBeNull();
    expect(agreedOn(of(['a', 1, 500]))).toBeNull();
    expect(agreedOn(of(['a', 1, 500], ['b', 1, 500]))).toEqual({ round: 1, cents: 500 });
    expect(agreedOn(of(['a', 1, 500], ['b', 1, 510]))).toBeNull();
    expect(roundOf(of(['a', 1, 500], ['b', 1, 510]))).toBe(2);
    expect(agreedOn(of(['a', 1, 500], ['b', 1, 510], ['b', 2, 500]))).toBeNull();
    expect(agreedOn(of(['a', 1, 500], ['b', 1, 510], ['b', 2, 510], ['c', 2, 510]))).toEqual({
      round: 2,
      cents: 510,
    });
  });

  it('tells nobody an amount that is not theirs before it is agreed on', () => {
    const counts = fc.array(
      fc.record({ cents: fc.integer({ min: 0, max: 3 }), by: fc.constantFrom('a', 'b', 'c') }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(counts, fc.constantFrom('a', 'b', 'c', 'd'), (raw, asks) => {
        const rows: HatCount[] = [];
        for (const { cents, by } of raw) {
          const round = roundOf(rows);
          if (agreedOn(rows) || rows.some((r) => r.round === round && r.by === by)) continue;
          rows.push({ by, cents, round });
        }
        const told = hatFor(rows, asks);
        const mine = rows.find((r) => r.round === told.round && r.by === asks)?.cents ?? null;
        expect(told.mine).toBe(mine);
        expect(told.cents).toBe(agreedOn(rows)?.cents ?? null);
      }),
    );
  });
});

describe('reminders', () => {
  const said = { saidAt: at('2026-11-20T12:00:00Z'), reminded: 0 };
  it.each([
    ['two days before', said, '2026-11-29T23:30:00Z', null],
    ['a day before', said, '2026-11-30T23:30:00Z', 1],
    ['once', { ...said, reminded: 1 }, '2026-12-01T12:00:00Z', null],
    ['two hours before', { ...said, reminded: 1 }, '2026-12-01T21:30:00Z', 2],
    ['two hours before, when the day before was missed', said, '2026-12-01T22:00:00Z', 2],
    [
      'not who has just said so',
      { saidAt: at('2026-12-01T21:00:00Z'), reminded: 0 },
      '2026-12-01T22:00:00Z',
      null,
    ],
    ['not when it has begun', said, '2026-12-01T23:30:00Z', null],
  ] as const)('%s', (_, guest, now, step) => expect(reminderOf(guest, plain.startsAt, at(now))).toBe(step));

  const action = { dueOn: '2026-12-10', doneAt: null, remindedAt: null };
  it.each([
    ['before the day before', action, '2026-12-08T17:00:00Z', false],
    ['from the day before', action, '2026-12-09T17:00:00Z', true],
    ['not at night', action, '2026-12-10T04:00:00Z', false],
    [
      'not again the next day',
      { ...action, remindedAt: at('2026-12-09T17:00:00Z') },
      '2026-12-10T17:00:00Z',
      false,
    ],
    [
      'again on the third',
      { ...action, remindedAt: at('2026-12-09T17:00:00Z') },
      '2026-12-12T17:00:00Z',
      true,
    ],
    ['not when it is done', { ...action, doneAt: at('2026-12-09T17:00:00Z') }, '2026-12-12T17:00:00Z', false],
    ['not without a day', { ...action, dueOn: null }, '2026-12-12T17:00:00Z', false],
  ] as const)('of an action: %s', (_, of, now, due) => expect(isActionDue(of, at(now), zone)).toBe(due));
});

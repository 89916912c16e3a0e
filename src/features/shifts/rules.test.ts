import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  badLength,
  type Candidate,
  type Coming,
  coverageOf,
  dayPlus,
  daysFrom,
  isGap,
  isSoft,
  type Needed,
  occurrences,
  type Seated,
  turnsAt,
  usualRules,
  type WantedSlot,
  whyNot,
} from './rules.ts';

const newYork = 'America/New_York';
const zones = [newYork, 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Sao_Paulo'];
const at = (iso: string) => new Date(iso);
const hours = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => (+endsAt - +startsAt) / 3_600_000;

const nights: Coming = {
  firstDay: '2026-01-01',
  untilDay: null,
  startMinute: 20 * 60,
  lengthMinutes: 12 * 60,
  weekDays: [0, 1, 2, 3, 4, 5, 6],
  everyWeeks: 1,
};
const days: Coming = { ...nights, startMinute: 8 * 60 };

describe('what comes again', () => {
  it.each([
    ['spring, the night that skips an hour', '2026-03-08T00:00Z', 11],
    ['autumn, the night that has one twice', '2026-11-01T00:00Z', 13],
    ['any other night', '2026-07-01T00:00Z', 12],
  ])('ends by the clock on the wall: %s', (_, from, long) => {
    const [night] = occurrences(nights, at(from), at(from.replace('00:00Z', '12:00Z')), newYork);
    expect(hours(night!)).toBe(long);
  });

  it.each([
    ['2026-11-23', [0], 1, ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14']],
    ['2026-11-25', [0, 2], 2, ['2026-11-25', '2026-12-07', '2026-12-09', '2026-12-21']],
    ['2028-02-27', [1], 1, ['2028-02-29', '2028-03-07', '2028-03-14', '2028-03-21']],
    ['2026-12-30', [3, 4], 1, ['2026-12-31', '2027-01-01', '2027-01-07', '2027-01-08']],
  ])('from %s on week days %j every %d weeks', (firstDay, weekDays, everyWeeks, wanted) => {
    const pattern = { ...days, firstDay, weekDays, everyWeeks };
    const found = occurrences(pattern, at('2026-01-01T00:00Z'), at('2029-01-01T00:00Z'), newYork).slice(0, 4);
    expect(found.map((o) => o.day)).toEqual(wanted);
    expect(found.map((o) => o.index)).toEqual([0, 1, 2, 3]);
  });

  it('leaves out what a night swallows whole, and what comes after its last day', () => {
    const skipped = { ...days, startMinute: 120, lengthMinutes: 60, untilDay: '2026-03-09' };
    const found = occurrences(skipped, at('2026-03-07T00:00Z'), at('2026-03-20T00:00Z'), newYork);
    expect(found.map((o) => o.day)).toEqual(['2026-03-07', '2026-03-09']);
  });

  it('has neither gap nor overlap where patterns follow each other on the wall, in any zone, over years', () => {
    const anyDay = fc.integer({ min: 0, max: 3 * 365 }).map((n) => dayPlus('2026-01-01', n));
    const day = fc.oneof(anyDay, fc.constantFrom('2026-03-07', '2026-10-31', '2028-02-28', '2027-04-03'));
    const minute = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 55, max: 185 }));
    fc.assert(
      fc.property(
        day,
        fc.constantFrom(...zones),
        fc.uniqueArray(minute, { minLength: 2, maxLength: 6 }),
        (firstDay, zone, begins) => {
          const marks = begins.sort((a, b) => a - b);
          const all = marks.flatMap((startMinute, n) => {
            const next = marks[n + 1] ?? marks[0]! + 1440;
            const pattern = { ...days, firstDay, startMinute, lengthMinutes: next - startMinute };
            const from = daysFrom(firstDay, 1, zone)[0]!.startsAt;
            return occurrences(pattern, from, new Date(+from + 12 * 86_400_000), zone);
          });
          expect(all.length).toBeGreaterThan(20);
          all.sort((a, b) => +a.startsAt - +b.startsAt);
          for (let n = 1; n < all.length; n++) expect(all[n]!.startsAt).toEqual(all[n - 1]!.endsAt);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('lays out the same however the time is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom(...zones), (cut, zone) => {
        const [from, to] = [at('2026-10-01T00:00Z'), at('2026-12-01T00:00Z')];
        const middle = new Date(+from + cut * 86_400_000);
        const parts = [...occurrences(nights, from, middle, zone), ...occurrences(nights, middle, to, zone)];
        expect(parts).toEqual(occurrences(nights, from, to, zone));
      }),
      { numRuns: 40 },
    );
  });
});

describe('turns', () => {
  it('give each person each week day equally often, and nobody two places at a time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 7 }),
        (n, seats, weekDays) => {
          const people = Array.from({ length: n }, (_, who) => who);
          const met = new Map<string, number>();
          const whole = n * n * weekDays * seats;
          for (let index = 0; index < whole; index++) {
            const turn = turnsAt(people, index, seats, weekDays);
            expect(new Set(turn).size).toBe(Math.min(seats, n));
            if (seats <= n)
              for (const who of turn) {
                const key = `${who} ${index % weekDays}`;
                met.set(key, (met.get(key) ?? 0) + 1);
              }
          }
          if (seats <= n) expect(new Set(met.values()).size).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const need = (from: string, to: string, more: Partial<Needed> = {}): Needed => ({
  role: 'operator',
  chapterId: null,
  startsAt: at(from),
  endsAt: at(to),
  minimum: 2,
  wanted: 3,
  languages: [],
  ...more,
});
const seat = (personId: string, from: string, to: string, languages = ['en'], draft = false): Seated => ({
  role: 'operator',
  chapterId: null,
  personId,
  startsAt: at(from),
  endsAt: at(to),
  draft,
  languages,
});

describe('coverage', () => {
  const [from, to] = [at('2026-11-23T00:00Z'), at('2026-11-24T00:00Z')];

  it('is cut where somebody comes or goes', () => {
    const slots = [need('2026-11-23T08:00Z', '2026-11-23T16:00Z', { languages: ['es'] })];
    const seats = [
      seat('a', '2026-11-23T08:00Z', '2026-11-23T16:00Z', ['en', 'es']),
      seat('b', '2026-11-23T10:00Z', '2026-11-23T18:00Z'),
      seat('c', '2026-11-23T12:00Z', '2026-11-23T14:00Z', ['en'], true),
    ];
    const pieces = coverageOf(slots, seats, from, to);
    expect(pieces.map((p) => [p.from.getUTCHours(), p.filled, p.drafted, p.missing, isGap(p)])).toEqual([
      [8, 1, 0, [], true],
      [10, 2, 0, [], false],
      [12, 2, 1, [], false],
      [14, 2, 0, [], false],
    ]);
  });

  it('says which language nobody speaks, and counts a person once', () => {
    const slots = [need('2026-11-23T08:00Z', '2026-11-23T16:00Z', { languages: ['es', 'zh'] })];
    const twice = seat('a', '2026-11-23T08:00Z', '2026-11-23T16:00Z', ['es']);
    const [piece, ...none] = coverageOf(slots, [twice, twice], from, to);
    expect(none).toEqual([]);
    expect(piece).toMatchObject({ filled: 1, missing: ['zh'] });
    expect(isGap({ ...piece!, filled: 2 })).toBe(true);
  });

  it('covers all the time of its slots, in pieces that do not overlap and are not more than need be', () => {
    const hour = fc.integer({ min: -5, max: 30 });
    const span = fc.tuple(hour, fc.integer({ min: 1, max: 12 })).map(([begin, long]) => ({
      startsAt: new Date(+from + begin * 3_600_000),
      endsAt: new Date(+from + (begin + long) * 3_600_000),
    }));
    const who = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 6 }),
        fc.array(fc.tuple(span, who), { maxLength: 8 }),
        (s, t) => {
          const slots = s.map((one) => ({ ...need('2026-01-01T00:00Z', '2026-01-02T00:00Z'), ...one }));
          const seats = t.map(([one, id]) => ({
            ...seat(id, '2026-01-01T00:00Z', '2026-01-02T00:00Z'),
            ...one,
          }));
          const pieces = coverageOf(slots, seats, from, to);
          for (let h = 0; h < 24; h++) {
            const moment = new Date(+from + h * 3_600_000 + 1);
            const holds = (x: { startsAt: Date; endsAt: Date }) => x.startsAt <= moment && x.endsAt > moment;
            const needed = slots.filter(holds);
            const here = pieces.filter((p) => p.from <= moment && p.to > moment);
            expect(here).toHaveLength(needed.length > 0 ? 1 : 0);
            if (!here[0]) continue;
            expect(here[0].minimum).toBe(2 * needed.length);
            expect(here[0].filled).toBe(new Set(seats.filter(holds).map((x) => x.personId)).size);
          }
          for (let n = 1; n < pieces.length; n++) {
            const [a, b] = [pieces[n - 1]!, pieces[n]!];
            expect(+a.to).toBeLessThanOrEqual(+b.from);
            if (+a.to === +b.from) expect({ ...a, from: 0, to: 0 }).not.toEqual({ ...b, from: 0, to: 0 });
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('why somebody may not', () => {
  const now = at('2026-11-23T12:00Z');
  const person: Candidate = {
    id: 'p',
    chapterId: 'queens',
    active: true,
    suspended: false,
    languages: ['en'],
    roles: ['operator'],
    skills: ['first-aid'],
    certificates: [{ course: 'operator', expiresAt: at('2027-06-01T00:00Z') }],
  };
  const slot: WantedSlot = {
    id: 's',
    role: 'operator',
    chapterId: null,
    startsAt: at('2026-11-25T08:00Z'),
    endsAt: at('2026-11-25T16:00Z'),
    wanted: 2,
    languages: [],
    state: 'published',
  };
  const other = (personId: string, languages = ['en'], learner = false) => ({ personId, languages, learner });
  const own = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
  const codes = (more: {
    person?: Partial<Candidate>;
    slot?: Partial<WantedSlot>;
    sitting?: ReturnType<typeof other>[];
    theirs?: ReturnType<typeof own>[];
    learner?: boolean;
    now?: Date;
  }) =>
    whyNot({
      person: { ...person, ...more.person },
      slot: { ...slot, ...more.slot },
      sitting: more.sitting ?? [],
      theirs: more.theirs ?? [],
      rules: usualRules,
      now: more.now ?? now,
      learner: more.learner ?? false,
    }).map((r) => r.code);

  it.each<[string, Parameters<typeof codes>[0], string[]]>([
    ['nothing', {}, []],
    ['over', { now: at('2026-11-25T16:00Z') }, ['past']],
    ['begun, not over', { now: at('2026-11-25T12:00Z') }, []],
    ['not needed', { slot: { state: 'cancelled' } }, ['cancelled']],
    ['full', { sitting: [other('a'), other('b')] }, ['full']],
    ['full of learners is not full', { sitting: [other('a'), other('b', ['en'], true)] }, []],
    ['in it', { sitting: [other('p')] }, ['already']],
    ['suspended', { person: { suspended: true, active: true } }, ['suspended']],
    ['paused', { person: { active: false } }, ['inactive']],
    ['overlap', { theirs: [own('2026-11-25T15:00Z', '2026-11-25T20:00Z')] }, ['overlap']],
    ['touching, so no rest', { theirs: [own('2026-11-25T16:00Z', '2026-11-25T20:00Z')] }, ['rest']],
    ['too little rest before', { theirs: [own('2026-11-24T20:00Z', '2026-11-25T00:01Z')] }, ['rest']],
    ['rest enough', { theirs: [own('2026-11-24T20:00Z', '2026-11-25T00:00Z')] }, []],
    ['no certificate', { person: { certificates: [] } }, ['certificate']],
    [
      'one that ends before',
      { person: { certificates: [{ course: 'operator', expiresAt: at('2026-11-25T12:00Z') }] } },
      ['certificate'],
    ],
    ['not a lawyer', { slot: { role: 'legal' } }, ['part']],
    ['first aid', { slot: { role: 'medic' } }, []],
    ['one’s own chapter', { slot: { chapterId: 'queens' } }, []],
    ['another chapter', { slot: { chapterId: 'bronx' } }, ['chapter']],
    ['another chapter, to learn', { slot: { chapterId: 'bronx' }, learner: true }, ['chapter']],
    ['lent to it', { slot: { chapterId: 'bronx', lentBy: ['brooklyn', 'queens'] } }, []],
    ['lent by another', { slot: { chapterId: 'bronx', lentBy: ['brooklyn'] } }, ['chapter']],
    ['last place, other language', { slot: { languages: ['es'] }, sitting: [other('a')] }, ['language']],
    ['two places, one language', { slot: { languages: ['es'] } }, []],
    ['last place, language there', { slot: { languages: ['es'] }, sitting: [other('a', ['es'])] }, []],
    ['learning needs no certificate', { learner: true, person: { certificates: [] } }, []],
    ['one learns already', { learner: true, sitting: [other('a', ['en'], true)] }, ['learner-taken']],
    [
      'everything',
      {
        person: { suspended: true, certificates: [] },
        sitting: [other('a'), other('b')],
        theirs: [own('2026-11-25T09:00Z', '2026-11-25T10:00Z')],
      },
      ['suspended', 'full', 'certificate', 'overlap'],
    ],
  ])('%s', (_, given, wanted) => expect(codes(given)).toEqual(wanted));

  it('counts the hours of any seven days', () => {
    const week = (first: number) =>
      [0, 1, 2, 3].map((n) => own(`2026-11-${first + n}T08:00Z`, `2026-11-${first + n}T17:00Z`));
    // 36 hours before it and eight of its own; a week later only eight.
    expect(codes({ theirs: week(19) })).toEqual(['hours']);
    expect(codes({ theirs: week(14) })).toEqual([]);
    expect(codes({ theirs: [...week(20).slice(0, 2), ...week(26)] })).toEqual(['hours']);
  });

  it('never lets in what a rule forbids, whatever else there is', () => {
    const span = fc
      .tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: 1, max: 12 }))
      .map(([b, l]) => ({
        startsAt: new Date(+slot.startsAt + b * 3_600_000),
        endsAt: new Date(+slot.startsAt + (b + l) * 3_600_000),
      }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (theirs) => {
        if (codes({ theirs }).length > 0) return;
        for (const s of theirs) {
          const apart = Math.max(+slot.startsAt - +s.endsAt, +s.startsAt - +slot.endsAt);
          expect(apart).toBeGreaterThanOrEqual(usualRules.restMinutes * 60_000);
        }
      }),
    );
  });

  it('can be overruled in rest, hours and language only', () => {
    const all = ['past', 'full', 'suspended', 'overlap', 'certificate', 'rest', 'hours', 'language'] as const;
    expect(all.filter((code) => isSoft({ code } as never))).toEqual(['rest', 'hours', 'language']);
  });

  it.each([
    [0, /ends when it begins/],
    [29, /29 minutes/],
    [30, null],
    [1440, null],
    [1800, /30 hours/],
  ])('a length of %d minutes', (minutes, says) =>
    says ? expect(badLength(minutes)).toMatch(says) : expect(badLength(minutes)).toBeNull(),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from './contract.ts';
import {
  againMinutes,
  daysLeft,
  driftOf,
  type Facts,
  groupLimit,
  groupName,
  hintOf,
  missingOf,
  type Seated,
  split,
} from './rules.ts';

const now = new Date('2026-11-23T12:00:00Z');
const daysAgo = (n: number) => new Date(now.getTime() - n * 86_400_000);
const rule: Rule = {
  roles: ['observer'],
  courses: ['observer'],
  chapters: ['queens'],
  agreement: true,
  closed: true,
  activeDays: 30,
};
const fit: Facts = {
  active: true,
  activeSince: daysAgo(30),
  roles: ['observer'],
  courses: ['observer'],
  chapterId: 'queens',
  agreement: true,
  vouched: true,
};

describe('a rule', () => {
  it.each([
    ['nothing', {}, []],
    ['being paused or suspended', { active: false }, ['not_active']],
    ['another part', { roles: ['operator'] }, ['role']],
    ['no current certificate', { courses: ['verifier'] }, ['course']],
    ['another chapter', { chapterId: 'bronx' }, ['chapter']],
    ['an agreement that has changed', { agreement: false }, ['agreement']],
    ['nobody who vouches', { vouched: false }, ['vouches']],
    ['a day too few', { activeSince: daysAgo(29) }, ['too_new']],
    [
      'all of it',
      { ...fit, active: false, roles: [], courses: [], chapterId: '', agreement: false, activeSince: now },
      ['not_active', 'role', 'course', 'chapter', 'agreement', 'too_new'],
    ],
  ])('keeps out for %s', (_, change, missing) => {
    expect(missingOf(rule, { ...fit, ...change }, now)).toEqual(missing);
  });

  it('asks for nothing where a list is empty, but that one is active', () => {
    const open = { roles: [], courses: [], chapters: [], agreement: false, activeDays: 0 };
    expect(
      missingOf(open, { ...fit, roles: [], courses: [], agreement: false, activeSince: now }, now),
    ).toEqual([]);
    expect(missingOf(open, { ...fit, active: false }, now)).toEqual(['not_active']);
    expect(missingOf(open, { ...fit, vouched: false }, now)).toEqual([]);
  });

  it('counts the days that are left up, never below none', () => {
    expect(daysLeft(rule, { activeSince: daysAgo(10.5) }, now)).toBe(20);
    expect(daysLeft(rule, { activeSince: daysAgo(400) }, now)).toBe(0);
  });
});

describe('drift', () => {
  const none = { reachable: new Set(['a', 'b', 'c']), held: new Set<string>(), overdue: new Set<string>() };
  const seat = (id: string, personId: string | null, more: Partial<Seated> = {}): Seated => ({
    ...{ id, personId, groupN: 1, standing: 'member', ...more },
  });
  const facts = new Map<string, Facts>([
    ['a', fit],
    ['b', fit],
    ['c', fit],
    ['lapsed', { ...fit, courses: [] }],
    ['steward', { ...fit, roles: ['coordinator'], courses: [] }],
  ]);

  it('is who is missing and who is astray, each with the reasons', () => {
    const seats = [
      seat('1', 'a'),
      seat('2', null),
      seat('3', 'lapsed'),
      seat('4', 'steward'),
      seat('5', 'gone'),
    ];
    expect(driftOf(rule, facts, seats, none, now)).toEqual({
      add: ['b', 'c'],
      remove: [
        { seatId: '2', reasons: ['unknown'] },
        { seatId: '3', reasons: ['course'] },
        { seatId: '5', reasons: ['unknown'] },
      ],
      belong: 3,
      inside: 1,
      unreachable: 0,
    });
  });

  it('leaves out who cannot be reached, who left by themselves and who asks to come in', () => {
    const back = { ...none, reachable: new Set(['a', 'b']), held: new Set(['b']) };
    const drift = driftOf(rule, facts, [seat('1', 'lapsed', { standing: 'asking' })], back, now);
    expect(drift).toMatchObject({ add: ['a'], remove: [], unreachable: 1 });
  });

  it('keeps one seat of somebody who has two, the one in the earlier group', () => {
    const seats = [seat('2', 'a', { groupN: 2 }), seat('1', 'a')];
    expect(driftOf(rule, facts, seats, none, now).remove).toEqual([{ seatId: '2', reasons: ['twice'] }]);
  });

  it('takes out who did not answer for a new safety number, whatever else is so', () => {
    const back = { ...none, overdue: new Set(['a', 'steward']) };
    expect(driftOf(rule, facts, [seat('1', 'a'), seat('4', 'steward')], back, now).remove).toEqual([
      { seatId: '1', reasons: ['safety'] },
      { seatId: '4', reasons: ['safety'] },
    ]);
  });
});

describe('many members', () => {
  it('go into as many groups as it takes, none over what a group holds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6000 }),
        fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 4 }),
        (n, taken) => {
          const into = split(n, taken);
          expect(into.reduce((sum, each) => sum + each, 0)).toBe(n);
          into.forEach((each, i) => {
            const before = taken[i] ?? 0;
            expect(each === 0 || before + each <= groupLimit - 1).toBe(true);
          });
          // No group is begun while an earlier one has room.
          const begun = into.findLastIndex((each) => each > 0);
          for (let i = 0; i < begun; i++)
            expect((taken[i] ?? 0) + into[i]!).toBeGreaterThanOrEqual(groupLimit - 1);
        },
      ),
    );
    expect(split(1001, [])).toEqual([999, 2]);
    expect([groupName('Queens', 1), groupName('Queens', 2)]).toEqual(['Queens', 'Queens 2']);
  });
});

it('shows of a stranger what nobody can call', () => {
  expect(hintOf('+12125550199')).toBe('number ending in 99');
  expect(hintOf('3f2a0000-0000-4000-8000-000000000000')).toBe('Signal account 3f2a…');
});

it('tries again after five seconds, and at last every five minutes', () => {
  expect([1, 2, 20].map((n) => againMinutes(n) * 60)).toEqual([5, 10, 300]);
});

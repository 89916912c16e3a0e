import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fillable, type Filler, fillRota } from './rules.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-30T00:00Z');
const slot = (n: number, from: number, long: number, more: Partial<Fillable> = {}): Fillable => ({
  id: `s${String(n).padStart(3, '0')}`,
  from: start + from * hour,
  to: start + (from + long) * hour,
  ...{ minimum: 1, wanted: 1, languages: [], sitting: [] },
  ...{ kind: 'desk', burden: long, isNight: false, isWeekend: false },
  ...more,
});
const person = (id: string, more: Partial<Filler> = {}): Filler => ({
  id,
  languages: ['en'],
  may: () => true,
  wishes: () => true,
  has: [],
  ...more,
});
const rules = { restMinutes: 480, weekHours: 40 };
const who = (filled: ReturnType<typeof fillRota>, id: string) =>
  filled.seats.filter((s) => s.slotId === id).map((s) => s.personId);

describe('a filling', () => {
  it('gives all the same, where all can', () => {
    const slots = Array.from({ length: 12 }, (_, n) => slot(n, n * 24, 8));
    const filled = fillRota(
      slots,
      ['a', 'b', 'c', 'd'].map((id) => person(id)),
      rules,
    );
    expect(filled).toMatchObject({ gapHours: 0, most: 24, least: 24 });
  });

  it('compares people within a kind of role, and what they carried before counts', () => {
    const call = Array.from({ length: 4 }, (_, n) => slot(n, n * 48, 24, { kind: 'call' }));
    const desk = Array.from({ length: 8 }, (_, n) => slot(10 + n, 200 + n * 24, 8));
    const onCall = (s: Fillable) => s.kind === 'call';
    const people = [
      person('a'),
      person('b', { may: (s) => !onCall(s) }),
      person('c', { carried: [{ kind: 'desk', burden: 32, isNight: false, isWeekend: false }] }),
    ];
    const filled = fillRota([...call, ...desk], people, { restMinutes: 0, weekHours: 168 });
    const desks = (id: string) => filled.seats.filter((s) => s.personId === id && s.slotId >= 's010').length;
    // Whoever has 48 hours on call has as many at the desk as who has none; who had 32 there has none more.
    expect(['a', 'b', 'c'].map(desks)).toEqual([4, 4, 0]);
  });

  it('lets nights and weekends go round', () => {
    const slots = Array.from({ length: 42 }, (_, n) =>
      slot(n, n * 12, 8, { isNight: n % 2 === 1, isWeekend: n % 14 >= 10, burden: n % 2 ? 12 : 8 }),
    );
    const folk = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => person(id));
    const filled = fillRota(slots, folk, { restMinutes: 480, weekHours: 60 });
    const counts = (is: (s: Fillable) => boolean) =>
      folk.map(
        ({ id }) =>
          filled.seats.filter((s) => s.personId === id && is(slots.find((x) => x.id === s.slotId)!)).length,
      );
    const spread = (all: number[]) => Math.max(...all) - Math.min(...all);
    expect(filled.gapHours).toBe(0);
    expect(spread(counts((s) => s.isNight))).toBeLessThanOrEqual(1);
    expect(spread(counts((s) => s.isWeekend))).toBeLessThanOrEqual(1);
  });

  it('keeps who alone can take a place for it', () => {
    const slots = [slot(0, 0, 8), slot(1, 2, 8)];
    const only = person('a');
    const other = person('b', { may: (s) => s.id === 's000' });
    const filled = fillRota(slots, [only, other], rules);
    expect([who(filled, 's000'), who(filled, 's001')]).toEqual([['b'], ['a']]);
  });

  it('moves somebody where else a place would stay empty', () => {
    // Each slot has two who can; taken one by one, the last would find nobody.
    const slots = [slot(0, 0, 8), slot(1, 4, 8), slot(2, 8, 8)];
    const may = (ids: string[]) => ({ may: (s: Fillable) => ids.includes(s.id) });
    const people = [
      person('a', may(['s000', 's001'])),
      person('b', may(['s000', 's002'])),
      person('c', may(['s001', 's002'])),
    ];
    expect(fillRota(slots, people, rules).gapHours).toBe(0);
  });

  it('brings the languages that are wanted, then wishes', () => {
    const one = slot(0, 0, 8, { wanted: 2, languages: ['es'] });
    const people = [
      person('a', { wishes: () => false }),
      person('b'),
      person('c', { languages: ['es'], wishes: () => false }),
    ];
    expect(who(fillRota([one], people, rules), 's000').sort()).toEqual(['b', 'c']);
    expect(fillRota([one], people, rules).brokenWishes).toBe(1);
    const nobodySpeaks = fillRota([one], people.slice(0, 2), rules);
    expect(who(nobodySpeaks, 's000')).toEqual(['b']);
  });

  describe('at night', () => {
    const night = { needsTwo: true, isNight: true };
    const awake = { canBeWoken: true };
    const by = (filled: ReturnType<typeof fillRota>) =>
      filled.buddies.map((b) => `${b.slotId} ${b.personId}`);

    it('gives company to who would sit alone before it gives a second to a day', () => {
      const slots = [slot(0, 0, 8, { wanted: 2 }), slot(1, 4, 8, { wanted: 2, ...night })];
      const filled = fillRota(
        slots,
        ['a', 'b', 'c'].map((id) => person(id, awake)),
        rules,
      );
      expect([who(filled, 's000').length, who(filled, 's001').length]).toEqual([1, 2]);
      expect([by(filled), filled.alone]).toEqual([[], 0]);
    });

    it('names who stands by: free that night with their rest around it, with a way to be woken, who did not say no', () => {
      const one = slot(0, 24, 8, { ...night, sitting: [{ personId: 'x', languages: ['en'] }], notBy: ['e'] });
      const span = (from: number, long: number) => ({
        from: start + from * hour,
        to: start + (from + long) * hour,
      });
      const people = [
        person('a', { ...awake, has: [span(36, 8)] }),
        person('b', { ...awake, has: [span(12, 8)] }),
        person('c'),
        person('d', { ...awake, may: () => false }),
        person('e', awake),
        person('x', { ...awake, has: [span(24, 8)] }),
      ];
      const filled = fillRota([one], people, rules);
      expect([by(filled), filled.alone]).toEqual([[], 1]);
      const found = fillRota([one], [...people, person('f', awake)], rules);
      expect([by(found), found.alone]).toEqual([['s000 f'], 0]);
      const known = fillRota([{ ...one, standingBy: ['y'] }], [...people, person('f', awake)], rules);
      expect([by(known), known.alone]).toEqual([[], 0]);
    });

    it('lets standing by go round, and nobody stands by two at a time', () => {
      const sitting = [{ personId: 'x', languages: ['en'] }];
      const nights = [0, 1, 2, 3].map((n) => slot(n, n * 24, 8, { ...night, sitting }));
      const filled = fillRota(nights, [person('a', awake), person('b', awake)], rules);
      expect(filled.buddies.map((b) => b.personId)).toEqual(['a', 'b', 'a', 'b']);
      const same = [slot(0, 0, 8, { ...night, sitting }), slot(1, 2, 8, { ...night, sitting })];
      const alone = fillRota(same, [person('a', awake)], rules);
      expect([by(alone), alone.alone]).toEqual([['s000 a'], 1]);
    });
  });

  it('never breaks rest, hours or the number wanted, leaves who sits, and is the same each time', () => {
    const slots = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom(4, 8, 12), fc.integer({ min: 1, max: 3 })),
      { minLength: 1, maxLength: 20 },
    );
    const had = fc.array(fc.integer({ min: -20, max: 300 }), { maxLength: 2 });
    fc.assert(
      fc.property(slots, fc.array(had, { minLength: 1, maxLength: 6 }), (given, folk) => {
        const all = given.map(([from, long, wanted], n) =>
          slot(n, from, long, {
            ...{ wanted, minimum: Math.max(1, wanted - 1) },
            sitting: n % 3 === 0 ? [{ personId: 'x', languages: ['en'] }] : [],
            languages: n % 4 === 0 ? ['es'] : [],
          }),
        );
        const people = folk.map((begins, n) =>
          person(`p${n}`, {
            languages: n % 2 ? ['es'] : ['en'],
            has: begins.slice(0, 1).map((b) => ({ from: start + b * hour, to: start + (b + 8) * hour })),
          }),
        );
        const filled = fillRota(all, people, rules);
        expect(fillRota(all, people, rules)).toEqual(filled);
        for (const s of all)
          expect(who(filled, s.id).length).toBeLessThanOrEqual(Math.max(0, s.wanted - s.sitting.length));
        for (const p of people) {
          const own = filled.seats
            .filter((s) => s.personId === p.id)
            .map((s) => all.find((one) => one.id === s.slotId)!)
            .concat(p.has.map((h) => slot(0, 0, 0, h)))
            .sort((a, b) => a.from - b.from);
          for (let n = 1; n < own.length; n++)
            expect(own[n]!.from - own[n - 1]!.to).toBeGreaterThanOrEqual(rules.restMinutes * 60_000);
          for (const { from } of own) {
            const hours = own.reduce(
              (sum, s) => sum + Math.max(0, Math.min(s.to, from + 168 * hour) - Math.max(s.from, from)),
              0,
            );
            expect(hours / hour).toBeLessThanOrEqual(rules.weekHours);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from './contract.ts';
import {
  bounds,
  covers,
  daysFor,
  daysNow,
  endsBefore,
  isOver,
  type Scope,
  type Subject,
  whyNot,
} from './rules.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const set = (days: number, at: number) => ({ kind: 'report', days, at: day(at) });

describe('how long a kind is kept', () => {
  it('is the usual time where the network says nothing', () => {
    expect(daysFor('report', day(0), [])).toBe(90);
    expect(daysNow('report', [{ kind: 'media', days: 7, at: day(0) }])).toBe(90);
  });

  it.each([
    ['a shorter time holds for what is there', [set(30, 10)], 30],
    ['a longer one does not', [set(200, 10)], 90],
    ['what held when it came in stays promised', [set(30, -5), set(200, 10)], 30],
    ['a longer one from before holds', [set(200, -5)], 200],
    ['and is cut by a later one', [set(200, -5), set(60, 10), set(300, 20)], 60],
  ])('%s', (_, settings, days) => {
    expect(daysFor('report', day(0), settings)).toBe(days);
  });

  it('never grows by a later setting, and stays within its bounds', () => {
    const settings = fc
      .array(fc.record({ kind: fc.constantFrom(...KINDS), days: fc.nat(4000), at: fc.nat(500).map(day) }))
      .map((all) => all.toSorted((a, b) => a.at.getTime() - b.at.getTime()));
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.nat(500), settings, (kind, since, all) => {
        const days = daysFor(kind, day(since), all);
        const promised = daysNow(
          kind,
          all.filter((s) => s.at < day(since)),
        );
        expect(days).toBeLessThanOrEqual(promised);
        expect(days).toBeGreaterThanOrEqual(bounds[kind].least);
        expect(days).toBeLessThanOrEqual(bounds[kind].most);
      }),
    );
  });

  it('finds every candidate: what is over ended before the edge', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.array(fc.tuple(fc.nat(400), fc.nat(400))), (a, b, list) => {
        const settings = list.map(([days, at]) => set(days, at)).toSorted((x, y) => +x.at - +y.at);
        const thing = { since: day(Math.min(a, b)), ended: day(Math.max(a, b)) };
        const now = day(450);
        if (isOver('report', thing, now, settings))
          expect(thing.ended.getTime()).toBeLessThanOrEqual(endsBefore('report', now, settings).getTime());
      }),
    );
  });

  it('is never over while somebody may be at it', () => {
    expect(isOver('report', { since: day(0), ended: null }, day(9000), [])).toBe(false);
    expect(isOver('report', { since: day(0), ended: day(0) }, day(90), [])).toBe(true);
    expect(isOver('report', { since: day(0), ended: day(1) }, day(90), [])).toBe(false);
  });

  it.each([
    ['report', 6, undefined, 'few'],
    ['report', 366, 'a case', 'many'],
    ['report', 91, undefined, 'reason'],
    ['report', 91, 'a case', null],
    ['report', 7, undefined, null],
    ['place', 31, 'a case', 'many'],
  ] as const)('%s for %i days (%s): %s', (kind, days, reason, wrong) => {
    expect(whyNot(kind, days, reason)).toBe(wrong);
  });
});

describe('what a hold covers', () => {
  const nothing: Scope = { recordId: null, personId: null, from: null, to: null, zoneId: null, cell: null };
  const of: Subject = {
    records: new Set(['report', 'incident']),
    persons: new Set(['heron']),
    times: [day(3), day(5)],
    zones: new Set(['corona']),
    cells: new Set(['892a']),
  };

  it.each([
    [{ recordId: 'incident' }, true],
    [{ recordId: 'another' }, false],
    [{ personId: 'heron' }, true],
    [{ zoneId: 'corona', from: day(4), to: day(6) }, true],
    [{ zoneId: 'corona', from: day(6), to: day(7) }, false],
    [{ zoneId: 'harlem', from: day(4), to: day(6) }, false],
    [{ from: day(5) }, true],
    [{ to: day(3) }, false],
    [{ cell: '892a', personId: 'wren' }, false],
  ])('%o: %s', (scope, held) => {
    expect(covers({ ...nothing, ...scope }, of)).toBe(held);
  });
});

import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { randomFrom, randomOf } from '../../platform/random.ts';
import { Evening } from './contract.ts';
import { dueOrder, etaMinutes, evenings, findEvening, replayEvening, responseOf, travelS } from './rules.ts';

const many = (n: number) => {
  const random = randomFrom(7);
  return Array.from({ length: n }, () => responseOf(random));
};
const share = <T>(items: T[], of: (item: T) => boolean) => items.filter(of).length / items.length;
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

describe('how people answer', () => {
  const all = many(20_000);

  it('says yes, no and nothing as often as was measured', () => {
    expect(share(all, (r) => r.says === 'yes')).toBeCloseTo(0.36, 1);
    expect(share(all, (r) => r.says === 'no')).toBeCloseTo(0.44, 1);
    expect(share(all, (r) => r.says === 'silent')).toBeCloseTo(0.2, 1);
  });

  it('answers after 15 s + Gamma(2, 15 s)', () => {
    const delays = all.map((r) => r.delayS);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(15);
    expect(delays.reduce((a, b) => a + b) / delays.length).toBeCloseTo(45, 0);
  });

  it('travels at 2.3 m/s in the median, half of all between 1.4 and 4.0', () => {
    expect(median(all.map((r) => r.speed))).toBeCloseTo(2.3, 1);
    expect(share(all, (r) => r.speed > 1.4 && r.speed < 4)).toBeCloseTo(0.5, 1);
  });

  it('is the same for the same seed and person, and another for another', () => {
    expect(responseOf(randomOf(1, 'Heron'))).toEqual(responseOf(randomOf(1, 'Heron')));
    expect(responseOf(randomOf(1, 'Heron'))).not.toEqual(responseOf(randomOf(1, 'Wren')));
    expect(responseOf(randomOf(1, 'Heron'))).not.toEqual(responseOf(randomOf(2, 'Heron')));
  });

  it('names a whole number of minutes', () => {
    const walker = { ...all[0]!, speed: 2 };
    expect([etaMinutes(walker, 600), etaMinutes(walker, 0), etaMinutes(walker, null)]).toEqual([5, 1, 7]);
    expect(travelS(walker, 600)).toBe(300);
  });
});

describe('evenings', () => {
  it('are what the contract says', () => {
    for (const evening of evenings) expect(z.safeParse(Evening, evening).error?.issues ?? []).toEqual([]);
  });

  it('are found by name; unnamed, the first', () => {
    expect(findEvening()?.slug).toBe(evenings[0]!.slug);
    expect(findEvening('sunset-park-evening')?.slug).toBe('sunset-park-evening');
    expect(findEvening('no-such')).toBeUndefined();
  });

  it('say of each thing how many reports are about it', () => {
    for (const { reports, expected } of evenings)
      for (const e of expected) expect(reports.filter((r) => r.about === e.about)).toHaveLength(e.reports);
  });

  it('come in order', () => {
    for (const evening of evenings) {
      const minutes = dueOrder(evening).map((r) => r.atMinute);
      expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
    }
  });
});

describe('a past incident played again', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 23, minute));
  const replay = replayEvening({
    number: 482,
    playbook: 'immigration-ny',
    startsAt: '18:40',
    confirmed: true,
    outcome: 'confirmed',
    calledOut: true,
    crossing: 'Roosevelt Av & 82 St',
    reports: [
      { at: at(4), door: 'sms', language: 'es', firstHand: true, picture: true },
      { at: at(1), door: 'web', language: 'ht', firstHand: false, picture: false },
    ],
  });

  it('keeps times, doors and counts', () => {
    expect(z.safeParse(Evening, replay).error?.issues ?? []).toEqual([]);
    expect(replay.reports.map((r) => [r.atMinute, r.door, r.language])).toEqual([
      [3, 'sms', 'es'],
      [0, 'web', 'en'],
    ]);
    expect(replay.expected[0]).toMatchObject({ reports: 2, verification: 'confirmed', callout: true });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, matchSighting, type Sighting } from './match.ts';
import { sharedWords, tokens } from './words.ts';

const now = new Date('2026-11-23T23:30:00Z');
const corner = { lat: 40.7475, lon: -73.8836 };
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const east = (metres: number) => ({ lat: corner.lat, lon: corner.lon + metres / 84_300 });

const sighting = (over: Partial<Sighting> = {}): Sighting => ({
  point: corner,
  accuracyM: 30,
  zoneId: 'a',
  seenAt: now,
  kind: 'sighting',
  words: '',
  drill: false,
  ...over,
});
const candidate = (incidentId: string, over: Partial<Candidate> = {}): Candidate => ({
  ...sighting(),
  incidentId,
  ...over,
});
const scoreOf = (s: Sighting, c: Candidate) => matchSighting(s, [c], { now })[0]?.score ?? 0;

describe('words', () => {
  it.each([
    ['Roosevelt Ave & 82nd Street', 'roosevelt av 82', ['roosevelt', '82']],
    ['Dos camionetas en la avenida Roosevelt', 'camionetas Roosevelt', ['camionetas', 'roosevelt']],
    ['两辆白色面包车', '白色面包车', ['白色', '色面', '面包', '包车']],
    ['Policía', 'policia', ['policia']],
    ['the van', 'the street', []],
  ])('%s / %s', (a, b, shared) => expect(sharedWords(a, b)).toEqual(shared));

  it('gives each telling word once', () => expect([...tokens('82nd & 82')]).toEqual(['82']));
});

describe('matchSighting', () => {
  it.each<[string, Partial<Sighting>, Partial<Candidate>, number, number]>([
    ['same corner, same minute', {}, {}, 0.95, 1],
    ['two corners off', {}, { point: east(160) }, 0.7, 1],
    ['a kilometre off', {}, { point: east(1000) }, 0, 0.1],
    ['same corner, three hours ago', {}, { seenAt: minutesAgo(180) }, 0.05, 0.7],
    ['same corner, yesterday', {}, { seenAt: minutesAgo(1500) }, 0, 0.2],
    ['still seen ten minutes ago', {}, { seenAt: minutesAgo(120), lastSeenAt: minutesAgo(10) }, 0.9, 1],
    ['other kind', {}, { kind: 'rights' }, 0.2, 0.9],
    [
      'no point, same zone and words',
      { point: null, words: 'vans roosevelt' },
      { words: 'vans roosevelt' },
      0.7,
      1,
    ],
    ['no point, other zone', { point: null }, { zoneId: 'b' }, 0, 0.2],
  ])('%s', (_, s, c, least, most) => {
    const score = scoreOf(sighting(s), candidate('1', c));
    expect(score).toBeGreaterThanOrEqual(least);
    expect(score).toBeLessThanOrEqual(most);
  });

  it('never mixes drills with what is real', () => {
    expect(matchSighting(sighting({ drill: true }), [candidate('1')], { now })).toEqual([]);
  });

  it('says why', () => {
    const [match] = matchSighting(
      sighting({ words: 'two vans' }),
      [candidate('1', { point: east(100), seenAt: minutesAgo(9), words: 'vans, uniforms' })],
      { now },
    );
    expect(match?.reasons.distanceM).toBeCloseTo(100, -1);
    expect(match?.reasons).toMatchObject({ minutes: 9, words: ['vans'] });
  });

  it('is sorted, bounded, and no nearer or sooner candidate ever scores less', () => {
    const metres = fc.integer({ min: 0, max: 5000 });
    const minutes = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(fc.array(fc.tuple(metres, minutes), { maxLength: 20 }), metres, minutes, (all, m, t) => {
        const found = matchSighting(
          sighting(),
          all.map(([d, ago], i) => candidate(String(i), { point: east(d), seenAt: minutesAgo(ago) })),
          { now },
        );
        const scores = found.map((f) => f.score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(scores.every((s) => s > 0 && s <= 1)).toBe(true);
        const near = scoreOf(sighting(), candidate('1', { point: east(m), seenAt: minutesAgo(t) }));
        expect(
          scoreOf(sighting(), candidate('1', { point: east(m / 2), seenAt: minutesAgo(t) })),
        ).toBeGreaterThanOrEqual(near);
        expect(
          scoreOf(sighting(), candidate('1', { point: east(m), seenAt: minutesAgo(t / 2) })),
        ).toBeGreaterThanOrEqual(near);
      }),
    );
  });
});

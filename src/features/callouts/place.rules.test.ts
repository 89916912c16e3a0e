import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from '../places/rules.ts';
import { freePlaces, PLACE_RADIUS_M, PLACES, type Seat, seatInOrder } from './rules.ts';

describe('the place rule', () => {
  const at = (northM: number, eastM = 0) => ({
    lat: 40.7 + northM / 111_195,
    lon: -73.9 + eastM / (111_195 * Math.cos((40.7 * Math.PI) / 180)),
  });
  const seat = (n: number, ...points: { lat: number; lon: number }[]): Seat => ({
    subject: `s${n}`,
    personId: `p${n}`,
    points,
  });

  it('has four places within 500 m', () => {
    const three = [1, 2, 3].map((n) => seat(n, at(n * 100)));
    expect(freePlaces([at(0)], [], [])).toBe(4);
    expect(freePlaces([at(0)], three, [])).toBe(1);
    expect(freePlaces([at(750)], three, [])).toBe(1);
    expect(freePlaces([at(900)], three, [])).toBe(4);
    expect(freePlaces([at(0)], [...three, seat(4, at(0))], [])).toBe(0);
  });

  it('counts around an open incident between two others', () => {
    const seats = [seat(1, at(-400)), seat(2, at(-400)), seat(3, at(400)), seat(4, at(400))];
    expect(freePlaces([at(450)], seats, [])).toBe(2);
    expect(freePlaces([at(450)], seats, [at(0)])).toBe(0);
  });

  it('counts meet point and incident alike, so a meet point far off is no way round', () => {
    const four = [1, 2, 3, 4].map((n) => seat(n, at(5000), at(0)));
    expect(freePlaces([at(100)], four, [])).toBe(0);
    expect(freePlaces([at(9000), at(100)], four, [])).toBe(0);
  });

  it('gives the fifth of a batch no seat, whatever call-out it comes from', () => {
    const claims = [1, 2, 3, 4, 5].map((n) => ({ ...seat(n, at(n)), group: n % 2 ? 'a' : 'b' }));
    const room = new Map([
      ['a', 4],
      ['b', 4],
    ]);
    expect(seatInOrder(claims, [], [], room)).toEqual(['seated', 'seated', 'seated', 'seated', 'place']);
  });

  it('keeps to what a call-out wanted, and to one seat a person', () => {
    const claims = [1, 2, 3].map((n) => ({ ...seat(n, at(n)), group: 'a' }));
    expect(seatInOrder(claims, [], [], new Map([['a', 2]]))).toEqual(['seated', 'seated', 'group']);
    expect(seatInOrder(claims, [seat(1, at(0)), seat(2, at(0))], [], new Map([['a', 2]]))[0]).toBe('already');
    const elsewhere = { ...seat(9, at(9000)), personId: 'p1' };
    expect(seatInOrder([elsewhere], [seat(1, at(0))], [])).toEqual(['elsewhere']);
  });

  it('never lets a fifth within 500 m of any incident or meet point, in any order', () => {
    const spot = fc.tuple(fc.integer({ min: -1500, max: 1500 }), fc.integer({ min: -1500, max: 1500 }));
    const claim = fc.record({ meet: spot, incident: spot, leaves: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(claim, { maxLength: 40 }),
        fc.array(spot, { maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        (wishes, open, batch) => {
          const anchors = open.map(([n, e]) => at(n, e));
          let held: Seat[] = [];
          for (let i = 0; i < wishes.length; i += batch) {
            const slice = wishes.slice(i, i + batch);
            const claims = slice.map(({ meet, incident }, j) => seat(i + j, at(...meet), at(...incident)));
            const answers = seatInOrder(claims, held, anchors);
            held = [...held, ...claims.filter((_, j) => answers[j] === 'seated')];
            for (const anchor of [...anchors, ...held.flatMap((s) => s.points)]) {
              const near = held.filter((s) => s.points.some((p) => distanceM(p, anchor) <= PLACE_RADIUS_M));
              expect(near.length).toBeLessThanOrEqual(PLACES);
            }
            held = held.filter((_, j) => !slice[j]?.leaves);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Crossing, Point } from './contract.ts';
import crossingsFile from './data/nyc-crossings.json' with { type: 'json' };
import zonesFile from './data/nyc-zones.json' with { type: 'json' };
import {
  cellCentre,
  cellOf,
  cellsOfAreas,
  distanceM,
  matchCrossing,
  nearCells,
  nearest,
  suggestCrossings,
} from './rules.ts';

const inNewYork = fc.record({
  lat: fc.double({ min: 40.5, max: 40.92, noNaN: true }),
  lon: fc.double({ min: -74.26, max: -73.7, noNaN: true }),
});

/** `metres` from a point at a bearing, on the sphere. */
function away({ lat, lon }: Point, metres: number, bearing: number): Point {
  const d = metres / 6_371_008.8;
  const φ = (lat * Math.PI) / 180;
  const φ2 = Math.asin(Math.sin(φ) * Math.cos(d) + Math.cos(φ) * Math.sin(d) * Math.cos(bearing));
  const Δλ = Math.atan2(
    Math.sin(bearing) * Math.sin(d) * Math.cos(φ),
    Math.cos(d) - Math.sin(φ) * Math.sin(φ2),
  );
  return { lat: (φ2 * 180) / Math.PI, lon: lon + (Δλ * 180) / Math.PI };
}

describe('distance', () => {
  it('is right on a known line: Times Square to Union Square, 2.6 km', () => {
    expect(distanceM({ lat: 40.758, lon: -73.9855 }, { lat: 40.7359, lon: -73.9911 })).toBeCloseTo(2502, -2);
  });

  it('measures what was walked, both ways', () => {
    fc.assert(
      fc.property(
        inNewYork,
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        (from, metres, bearing) => {
          const to = away(from, metres, bearing);
          expect(Math.abs(distanceM(from, to) - metres)).toBeLessThan(0.01);
          expect(distanceM(from, to)).toBeCloseTo(distanceM(to, from), 6);
        },
      ),
    );
  });
});

describe('nearCells', () => {
  it('misses nothing within the radius', () => {
    fc.assert(
      fc.property(
        inNewYork,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.integer({ min: 0, max: 3000 }),
        (from, share, bearing, radiusM) => {
          const to = away(from, radiusM * share, bearing);
          expect(nearCells(cellOf(from), radiusM)).toContain(cellOf(to));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('looks at few cells for the place rule', () => {
    expect(nearCells(cellOf({ lat: 40.7557, lon: -73.8831 }), 500).length).toBeLessThan(30);
  });
});

describe('zones as cells', () => {
  const area = fc.record({ centre: inNewYork, reachM: fc.integer({ min: 300, max: 1200 }) });

  it('puts no cell in two zones, none out of reach, and each with its nearest centre', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 12 }), (areas) => {
        const cells = cellsOfAreas(areas);
        expect(new Set(cells.flat()).size).toBe(cells.flat().length);
        for (const [i, list] of cells.entries()) {
          for (const cell of list) {
            const own = distanceM(areas[i]!.centre, cellCentre(cell));
            expect(own).toBeLessThanOrEqual(areas[i]!.reachM);
            for (const other of areas) {
              const distance = distanceM(other.centre, cellCentre(cell));
              expect(distance <= other.reachM && distance < own).toBe(false);
            }
          }
        }
      }),
    );
  });

  it("gives each of New York's zones its cells, and each crossing its zone", () => {
    const cells = cellsOfAreas(
      zonesFile.zones.map((z) => ({ centre: { lat: z.centre[0]!, lon: z.centre[1]! }, reachM: z.reachM })),
    );
    for (const [i, zone] of zonesFile.zones.entries())
      expect(cells[i]!.length, zone.name).toBeGreaterThanOrEqual(5);
    const zoneOf = new Map(cells.flatMap((list, i) => list.map((c) => [c, zonesFile.zones[i]!.slug])));
    const astray = crossingsFile.filter((c) => zoneOf.get(cellOf(c)) !== c.zone).map((c) => c.name);
    expect(astray.length / crossingsFile.length, astray.join('; ')).toBeLessThan(0.1);
  });
});

describe('nearest', () => {
  it('sorts by distance and keeps n', () => {
    fc.assert(
      fc.property(fc.array(inNewYork, { maxLength: 20 }), inNewYork, (places, point) => {
        const found = nearest(places, point, 5);
        expect(found.length).toBe(Math.min(5, places.length));
        const far = found.map((p) => distanceM(point, p));
        expect(far).toEqual([...far].sort((a, b) => a - b));
        const rest = places.filter((p) => !found.includes(p));
        for (const p of rest) expect(distanceM(point, p)).toBeGreaterThanOrEqual(far.at(-1)!);
      }),
    );
  });
});

describe('suggestCrossings', () => {
  const crossings = crossingsFile.map((c, i) => ({ ...c, id: String(i), zoneId: c.zone })) as Crossing[];
  const names = (text: string) => suggestCrossings(crossings, text, 5).map(({ name }) => name);

  it('offers what the typed letters begin, the street named first in front', () => {
    expect(names('Knickerbocker and Myr')).toEqual(['Knickerbocker Av & Myrtle Av']);
    expect(names('roos')[0]).toMatch(/^Roosevelt Av & /);
    expect(
      names('roosevelt av and 8').every((name) => /Roosevelt Av & 8|8\d* St & Roosevelt/.test(name)),
    ).toBe(true);
  });

  it('offers nothing for nothing', () => {
    expect([names(''), names('&'), names('zzzz')]).toEqual([[], [], []]);
  });
});

describe('matchCrossing', () => {
  const crossings: Crossing[] = crossingsFile.map((c, i) => ({ ...c, id: String(i), zoneId: c.zone }));
  const meant = (text: string) => matchCrossing(crossings, text)?.name ?? null;

  it('finds every crossing by its own name, turned round, spelt out and shouted', () => {
    for (const { name } of crossings) {
      const [a, b] = name.split(' & ') as [string, string];
      const spelt = (s: string) =>
        s
          .replace(/\bAv\b/, 'Avenue')
          .replace(/\bSt$/, 'Street')
          .replace(/\b1 (?=St|Av)/, '1st ')
          .replace(/(\d+) (?=Str|Aven)/, '$1th ');
      const tries = [name, `${b} & ${a}`, `${spelt(a)} and ${spelt(b)}`, `${b} @ ${a}`.toUpperCase()];
      for (const text of tries) expect(meant(text), text).toBe(name);
    }
  });

  it.each([
    ['Roosevelt and 82nd', 'Roosevelt Av & 82 St'],
    ['82 St & Roosevelt Ave', 'Roosevelt Av & 82 St'],
    ['roosevelt 82', 'Roosevelt Av & 82 St'],
    ['Avenida Roosevelt con calle 82', 'Roosevelt Av & 82 St'],
    ['la 82 y roosevelt', 'Roosevelt Av & 82 St'],
    ['Rosevelt Ave/82nd street', 'Roosevelt Av & 82 St'],
    ['two vans at the corner of Roosevelt Av and 82nd St, near the bakery', 'Roosevelt Av & 82 St'],
    ['82-10 Roosevelt Ave', 'Roosevelt Av & 82 St'],
    ['罗斯福大道和82街', 'Roosevelt Av & 82 St'],
    ['82街与Roosevelt大道路口', 'Roosevelt Av & 82 St'],
    ['法拉盛缅街和罗斯福大道', 'Main St & Roosevelt Av'],
    ['坚尼路夹勿街', 'Canal St & Mott St'],
    ['Canal at Mott', 'Canal St & Mott St'],
    ['knickerbocker & myrtle', 'Knickerbocker Av & Myrtle Av'],
    ['Knickerboker y Myrtle', 'Knickerbocker Av & Myrtle Av'],
    ['Saint Nicholas Ave and West 181st Street', 'W 181 St & St Nicholas Av'],
    ['125th and Lenox', 'W 125 St & Malcolm X Blvd'],
    ['Seventh Avenue and Ninth Street', '7 Av & 9 St'],
    ['Ave J and Coney Island Ave', 'Avenue J & Coney Island Av'],
    ['Westchester Avenue at Prospect', 'Westchester Av & Prospect Av'],
    ['cross of fordham rd & grand concourse', 'E Fordham Rd & Grand Concourse'],
  ])('%s', (text, name) => expect(meant(text)).toBe(name));

  it.each([
    'Roosevelt Ave',
    'the park',
    '',
    '82',
    'Roosevelt and 83rd',
    '82nd Ave and Roosevelt',
    'two men in a van',
    'Main St',
  ])('does not guess at "%s"', (text) => expect(meant(text)).toBeNull());

  it('never throws and answers fast', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        matchCrossing(crossings, text);
      }),
    );
  });
});

const polygons = '../shared/data/nyc-neighborhoods.geojson';

describe.skipIf(!existsSync(polygons))('zones against the published neighbourhoods', () => {
  interface Feature {
    properties: Record<string, unknown>;
    geometry: { type: string; coordinates: number[][][][] | number[][][] };
  }
  const plain = (s: unknown) =>
    String(s)
      .toLowerCase()
      .replace(/[^a-z]/g, '');

  it('lie in or within 1 km of the one of the same name', () => {
    const { features } = JSON.parse(readFileSync(polygons, 'utf8')) as { features: Feature[] };
    const astray = zonesFile.zones.flatMap((zone) => {
      const same = features.filter(
        ({ properties: { NTAName, BoroName } }) =>
          plain(BoroName) === plain(zone.chapter) && plain(NTAName).includes(plain(zone.name)),
      );
      if (same.length === 0) return [];
      const centre = { lat: zone.centre[0]!, lon: zone.centre[1]! };
      const off = Math.min(...same.map((f) => distanceToM(centre, f.geometry.coordinates)));
      return off > 1000 ? [`${zone.name}: ${Math.round(off)} m`] : [];
    });
    expect(astray).toEqual([]);
  });

  function distanceToM(point: Point, coordinates: unknown): number {
    const rings = (coordinates as number[][][][]).flat(
      typeof (coordinates as number[][][])[0]![0]![0] === 'number' ? 0 : 1,
    ) as number[][][];
    let off = Number.POSITIVE_INFINITY;
    for (const ring of rings) {
      if (isInside(point, ring)) return 0;
      for (const [lon, lat] of ring) off = Math.min(off, distanceM(point, { lat: lat!, lon: lon! }));
    }
    return off;
  }

  function isInside({ lat, lon }: Point, ring: number[][]): boolean {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as [number, number];
      const [xj, yj] = ring[j] as [number, number];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  }
});

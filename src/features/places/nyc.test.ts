import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import crossings from './data/nyc-crossings.json' with { type: 'json' };
import file from './data/nyc-zones.json' with { type: 'json' };

/**
 * Our zones and crossings against the city's neighbourhoods, where that file is at hand: named by
 * NYC_NEIGHBORHOODS, or found as shared/data/nyc-neighborhoods.geojson in a folder above.
 */
function findMap(): string | null {
  const named = process.env.NYC_NEIGHBORHOODS;
  if (named) return named;
  for (let at = resolve(import.meta.dirname); ; at = dirname(at)) {
    const path = join(at, 'shared/data/nyc-neighborhoods.geojson');
    if (existsSync(path)) return path;
    if (at === dirname(at)) return null;
  }
}

type Ring = [lon: number, lat: number][];
interface Neighbourhood {
  name: string;
  borough: string;
  rings: Ring[];
}

interface Feature {
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
  properties: { NTAName: string; BoroName: string };
}

const neighbourhoodsOf = (path: string): Neighbourhood[] =>
  (JSON.parse(readFileSync(path, 'utf8')).features as Feature[]).map(({ geometry, properties }) => ({
    name: properties.NTAName,
    borough: properties.BoroName,
    rings: geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  }));

const metre = 1 / 111_195;

/** Even-odd over all rings, so that a hole is outside. */
function isIn(lat: number, lon: number, rings: Ring[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (const [i, [x, y]] of ring.entries()) {
      const [x0, y0] = ring.at(i - 1)!;
      if (y > lat !== y0 > lat && lon < ((x0 - x) * (lat - y)) / (y0 - y) + x) inside = !inside;
    }
  return inside;
}

/** Metres to the nearest edge; 0 inside. */
function metresTo(lat: number, lon: number, { rings }: Neighbourhood): number {
  if (isIn(lat, lon, rings)) return 0;
  const k = Math.cos((lat * Math.PI) / 180);
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings)
    for (const [i, [x, y]] of ring.entries()) {
      const [x0, y0] = ring.at(i - 1)!;
      const [ax, ay] = [(x0 - lon) * k, y0 - lat];
      const [dx, dy] = [(x - x0) * k, y - y0];
      const along = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy) / metre);
    }
  return nearest;
}

/** The city's name for what people call otherwise. */
const cityNames: Record<string, RegExp> = {
  'financial-district': /^Battery Park City-Lower Manhattan/,
  'greenwich-village': /^West Village/,
  'hells-kitchen': /^Clinton/,
  'upper-east-side': /^Upper East Side|^Lenox Hill/,
  williamsburg: /Williamsburg|^North Side-South Side/,
  'bedford-stuyvesant': /^Bedford$|^Stuyvesant Heights/,
  flatbush: /^Flatbush|^Erasmus/,
  'long-island-city': /Long Island City|^Hunters Point-Sunnyside/,
  'west-brighton': /West New Brighton/,
};
const plain = (name: string) => name.toLowerCase().replace(/[.']/g, '');
const boroughs = new Map(file.chapters.map(({ slug, name }) => [slug, name]));

/** The city's neighbourhoods overlap none; what people call a place ends where they feel it does. */
const zoneOffM = 200;
/** A corner of Manhattan lies on the mainland (Marble Hill), and a street along the water is cut off by the shore line. */
const crossingOffM = 250;

const map = findMap();

describe.skipIf(!map)('the city’s own map', () => {
  const all = map ? neighbourhoodsOf(map) : [];

  it.each(file.zones)('has $name where we say', ({ slug, name, chapter, centre: [lat, lon] }) => {
    const meant = all.filter(
      (n) =>
        n.borough === boroughs.get(chapter) &&
        (cityNames[slug]?.test(n.name) ?? plain(n.name).includes(plain(name))),
    );
    expect(meant.length).toBeGreaterThan(0);
    expect(Math.min(...meant.map((n) => metresTo(lat!, lon!, n)))).toBeLessThanOrEqual(zoneOffM);
  });

  it('has every crossing in its borough', () => {
    const chapterOf = new Map(file.zones.map(({ slug, chapter }) => [slug, chapter]));
    const off = crossings.flatMap(({ name, zone, lat, lon }) => {
      const own = all.filter((n) => n.borough === boroughs.get(chapterOf.get(zone)!));
      const metres = Math.min(...own.map((n) => metresTo(lat, lon, n)));
      return metres > crossingOffM ? [`${name}: ${Math.round(metres)} m off`] : [];
    });
    expect(off).toEqual([]);
  });
});

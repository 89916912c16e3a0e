import { cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import type { Point } from './contract.ts';

/** H3 resolution of zones and of everything that asks "how near": an edge of about 200 m. */
export const RESOLUTION = 9;
/** Resolution of a home: an edge of about 530 m, so that a cell is no address. */
export const HOME_RESOLUTION = 8;

const EARTH_M = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine on the mean radius, IUGG). */
export function distanceM(a: Point, b: Point): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The H3 cell of a point, resolution 9. */
export const cellOf = (point: Point): string => latLngToCell(point.lat, point.lon, RESOLUTION);

/** The coarse cell a home is kept as. */
export const homeCellOf = (point: Point): string => latLngToCell(point.lat, point.lon, HOME_RESOLUTION);

/** The middle of a cell of any resolution. */
export function cellCentre(cell: string): Point {
  const [lat, lon] = cellToLatLng(cell);
  return { lat, lon };
}

/** From a cell's middle to its furthest corner, in metres. */
export function cellReachM(cell: string): number {
  const centre = cellCentre(cell);
  return Math.max(...cellToBoundary(cell).map(([lat, lon]) => distanceM(centre, { lat, lon })));
}

/**
 * Every cell in which something can lie that is within `radiusM` of anything in `cell`, itself included.
 * Somewhat too many rather than one too few: the exact distance is for the caller to measure.
 */
export function nearCells(cell: string, radiusM: number): string[] {
  const centre = cellCentre(cell);
  // Neighbouring cells differ in size by well under 5 %.
  const reach = cellReachM(cell) * 1.05;
  const between = radiusM + 2 * reach;
  // In a hexagonal grid the middle of a cell n steps away is at least 1.5 n edges off.
  const steps = Math.ceil(between / (1.5 * (reach / 1.15)));
  return gridDisk(cell, steps).filter((other) => distanceM(centre, cellCentre(other)) <= between);
}

/** A centre and how far it reaches. */
export interface Area {
  centre: Point;
  reachM: number;
}

/** The cells of each area, in the areas' order. A cell that several reach belongs to the nearest centre, so no cell is in two. */
export function cellsOfAreas(areas: Area[]): string[][] {
  const nearest = new Map<string, { area: number; distance: number }>();
  for (const [area, { centre, reachM }] of areas.entries()) {
    for (const cell of nearCells(cellOf(centre), reachM)) {
      const distance = distanceM(centre, cellCentre(cell));
      const known = nearest.get(cell);
      if (distance <= reachM && (!known || distance < known.distance)) nearest.set(cell, { area, distance });
    }
  }
  const cells: string[][] = areas.map(() => []);
  for (const [cell, { area }] of nearest) cells[area]!.push(cell);
  return cells;
}

/** The `n` nearest of `places`, nearest first. */
export function nearest<P extends Point>(places: readonly P[], point: Point, n: number): P[] {
  return places
    .map((place) => ({ place, distance: distanceM(point, place) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, n)
    .map(({ place }) => place);
}

export { publicCorner } from './rules/corner.ts';
export { matchCrossing, suggestCrossings } from './rules/crossings.ts';

import type { FeatureCollection } from 'geojson';
import { cellsToMultiPolygon } from 'h3-js';
import type { listZones } from '../../../features/places/contract.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';

type Zones = Answer<typeof listZones>['items'];

/** Zones as land: one outline each, from their H3 cells. */
export function landOf(zones: Zones): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: zones.map((zone) => ({
      type: 'Feature',
      properties: { name: zone.name },
      geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(zone.cells, true) },
    })),
  };
}

const EARTH_M = 6_371_008.8;
const corners = 48;

/** A circle of so many metres, for accuracy and for the 500 m of the place rule. */
export function circle(point: { lat: number; lon: number }, radiusM: number): FeatureCollection {
  const ring = Array.from({ length: corners + 1 }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners;
    const lat = (radiusM / EARTH_M) * Math.cos(angle);
    const lon = ((radiusM / EARTH_M) * Math.sin(angle)) / Math.cos((point.lat * Math.PI) / 180);
    return [point.lon + (lon * 180) / Math.PI, point.lat + (lat * 180) / Math.PI];
  });
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
  };
}

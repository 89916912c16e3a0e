import { addProtocol, type LayerSpecification, type SourceSpecification } from 'maplibre-gl';
import { Protocol } from 'pmtiles';
import type { Colours } from './style.ts';

/** The map file as a source. Each call reads it anew: a reader that failed once would keep failing. */
export function basemapSource(path: string): SourceSpecification {
  addProtocol('pmtiles', new Protocol().tile);
  return { type: 'vector', url: `pmtiles://${location.origin}${path}` };
}

type LineWidth = NonNullable<Extract<LayerSpecification, { type: 'line' }>['paint']>['line-width'];

/** Thin from afar, about as wide as a street from near: pixels at zoom 9 and at zoom 17. */
const growing = (far: number, near: number): LineWidth => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  9,
  far,
  17,
  near,
];

/** A quiet map in the schema of Protomaps, without words: those would need a file of letters. */
export function basemapLayers(colours: Colours): LayerSpecification[] {
  return [
    area('earth', colours.land),
    { ...area('landuse', colours.green), filter: ['in', ['get', 'kind'], ['literal', green]] },
    { ...area('water', colours.water), filter: ['==', ['geometry-type'], 'Polygon'] },
    {
      ...line('streams', 'water', colours.water, growing(0.5, 4)),
      filter: ['==', ['geometry-type'], 'LineString'],
    },
    { ...area('buildings', colours.building), minzoom: 14 },
    {
      ...line('streets', 'roads', colours.road, growing(0.2, 7)),
      filter: ['in', ['get', 'kind'], ['literal', ['minor_road', 'path', 'other']]],
    },
    {
      ...line('rails', 'roads', colours.edge, growing(0.3, 1.5), [4, 3]),
      filter: ['==', ['get', 'kind'], 'rail'],
    },
    {
      ...line('main-roads', 'roads', colours.road, growing(1, 14)),
      filter: ['in', ['get', 'kind'], ['literal', ['highway', 'major_road']]],
    },
    line('boundaries', 'boundaries', colours.edge, 0.5, [6, 4]),
  ];
}

const green = [
  'park',
  'national_park',
  'nature_reserve',
  'forest',
  'wood',
  'grass',
  'grassland',
  'meadow',
  'scrub',
  'cemetery',
  'garden',
  'golf_course',
  'pitch',
  'playground',
  'recreation_ground',
];

const area = (layer: string, colour: string) =>
  ({
    id: `basemap-${layer}`,
    type: 'fill',
    source: 'basemap',
    'source-layer': layer,
    paint: { 'fill-color': colour },
  }) as const;

const line = (id: string, layer: string, colour: string, width: LineWidth, dashes?: number[]) =>
  ({
    id: `basemap-${id}`,
    type: 'line',
    source: 'basemap',
    'source-layer': layer,
    paint: {
      'line-color': colour,
      'line-width': width,
      ...(dashes && { 'line-dasharray': dashes }),
    },
  }) as const;

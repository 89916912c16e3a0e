import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import { basemapLayers, basemapSource } from './basemap.ts';

/** The tokens of the theme that is on now. */
function mapColours() {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  return {
    ground: token('--sunken'),
    land: token('--surface'),
    edge: token('--line-strong'),
    around: token('--blue'),
    water: token('--blue-wash'),
    green: token('--green-wash'),
    road: token('--line'),
    building: token('--sunken'),
  };
}
export type Colours = ReturnType<typeof mapColours>;

/** Zones as land on nothing; where the network has a map file (`tiles`, its path), as outlines on that map. */
export function styleOf(land: FeatureCollection, tiles: string | null): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...(tiles && { basemap: basemapSource(tiles) }),
      land: { type: 'geojson', data: land },
      around: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: layersOf(mapColours(), tiles !== null),
  };
}

function layersOf(colours: Colours, hasBasemap: boolean): LayerSpecification[] {
  const land: LayerSpecification = {
    id: 'land',
    type: 'fill',
    source: 'land',
    paint: { 'fill-color': colours.land },
  };
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
    ...(hasBasemap ? basemapLayers(colours) : [land]),
    {
      id: 'edge',
      type: 'line',
      source: 'land',
      paint: { 'line-color': colours.edge, 'line-width': 1, 'line-opacity': 0.55 },
    },
    {
      id: 'around',
      type: 'fill',
      source: 'around',
      paint: { 'fill-color': colours.around, 'fill-opacity': 0.1 },
    },
    {
      id: 'around-edge',
      type: 'line',
      source: 'around',
      paint: { 'line-color': colours.around, 'line-width': 1, 'line-dasharray': [3, 2] },
    },
  ];
}

const colourNames = ['background-color', 'fill-color', 'line-color'] as const;

/** Light and dark change while the map is open. */
export function repaint(map: MapLibre, tiles: string | null) {
  for (const { id, paint = {} } of layersOf(mapColours(), tiles !== null)) {
    for (const name of colourNames) {
      if (name in paint) map.setPaintProperty(id, name, (paint as Record<string, string>)[name]!);
    }
  }
}

import type { FeatureCollection } from 'geojson';
import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl';

/** The tokens of the theme that is on now. */
export function mapColours() {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  return {
    water: token('--sunken'),
    land: token('--surface'),
    edge: token('--line-strong'),
    around: token('--blue'),
  };
}
type Colours = ReturnType<typeof mapColours>;

export function styleOf(land: FeatureCollection): StyleSpecification {
  const colours = mapColours();
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land },
      around: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
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
    ],
  };
}

/** Light and dark change while the map is open. */
export function paint(map: MapLibre, colours: Colours) {
  map.setPaintProperty('water', 'background-color', colours.water);
  map.setPaintProperty('land', 'fill-color', colours.land);
  map.setPaintProperty('edge', 'line-color', colours.edge);
  map.setPaintProperty('around', 'fill-color', colours.around);
  map.setPaintProperty('around-edge', 'line-color', colours.around);
}

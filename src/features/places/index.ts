import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { seed } from './seed.ts';

export {
  addPlaces,
  cellsByZone,
  chapters,
  findCrossing,
  nearestCrossings,
  type PlacesFile,
  zoneAt,
  zones,
} from './commands.ts';
export type { Chapter, Crossing, Place, Point, Zone } from './contract.ts';
export { cellCentre, cellOf, distanceM, homeCellOf, nearCells, publicCorner } from './rules.ts';

export const feature: Feature = { name: 'places', routes, seed };

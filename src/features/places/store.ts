import type { Tx } from '../../platform/db/index.ts';
import type { Chapter, Crossing, Zone } from './contract.ts';

/** Everything that a network says about its places; small enough to be kept in memory. */
export interface Gazetteer {
  chapters: Chapter[];
  zones: Zone[];
  crossings: Crossing[];
  /** H3 cell (resolution 9) → zone id. */
  zoneOfCell: Map<string, string>;
}

const chunk = 1000;

export async function selectGazetteer(tx: Tx, networkId: string): Promise<Gazetteer> {
  const chapters = await tx
    .selectFrom('chapters')
    .select(['id', 'slug', 'name'])
    .where('network_id', '=', networkId)
    .orderBy('name')
    .execute();
  const zones = await tx
    .selectFrom('zones')
    .select(['id', 'slug', 'name', 'chapter_id as chapterId', 'lat', 'lon'])
    .where('network_id', '=', networkId)
    .orderBy('name')
    .execute();
  const crossings = await tx
    .selectFrom('crossings')
    .select(['id', 'name', 'zone_id as zoneId', 'lat', 'lon'])
    .where('network_id', '=', networkId)
    .orderBy('name')
    .execute();
  const cells = await tx
    .selectFrom('zone_cells')
    .select(['cell', 'zone_id'])
    .where('network_id', '=', networkId)
    .orderBy('cell')
    .execute();
  return { chapters, zones, crossings, zoneOfCell: new Map(cells.map((c) => [c.cell, c.zone_id])) };
}

/** Adds chapters, zones with their cells, and crossings. Throws when a slug or a cell is already taken. */
export async function insertGazetteer(tx: Tx, networkId: string, places: Gazetteer): Promise<void> {
  const network_id = networkId;
  await tx
    .insertInto('chapters')
    .values(places.chapters.map((c) => ({ network_id, ...c })))
    .execute();
  await tx
    .insertInto('zones')
    .values(places.zones.map(({ chapterId, ...z }) => ({ network_id, chapter_id: chapterId, ...z })))
    .execute();
  const cells = [...places.zoneOfCell].map(([cell, zone_id]) => ({ network_id, cell, zone_id }));
  for (let i = 0; i < cells.length; i += chunk)
    await tx
      .insertInto('zone_cells')
      .values(cells.slice(i, i + chunk))
      .execute();
  const crossings = places.crossings.map(({ zoneId, ...c }) => ({ network_id, zone_id: zoneId, ...c }));
  for (let i = 0; i < crossings.length; i += chunk)
    await tx
      .insertInto('crossings')
      .values(crossings.slice(i, i + chunk))
      .execute();
}

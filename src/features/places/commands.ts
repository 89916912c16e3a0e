import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import type { Chapter, Crossing, Point, Zone } from './contract.ts';
import { cellOf, cellsOfAreas, matchCrossing, nearest, suggestCrossings } from './rules.ts';
import * as store from './store.ts';

/** Places in a file: zones by centre and reach, crossings by name. */
export interface PlacesFile {
  chapters: { slug: string; name: string }[];
  zones: { slug: string; name: string; chapter: string; centre: number[]; reachM: number }[];
  crossings: { name: string; lat: number; lon: number; zone: string }[];
}

/** How long another process may go on with what it read, in milliseconds. */
const freshMs = 60_000;
const kept = new Map<string, { places: store.Gazetteer; readAt: number }>();

/** Asked for each report, so kept in memory; a network without places is asked for again. */
async function gazetteer(ctx: Ctx): Promise<store.Gazetteer> {
  const known = kept.get(ctx.network.id);
  if (known && Math.abs(ctx.now.getTime() - known.readAt) < freshMs) return known.places;
  const places = await store.selectGazetteer(ctx.tx, ctx.network.id);
  if (places.zones.length > 0) kept.set(ctx.network.id, { places, readAt: ctx.now.getTime() });
  return places;
}

/** Gives a network its chapters, zones and crossings. `id` makes ids; the demo gives its own, so that they stay the same. */
export async function addPlaces(ctx: Ctx, file: PlacesFile, id: () => string = newId): Promise<void> {
  const chapters = file.chapters.map((c) => ({ ...c, id: id() }));
  const chapterIds = new Map(chapters.map((c) => [c.slug, c.id]));
  const zones = file.zones.map((z) => ({
    id: id(),
    slug: z.slug,
    name: z.name,
    chapterId: chapterIds.get(z.chapter)!,
    lat: z.centre[0]!,
    lon: z.centre[1]!,
  }));
  const zoneIds = new Map(zones.map((z) => [z.slug, z.id]));
  const cells = cellsOfAreas(
    file.zones.map((z) => ({ centre: { lat: z.centre[0]!, lon: z.centre[1]! }, reachM: z.reachM })),
  );
  await store.insertGazetteer(ctx.tx, ctx.network.id, {
    chapters,
    zones,
    crossings: file.crossings.map(({ zone, ...c }) => ({ id: id(), ...c, zoneId: zoneIds.get(zone)! })),
    zoneOfCell: new Map(cells.flatMap((list, i) => list.map((cell) => [cell, zones[i]!.id] as const))),
  });
  kept.delete(ctx.network.id);
}

export const chapters = async (ctx: Ctx): Promise<Chapter[]> => (await gazetteer(ctx)).chapters;

export const zones = async (ctx: Ctx): Promise<Zone[]> => (await gazetteer(ctx)).zones;

/** The cells of each zone, by zone id. */
export async function cellsByZone(ctx: Ctx): Promise<Map<string, string[]>> {
  const { zoneOfCell, zones } = await gazetteer(ctx);
  const cells = new Map<string, string[]>(zones.map((z) => [z.id, []]));
  for (const [cell, zone] of zoneOfCell) cells.get(zone)!.push(cell);
  return cells;
}

/** The zone a point lies in; null between and outside of zones. */
export async function zoneAt(ctx: Ctx, point: Point): Promise<Zone | null> {
  const { zoneOfCell, zones } = await gazetteer(ctx);
  const id = zoneOfCell.get(cellOf(point));
  return zones.find((z) => z.id === id) ?? null;
}

/** The crossing that words mean ("Roosevelt and 82nd"); null when there is none, or several far apart. */
export const findCrossing = async (ctx: Ctx, text: string): Promise<Crossing | null> =>
  matchCrossing((await gazetteer(ctx)).crossings, text);

/** Crossings to choose from while somebody types: the one that is meant first. */
export async function crossingsByName(ctx: Ctx, text: string, n: number): Promise<Crossing[]> {
  const { crossings } = await gazetteer(ctx);
  const meant = matchCrossing(crossings, text);
  const others = suggestCrossings(crossings, text, n).filter(({ id }) => id !== meant?.id);
  return [...(meant ? [meant] : []), ...others].slice(0, n);
}

/** The `n` nearest crossings, nearest first. */
export const nearestCrossings = async (ctx: Ctx, point: Point, n: number): Promise<Crossing[]> =>
  nearest((await gazetteer(ctx)).crossings, point, n);

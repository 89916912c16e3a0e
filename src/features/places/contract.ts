import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

/** Degrees, WGS 84. */
export const Point = z.object({
  lat: z.number().check(z.gte(-90), z.lte(90)),
  lon: z.number().check(z.gte(-180), z.lte(180)),
});
export type Point = z.infer<typeof Point>;

/** Where something was seen: the words as given, and what is known beyond them. */
export const Place = z.object({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)),
  point: z.optional(Point),
  /** How far off the point may be, in metres. */
  accuracyM: z.optional(z.int().check(z.gte(0), z.lte(50_000))),
  crossingId: z.optional(z.uuid()),
});
export type Place = z.infer<typeof Place>;

export const Chapter = z.object({ id: z.uuid(), slug: z.string(), name: z.string() });
export type Chapter = z.infer<typeof Chapter>;

/** A neighbourhood: a set of H3 cells around its centre. */
export const Zone = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  chapterId: z.uuid(),
  lat: z.number(),
  lon: z.number(),
});
export type Zone = z.infer<typeof Zone>;

/** Two streets that cross: a public place by name. */
export const Crossing = z.object({
  id: z.uuid(),
  name: z.string(),
  zoneId: z.uuid(),
  lat: z.number(),
  lon: z.number(),
});
export type Crossing = z.infer<typeof Crossing>;

export const listZones = endpoint({
  method: 'GET',
  path: '/api/v1/zones',
  summary:
    'Chapters and zones, each zone with its H3 cells (resolution 9), and where the map beneath them is',
  out: z.object({
    chapters: z.array(Chapter),
    items: z.array(z.extend(Zone, { cells: z.array(z.string()) })),
    /** Path of the PMTiles file; null where this server has none. */
    tiles: z.nullable(z.string()),
  }),
});

/** `lat,lon` as one value, so that it fits a query. */
const LatLon = z.string().check(z.maxLength(40), z.regex(/^-?\d{1,2}(\.\d{1,12})?,-?\d{1,3}(\.\d{1,12})?$/));

export const findCrossings = endpoint({
  method: 'GET',
  path: '/api/v1/crossings',
  summary: 'Street crossings: the nearest to a point (near=lat,lon), or those meant by words (q=…)',
  query: z.object({ near: z.optional(LatLon), q: z.optional(z.string().check(z.maxLength(300))) }),
  out: z.object({ items: z.array(z.extend(Crossing, { cell: z.string() })) }),
});

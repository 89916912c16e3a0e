import type { Point } from '../../places/contract.ts';
import { distanceM } from '../../places/rules.ts';

/** The place rule: at most so many of the network's people within so many metres, whatever sent them. */
export const PLACES = 4;
export const PLACE_RADIUS_M = 500;

/** Where somebody is or will be: the meet point, and the incident they go for. Both count. */
export interface Seat {
  subject: string;
  personId: string;
  points: Point[];
}

export interface Claim extends Seat {
  /** Claims of one call-out share its room. */
  group?: string;
}

/** elsewhere: that person holds another seat. group: the call-out has all it wanted. place: the four are there. */
export type Claimed = 'seated' | 'already' | 'elsewhere' | 'group' | 'place';

export interface Place {
  radiusM: number;
  places: number;
}

export const strictest: Place = { radiusM: PLACE_RADIUS_M, places: PLACES };

const isNear = (points: Point[], anchor: Point, radiusM: number) =>
  points.some((p) => distanceM(p, anchor) <= radiusM);

/**
 * How many more may go to `points`. Counted around each of them, around each open incident near (`anchors`), and
 * around every seat near: one more person must be too many for none of these.
 */
export function freePlaces(points: Point[], seats: Seat[], anchors: Point[], place = strictest): number {
  const around = [...anchors, ...seats.flatMap((s) => s.points)].filter((a) =>
    isNear(points, a, place.radiusM),
  );
  const fullest = [...points, ...around].map(
    (a) => seats.filter((s) => isNear(s.points, a, place.radiusM)).length,
  );
  return Math.max(0, place.places - Math.max(...fullest));
}

/**
 * Seats claims in their order. `room` says how many more each group may take. The seats given count for the claims
 * that follow, so that no two of a batch share the last place.
 */
export function seatInOrder(
  claims: Claim[],
  held: Seat[],
  anchors: Point[],
  room: ReadonlyMap<string, number> = new Map(),
  place = strictest,
): Claimed[] {
  const seats = [...held];
  const left = new Map(room);
  return claims.map((claim) => {
    const own = seats.find((s) => s.personId === claim.personId);
    if (own) return own.subject === claim.subject ? 'already' : 'elsewhere';
    const groupLeft = claim.group === undefined ? Number.POSITIVE_INFINITY : (left.get(claim.group) ?? 0);
    if (groupLeft <= 0) return 'group';
    if (freePlaces(claim.points, seats, anchors, place) < 1) return 'place';
    seats.push(claim);
    if (claim.group !== undefined) left.set(claim.group, groupLeft - 1);
    return 'seated';
  });
}

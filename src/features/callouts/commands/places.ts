import type { Ctx } from '../../../platform/context.ts';
import { openPoints } from '../../incidents/index.ts';
import { cellOf, nearCells, type Point } from '../../places/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import {
  type Claim,
  type Claimed,
  freePlaces,
  PLACES,
  type Place,
  type Seat,
  seatInOrder,
} from '../rules.ts';
import * as store from '../store.ts';

/**
 * How many more of the network's people may go to these points now (at most four within 500 m, whatever sent them).
 * For showing and planning: only `claimSeats` gives a place.
 */
export async function placeRoom(ctx: Ctx, ...points: Point[]): Promise<number> {
  const place = await placeOf(ctx);
  const [seats, anchors] = [await seatsNear(ctx, points, place), await openPoints(ctx)];
  return freePlaces(points, seats, anchors, place);
}

/**
 * The one door for every feature that sends people. Gives places in the order of the claims, under the network's
 * lock, which is held to the end of the transaction and must be the first that the transaction takes. A place is
 * kept until `freeSeats`. `room` says how many more each group of claims may take.
 */
export async function claimSeats(
  ctx: Ctx,
  claims: Claim[],
  room: ReadonlyMap<string, number> = new Map(),
): Promise<Claimed[]> {
  if (claims.length === 0) return [];
  await store.lockPlaces(ctx);
  const place = await placeOf(ctx);
  const near = await seatsNear(
    ctx,
    claims.flatMap((c) => c.points),
    place,
  );
  const own = await store.selectSeatsOf(
    ctx,
    claims.map((c) => c.personId),
  );
  const held = [
    ...near,
    ...own.filter((o) => !near.some((n) => n.subject === o.subject)).map((o) => opened(ctx, o)),
  ];
  const answers = seatInOrder(claims, held, await openPoints(ctx), room, place);
  const taken = claims.filter((_, i) => answers[i] === 'seated');
  await store.insertSeats(
    ctx,
    taken.map(({ subject, personId, points }) => ({
      subject,
      personId,
      cell: cellOf(points[0]!),
      points: ctx.vault.encrypt(points, { record: subject, field: 'points' }),
    })),
  );
  return answers;
}

/** Gives places back; whoever held them has left or never went. */
export const freeSeats = (ctx: Ctx, subjects: readonly string[]): Promise<void> =>
  store.deleteSeats(ctx, subjects);

/** A playbook may make the rule tighter, never looser. */
async function placeOf(ctx: Ctx): Promise<Place> {
  const { team } = await currentPlaybook(ctx);
  return { places: Math.min(PLACES, team.max), radiusM: team.radiusM };
}

/**
 * Seats that can matter to these points: a seat is found by its first point, which lies within one radius of its
 * others; those within one radius of an anchor, which is within one of the points.
 */
async function seatsNear(ctx: Ctx, points: Point[], { radiusM }: Place): Promise<Seat[]> {
  const own = new Set(points.map(cellOf));
  const cells = new Set([...own].flatMap((cell) => nearCells(cell, 3 * radiusM)));
  return (await store.selectSeatsIn(ctx, [...cells])).map((row) => opened(ctx, row));
}

const opened = (ctx: Ctx, row: store.SeatRow): Seat => ({
  subject: row.subject,
  personId: row.personId,
  points: ctx.vault.decrypt<Point[]>(row.points, { record: row.subject, field: 'points' }),
});

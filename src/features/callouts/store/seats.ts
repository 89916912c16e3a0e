import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface SeatRow {
  subject: string;
  personId: string;
  cell: string;
  points: Encrypted;
}

/** Places in a network are given out one transaction after the other; held until its end. Always the first lock taken. */
export async function lockPlaces(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`places ${ctx.network.id}`}, 0))`.execute(ctx.tx);
}

const seats = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('seats')
    .select(['subject', 'person_id as personId', 'cell', 'points'])
    .where('network_id', '=', ctx.network.id);

export const selectSeatsIn = (ctx: Ctx, cells: string[]): Promise<SeatRow[]> =>
  seats(ctx)
    .where((e) => e('cell', '=', e.fn.any(e.val(cells))))
    .execute();

export const selectSeatsOf = (ctx: Ctx, personIds: readonly string[]): Promise<SeatRow[]> =>
  personIds.length === 0
    ? Promise.resolve([])
    : seats(ctx)
        .where('person_id', 'in', [...personIds])
        .execute();

export async function insertSeats(ctx: Ctx, rows: SeatRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('seats')
    .values(
      rows.map((s) => ({
        network_id: ctx.network.id,
        subject: s.subject,
        person_id: s.personId,
        cell: s.cell,
        points: s.points,
        at: ctx.now,
      })),
    )
    .execute();
}

export async function deleteSeats(ctx: Ctx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await ctx.tx
    .deleteFrom('seats')
    .where('network_id', '=', ctx.network.id)
    .where('subject', 'in', [...subjects])
    .execute();
}

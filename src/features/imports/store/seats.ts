import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export async function insertSeats(
  ctx: Ctx,
  importId: string,
  seats: { seatId: string; line: number }[],
): Promise<void> {
  if (seats.length === 0) return;
  await sql`
    insert into import_seats (network_id, import_id, seat_id, line)
    select ${ctx.network.id}, ${importId}, s.* from unnest(${seats.map((s) => s.seatId)}::uuid[],
      ${seats.map((s) => s.line)}::int[]) s(seat_id, line)`.execute(ctx.tx);
}

/** Seats that an undo has not looked at yet. */
export async function selectSeats(ctx: Ctx, importId: string, limit: number): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('import_seats')
    .select('seat_id')
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .where('undone_at', 'is', null)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows.map((r) => r.seat_id);
}

/** Those that are not `gone` stayed. */
export async function markSeatsUndone(
  ctx: Ctx,
  importId: string,
  seatIds: string[],
  gone: ReadonlySet<string>,
): Promise<void> {
  await sql`
    update import_seats m set undone_at = ${ctx.now}, stayed = not (m.seat_id = any(${[...gone]}::uuid[]))
    where m.network_id = ${ctx.network.id} and m.import_id = ${importId}
      and m.seat_id = any(${seatIds}::uuid[])`.execute(ctx.tx);
}

import type { Ctx } from '../../../platform/context.ts';
import { chapters } from '../../places/index.ts';
import * as store from '../store.ts';
import { upcoming } from './own-sessions.ts';
import { placeOf, seatsOf } from './present-sessions.ts';

/** A session as anybody may know of it. */
export interface OpenSession {
  row: store.SessionRow;
  chapter: string;
  place: string | null;
  /** Seats that are free. */
  left: number;
}

/** Sessions to come with what is free in each. */
export async function openSessions(ctx: Ctx): Promise<OpenSession[]> {
  const rows = await upcoming(ctx);
  const seats = await seatsOf(ctx, rows);
  const fill = await store.selectFill(
    ctx,
    rows.map((s) => s.id),
  );
  const names = new Map((await chapters(ctx)).map((one) => [one.id, one.name]));
  return rows.map((row) => ({
    row,
    chapter: names.get(row.chapterId) ?? '',
    place: placeOf(ctx, row),
    left: Math.max(0, seats(row) - fill.get(row.id)!.confirmed),
  }));
}

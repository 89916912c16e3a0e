import type { Ctx } from '../../platform/context.ts';

export interface Shift {
  id: string;
  role: string;
  chapterId: string | null;
  personId: string;
  startsAt: Date;
  endsAt: Date;
}

/** Shifts that cover a moment, by role and start. */
export const selectAt = (ctx: Ctx, at: Date): Promise<Shift[]> =>
  ctx.tx
    .selectFrom('shifts')
    .where('network_id', '=', ctx.network.id)
    .where('starts_at', '<=', at)
    .where('ends_at', '>', at)
    .select([
      'id',
      'role',
      'chapter_id as chapterId',
      'person_id as personId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    ])
    .orderBy('role')
    .orderBy('starts_at')
    .execute();

export async function insertShifts(ctx: Ctx, shifts: Shift[]): Promise<void> {
  if (shifts.length === 0) return;
  await ctx.tx
    .insertInto('shifts')
    .values(
      shifts.map((s) => ({
        network_id: ctx.network.id,
        id: s.id,
        role: s.role,
        chapter_id: s.chapterId,
        person_id: s.personId,
        starts_at: s.startsAt,
        ends_at: s.endsAt,
      })),
    )
    .execute();
}

import type { Ctx } from '../../../platform/context.ts';
import type { ShiftRole } from '../contract.ts';
import { coverageOf, isGap, type Seated } from '../rules.ts';
import * as store from '../store.ts';
import { candidates } from './candidates.ts';

/** A published slot that is short for some of its time from now on. */
export interface Gap {
  slotId: string;
  role: ShiftRole;
  chapterId: string | null;
  startsAt: Date;
  endsAt: Date;
}

/** Slots that begin before a moment, are not over and are short: too few on them, or a language that nobody speaks. */
export async function gapsBefore(ctx: Ctx, until: Date): Promise<Gap[]> {
  const slots = (await store.selectSlots(ctx.tx, ctx.network.id, ctx.now, until)).filter(
    (slot) => slot.state === 'published',
  );
  if (slots.length === 0) return [];
  const ends = new Date(Math.max(...slots.map((slot) => slot.endsAt.getTime())));
  const shifts = (await store.selectBetween(ctx.tx, ctx.network.id, ctx.now, ends)).filter((s) => !s.learner);
  const known = await candidates(ctx, [...new Set(shifts.map((s) => s.personId))]);
  const seats = shifts.map(
    (s): Seated => ({ ...s, draft: s.state === 'draft', languages: known.get(s.personId)?.languages ?? [] }),
  );
  const short = coverageOf(slots, seats, ctx.now, ends).filter(isGap);
  return slots
    .filter((slot) => {
      const own = shifts.filter((s) => s.slotId === slot.id && s.state === 'on' && s.endsAt > ctx.now);
      return short.some(
        (piece) =>
          piece.role === slot.role &&
          piece.chapterId === slot.chapterId &&
          piece.from < slot.endsAt &&
          piece.to > slot.startsAt &&
          // Where two slots overlap, the one that is short itself.
          (own.filter((s) => s.startsAt <= piece.from && s.endsAt >= piece.to).length < slot.minimum ||
            piece.missing.some((language) => slot.languages.includes(language))),
      );
    })
    .map(({ id, role, chapterId, startsAt, endsAt }) => ({ slotId: id, role, chapterId, startsAt, endsAt }));
}

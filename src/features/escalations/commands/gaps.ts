import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { gapsBefore } from '../../shifts/index.ts';
import type { Waiting } from './escalate.ts';

/** A shift that is short is chased from so many hours before it on; and urgently from so many. */
const chasedHours = 48;
const urgentHours = 12;

/** Shifts that are short: whoever could take one is chased. */
export async function shortShifts(ctx: Ctx): Promise<Waiting[]> {
  const urgent = plusMinutes(ctx.now, urgentHours * 60);
  const gaps = await gapsBefore(ctx, plusMinutes(ctx.now, chasedHours * 60));
  return gaps.map(({ slotId, chapterId, role, startsAt, endsAt }) => ({
    ...{ kind: startsAt <= urgent ? 'gapNow' : 'gap', subject: slotId, chapterId },
    facts: { role, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
  }));
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { gapsBefore } from '../../shifts/index.ts';
import type { Kind } from '../contract.ts';
import * as store from '../store.ts';
import { escalate, settle } from './escalate.ts';

/** A shift that is short is chased from so many hours before it on; and urgently from so many. */
const chasedHours = 48;
const urgentHours = 12;

/**
 * Chases whoever could take a shift that is short, and stops where it is not any more. Run every few minutes and when
 * something on the rota changed; again changes nothing.
 */
export async function watchGaps(ctx: Ctx): Promise<void> {
  const gaps = await gapsBefore(ctx, plusMinutes(ctx.now, chasedHours * 60));
  const urgent = plusMinutes(ctx.now, urgentHours * 60);
  const kindOf = new Map<string, Kind>(
    gaps.map((gap) => [gap.slotId, gap.startsAt <= urgent ? 'gapNow' : 'gap']),
  );
  for (const kind of ['gap', 'gapNow'] as const) {
    const open = await store.selectOpenOf(ctx, kind);
    const gone = open.filter(({ subject }) => kindOf.get(subject) !== kind).map(({ subject }) => subject);
    await settle(ctx, gone, kind);
  }
  await escalate(
    ctx,
    ...gaps.map(({ slotId, chapterId, role, startsAt, endsAt }) => ({
      ...{ kind: kindOf.get(slotId)!, subject: slotId, chapterId },
      facts: { role, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    })),
  );
}

/** Something on the rota changed: looked at once, however much it was. */
export const lookAtGaps = (ctx: Ctx): Promise<void> => enqueue(ctx, 'escalations.gaps', {}, ctx.now, 'gaps');

import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { cancel } from '../../../platform/jobs/index.ts';
import { send } from '../../channels/index.ts';
import { note } from '../../incidents/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { assignmentEvent, langFor, refreshResponse } from './common.ts';

/**
 * Asks nobody further. Who was asked and has not answered is released, and thanked unless `quietly` (they hear
 * something else in this act). Those who go, go on.
 */
export async function closeCallout(
  ctx: Ctx,
  callout: store.CalloutRow,
  as: store.ClosedAs,
  { quietly = false } = {},
): Promise<void> {
  await store.updateCallout(ctx, callout.id, { closed_at: ctx.now, closed_as: as });
  await cancel(ctx, waveKey(callout.id));
  const released = await store.endAsks(ctx, { calloutIds: [callout.id] }, 'released', ctx.now);
  if (!quietly) await thank(ctx, callout, released);
  await refreshResponse(ctx, callout.incidentId);
  await note(ctx, callout.incidentId, 'callout.closed', {
    subject: callout.id,
    data: { code: callout.code, as, released: released.length },
  });
  await emit(
    ctx,
    { kind: 'callout.closed', subject: callout.id, data: { incident: callout.incidentId, as } },
    ...released.map((row) => assignmentEvent('assignment.released', row)),
  );
}

export const waveKey = (calloutId: string) => `wave ${calloutId}`;

/** "Not needed, thank you" to these. */
export async function thank(ctx: Ctx, callout: store.CalloutRow, rows: store.AssignmentRow[]): Promise<void> {
  await send(
    ctx,
    rows.map((row) => ({
      to: { personId: row.personId },
      body: say(langFor(row), 'notNeeded', { code: callout.code }),
      language: row.language,
      purpose: 'not_needed',
      subject: row.id,
      drill: callout.drill,
    })),
  );
}

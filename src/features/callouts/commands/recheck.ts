import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { send } from '../../channels/index.ts';
import { incident, note } from '../../incidents/index.ts';
import { say } from '../messages.ts';
import { isSeated } from '../rules.ts';
import * as store from '../store.ts';
import { closeCallout } from './close.ts';
import { assignmentEvent, langFor } from './common.ts';
import { expectSetOff, stopExpecting } from './expect.ts';
import { planWave } from './wave.ts';

/**
 * What was confirmed is being checked anew: nobody further is asked to observe, and those who said yes wait where they
 * are until it is confirmed again. If it is not, they are stood down like everyone else.
 */
export async function pause(ctx: Ctx, incidentId: string): Promise<void> {
  await store.lockPlaces(ctx);
  if ((await incident(ctx, incidentId)).verification !== 'checking') return;
  const callouts = (await store.selectCalloutsOf(ctx, incidentId)).filter((c) => c.purpose !== 'verify');
  for (const callout of callouts) {
    if (!callout.closedAt) await closeCallout(ctx, callout, 'rechecked');
    else if (callout.closedAs === 'filled')
      await store.updateCallout(ctx, callout.id, { closed_as: 'rechecked' });
  }
  const rows = await goingFor(ctx, incidentId, callouts);
  await stopExpecting(
    ctx,
    rows.map((r) => r.id),
  );
  await tellAll(ctx, incidentId, rows, callouts, 'paused');
}

/** It is confirmed again: those who waited go on, and who is missing is asked for. */
export async function resume(ctx: Ctx, incidentId: string): Promise<void> {
  await store.lockPlaces(ctx);
  if ((await incident(ctx, incidentId)).verification !== 'confirmed') return;
  const callouts = (await store.selectCalloutsOf(ctx, incidentId)).filter((c) => c.closedAs === 'rechecked');
  for (const { id } of callouts) {
    await store.updateCallout(ctx, id, { closed_at: null, closed_as: null });
    await planWave(ctx, id);
  }
  const rows = await goingFor(ctx, incidentId, callouts);
  const alone = (await store.selectSeatedAt(ctx, [incidentId])).length < 2;
  const waiting = rows.filter((r) => r.state === 'accepted' && (!alone || r.mayWaitAt));
  await expectSetOff(ctx, waiting, new Map(callouts.map((c) => [c.id, c])));
  await tellAll(ctx, incidentId, rows, callouts, 'resumed');
}

const goingFor = async (ctx: Ctx, incidentId: string, callouts: store.CalloutRow[]) =>
  callouts.length === 0
    ? []
    : (await store.selectAssignmentsAt(ctx, [incidentId])).filter(
        (r) => isSeated(r.state) && callouts.some((c) => c.id === r.calloutId),
      );

async function tellAll(
  ctx: Ctx,
  incidentId: string,
  rows: store.AssignmentRow[],
  callouts: store.CalloutRow[],
  key: 'paused' | 'resumed',
): Promise<void> {
  if (callouts.length === 0) return;
  await send(
    ctx,
    rows.map((row) => {
      const { code, drill } = callouts.find((c) => c.id === row.calloutId)!;
      return {
        to: { personId: row.personId },
        body: say(langFor(row), key, { code, out: row.state === 'accepted' ? 'no' : 'yes' }),
        language: row.language,
        purpose: key,
        subject: row.id,
        urgent: true,
        drill,
      };
    }),
  );
  await note(ctx, incidentId, `callout.${key}`, { data: { people: rows.length } });
  await emit(
    ctx,
    { kind: `callout.${key}`, subject: incidentId, data: { incident: incidentId } },
    ...rows.map((row) => assignmentEvent(`assignment.${key}`, row)),
  );
}

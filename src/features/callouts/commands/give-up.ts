import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { send } from '../../channels/index.ts';
import { note } from '../../incidents/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { assignmentEvent, langFor, refreshResponse, signsOf } from './common.ts';
import { leaveAlone } from './pairs.ts';
import { freeSeats } from './places.ts';
import { writeChange } from './wait.ts';
import { wantAgain } from './wave.ts';

/**
 * The place of somebody who has not set off is free again: they hear it, a partner hears it, and the next is asked
 * where the call-out still wants people. Under the lock of the places.
 */
export async function giveUpSeat(
  ctx: Ctx,
  row: store.AssignmentRow,
  why: 'seatReleased' | 'suspended',
): Promise<void> {
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  await writeChange(ctx, [row.id], {
    ...{ state: 'released', set_off_due_at: null, nudged_at: null, late_at: null },
    ...{ need_who: null, need_at: null },
  });
  await freeSeats(ctx, [row.id]);
  await store.setOut(ctx, [row.personId], null);
  await wantAgain(ctx, callout);
  await refreshResponse(ctx, row.incidentId);
  await send(ctx, [
    {
      to: { personId: row.personId },
      body: say(langFor(row), why, { code: callout.code }),
      language: row.language,
      purpose: why === 'suspended' ? 'call_back' : 'not_needed',
      subject: row.id,
      urgent: true,
      drill: callout.drill,
    },
  ]);
  const callSign = (await signsOf(ctx, [row.personId])).get(row.personId) ?? '';
  await note(ctx, row.incidentId, 'assignment.released', {
    subject: row.id,
    data: { code: callout.code, callSign },
  });
  await emit(ctx, assignmentEvent('assignment.released', row));
  await leaveAlone(ctx, row);
}

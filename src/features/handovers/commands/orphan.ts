import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { lockDuty, onDuty } from '../../shifts/index.ts';
import { atDesk } from '../rules.ts';
import * as store from '../store.ts';
import { openThings, refsOf, setFree } from './things.ts';

/**
 * Somebody is off their seat without having handed over: removed, suspended, or their place taken away. What was theirs is
 * without an owner and on the board at once, and whoever comes takes all of it with one key.
 */
export async function orphan(ctx: Ctx, dutyId: string): Promise<void> {
  const duty = await lockDuty(ctx, dutyId);
  if (!duty?.endedAt || !atDesk(duty.role) || (await store.lockHandover(ctx, dutyId))?.state === 'taken')
    return;
  if ((await onDuty(ctx)).some((d) => d.personId === duty.personId && atDesk(d.role))) return;
  const things = await openThings(ctx, duty.personId);
  const refs = refsOf(things).filter((t) => t.kind !== 'call');
  if (refs.length === 0) return;
  await setFree(ctx, refs, duty.personId);
  const before = await store.selectHandover(ctx, dutyId);
  await store.saveHandover(ctx, {
    ...{ id: dutyId, personId: duty.personId, role: duty.role, state: 'unowned', things: refs },
    ...{ note: before?.note ?? null, at: ctx.now, takenBy: null, takenAt: null },
  });
  await emit(ctx, { kind: 'handover.unowned', subject: dutyId, data: { person: duty.personId } });
}

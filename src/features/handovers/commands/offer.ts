import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { authorize } from '../../../platform/policy.ts';
import { dropRecordKeys, sealFor } from '../../keys/index.ts';
import { ownDuty } from '../../shifts/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { openThings, refsOf } from './things.ts';

/**
 * Offers the actor's duty to whoever comes, with a note to the desk. It stays theirs until somebody takes it. Again writes
 * the note anew. Throws 404 for another's duty, 409 where it has ended.
 */
export async function offer(ctx: Ctx, dutyId: string, note: string | SealedInput | undefined): Promise<void> {
  authorize(policy, ctx.actor, 'give', 'ownHandover');
  const duty = await ownDuty(ctx, dutyId);
  const before = await store.selectHandover(ctx, dutyId);
  const sealed = note === undefined ? null : (await sealFor(ctx, ['desk'], dutyId, { note })).note;
  if (before?.note) await dropRecordKeys(ctx, [before.note]);
  await store.saveHandover(ctx, {
    ...{ id: dutyId, personId: duty.personId, role: duty.role, state: 'offered', note: sealed },
    things: refsOf(await openThings(ctx, duty.personId)),
    ...{ at: before?.at ?? ctx.now, takenBy: null, takenAt: null },
  });
  await emit(ctx, { kind: 'handover.offered', subject: dutyId, data: { person: duty.personId } });
}

import type { Ctx } from '../../platform/context.ts';
import { authorize } from '../../platform/policy.ts';
import { callSigns } from '../people/index.ts';
import type { ShiftRole } from './contract.ts';
import { policy } from './policy.ts';
import * as store from './store.ts';

/** Person ids of who is on shift in a role now. */
export async function onShift(ctx: Ctx, role: ShiftRole): Promise<string[]> {
  const now = await store.selectAt(ctx, ctx.now);
  return now.filter((s) => s.role === role).map((s) => s.personId);
}

/** The desk as it is staffed now. Throws 403. */
export async function shiftsNow(ctx: Ctx): Promise<(store.Shift & { callSign: string })[]> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const shifts = await store.selectAt(ctx, ctx.now);
  const signs = await callSigns(
    ctx,
    shifts.map((s) => s.personId),
  );
  return shifts.map((s) => ({ ...s, callSign: signs.get(s.personId) ?? '' }));
}

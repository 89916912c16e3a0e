import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { dropBan, setBan, type TakenBack, takeBack } from '../../hotline/index.ts';
import { type BranchKind, currentPlaybook } from '../../playbooks/index.ts';
import { keepsKindOnly } from '../../playbooks/rules.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { hangUp } from './answer.ts';
import { tell } from './common.ts';
import { loadCall, member } from './load.ts';

/** Whether of calls of this kind nothing else is written down. */
async function isKindOnly(ctx: Ctx, kind: BranchKind): Promise<boolean> {
  const branch = (await currentPlaybook(ctx)).branches.find((b) => b.kind === kind);
  return keepsKindOnly(branch ?? { kind, keeps: 'kind' });
}

/** Whether this call was of a kind of which no report is kept. */
export async function leavesNothing(ctx: Ctx, callId: string): Promise<boolean> {
  const kind = (await store.selectKinds(ctx, [callId])).get(callId);
  return kind !== undefined && isKindOnly(ctx, kind);
}

/**
 * Writes down that a call of a hard kind came, by its kind alone, and ends the call where the actor still has it. Of a kind
 * that leaves nothing else, the report that was written in it goes. Throws 404 for a call that the actor did not take.
 */
export async function noteKind(
  ctx: Ctx,
  given: { id: string; kind: BranchKind; callId?: string | undefined; reportId?: string | undefined },
): Promise<{ report: TakenBack | null }> {
  authorize(policy, ctx.actor, 'answer', 'call');
  const by = member(ctx);
  await store.lockCalls(ctx);
  const call = given.callId ? await loadCall(ctx, given.callId, 'answer') : null;
  if (call && call.answeredBy !== by) throw notFound('call');
  await store.upsertKind(ctx, { id: given.id, kind: given.kind, callId: call?.id ?? null, by });
  if (call && call.state !== 'ended') await hangUp(ctx, call.id);
  const reportId = given.reportId ?? call?.reportId;
  const report = reportId && (await isKindOnly(ctx, given.kind)) ? await takeBack(ctx, reportId) : null;
  if (call && report === 'gone') await store.updateCall(ctx, call.id, { reportId: null });
  if (call) await tell(ctx, call, 'changed');
  return { report };
}

/** The telephone of this call is asked for a message from now on, or not any more. */
export async function banCaller(ctx: Ctx, id: string, banned: boolean): Promise<void> {
  const call = await loadCall(ctx, id, 'ban');
  await (banned ? setBan : dropBan)(ctx, call.origin, call.id);
  await tell(ctx, call, 'changed');
}

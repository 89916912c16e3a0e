import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

/** The member who acts. */
export function member(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('taking calls without being a member');
  return ctx.actor.personId;
}

/** Throws 403 where the actor may not do this, 404 where the call is not theirs to see. */
export async function loadCall(ctx: Ctx, id: string, verb: string): Promise<store.CallRow> {
  authorize(policy, ctx.actor, verb, 'call');
  const row = await store.selectCall(ctx, id);
  if (!row || !can(policy, ctx.actor, 'read', 'call', row)) throw notFound('call');
  return row;
}

/** A call that the actor has, under the lock of the calls. Throws 409 with who and when where it is not theirs. */
export async function loadOwn(ctx: Ctx, id: string): Promise<store.CallRow> {
  await store.lockCalls(ctx);
  const row = await loadCall(ctx, id, 'answer');
  const isMine = row.answeredBy === member(ctx) && (row.state === 'talking' || row.state === 'held');
  if (!isMine) throw await movedOn(ctx, row);
  return row;
}

/** What has become of the call meanwhile. */
export async function movedOn(ctx: Ctx, row: store.CallRow) {
  const names = await callSigns(ctx, row.answeredBy ? [row.answeredBy] : []);
  const facts = {
    state: row.state,
    who: names.get(row.answeredBy ?? '') ?? 'nobody',
    at: (row.endedAt ?? row.answeredAt ?? ctx.now).toISOString(),
  };
  const detail =
    row.state === 'ended'
      ? 'This call has ended.'
      : row.answeredBy
        ? 'Somebody else has this call.'
        : 'This call does not wait any more.';
  return conflict(detail, facts);
}

import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { ReportState } from '../contract.ts';
import { policy } from '../policy.ts';
import { mayMove } from '../rules.ts';
import * as store from '../store.ts';

/** The member who acts. */
export function member(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('working on reports without being a member');
  return ctx.actor.personId;
}

/** A report that the desk may see: to the desk, what went to the legal desk does not exist. Throws 404. */
export async function load(ctx: Ctx, id: string, { lock = false } = {}): Promise<store.ReportRow> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [id], { lock });
  if (!row || (row.kind === 'detained' && ctx.actor.kind === 'person')) throw notFound('report');
  return row;
}

/** The report, allowed, locked, and in a state that may become `to`. Throws 403, 404, or 409 with who and when. */
export async function loadToMove(
  ctx: Ctx,
  id: string,
  verb: string,
  to: ReportState,
): Promise<store.ReportRow> {
  authorize(policy, ctx.actor, verb, 'report');
  const row = await load(ctx, id, { lock: true });
  if (!mayMove(row.state, to)) throw await movedOn(ctx, row);
  return row;
}

const states: Record<ReportState, string> = {
  new: 'not claimed',
  claimed: 'claimed',
  needs_information: 'waiting for the reporter',
  linked: 'linked to an incident',
  closed: 'closed',
};

/** What somebody else has done with the report meanwhile. */
export async function movedOn(ctx: Ctx, row: store.ReportRow) {
  const [by, at] = row.state === 'closed' ? [row.closedBy, row.closedAt] : [row.claimedBy, row.claimedAt];
  const names = await callSigns(ctx, by ? [by] : []);
  const facts = {
    state: row.state,
    who: names.get(by ?? '') ?? 'someone',
    at: (at ?? ctx.now).toISOString(),
  };
  return conflict(`This report is ${states[row.state]} already.`, facts);
}

/** What another person works on is theirs until they release it. */
export async function mustBeFree(ctx: Ctx, row: store.ReportRow): Promise<void> {
  if (row.claimedBy && row.state !== 'new' && row.claimedBy !== ctx.actor.personId)
    throw await movedOn(ctx, row);
}

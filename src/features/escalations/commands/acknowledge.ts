import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { Escalation } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { changed } from './escalate.ts';
import { presentOne, subjectOf } from './read.ts';

/** One that the actor may see, locked. Throws 404. */
async function load(ctx: Ctx, id: string, verb: 'acknowledge' | 'decline'): Promise<store.EscalationRow> {
  const row = await store.lockEscalation(ctx, id);
  const subject = row && subjectOf(row, await store.selectPages(ctx, [id]));
  if (!subject || !can(policy, ctx.actor, 'read', 'escalation', subject)) throw notFound('escalation');
  authorize(policy, ctx.actor, verb, 'escalation', subject);
  return row;
}

function member(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('having something in hand without being a member');
  return ctx.actor.personId;
}

/** "I have it": nobody else is paged while it is in hand. Again is the same act. Throws 409 where somebody was first. */
export async function acknowledge(ctx: Ctx, id: string): Promise<Escalation> {
  const me = member(ctx);
  const row = await load(ctx, id, 'acknowledge');
  if (row.state === 'acknowledged' && row.ackedBy !== me) {
    const who = (await callSigns(ctx, [row.ackedBy!])).get(row.ackedBy!) ?? 'someone';
    throw conflict('Somebody else has it already.', { who, at: row.ackedAt!.toISOString() });
  }
  if (row.state === 'running' || row.state === 'unanswered') await acknowledgeAll(ctx, [row]);
  return presentOne(ctx, id);
}

/** These are in the actor's hands from now on; each is asked for again when it is not done in its time. */
export async function acknowledgeAll(ctx: Ctx, rows: store.EscalationRow[]): Promise<void> {
  const me = member(ctx);
  for (const { id, plan } of rows) await store.setAcknowledged(ctx, id, me, plusMinutes(ctx.now, plan.again));
  await emit(ctx, ...rows.map((row) => changed(row, 'acknowledged', me)));
}

/** "I cannot". When nobody who was paged at the last step can, the next is at once. */
export async function decline(ctx: Ctx, id: string): Promise<Escalation> {
  const row = await load(ctx, id, 'decline');
  await declineAll(ctx, [row]);
  return presentOne(ctx, id);
}

export async function declineAll(ctx: Ctx, rows: store.EscalationRow[]): Promise<void> {
  const me = member(ctx);
  for (const { id } of rows) {
    await store.setDeclined(ctx, id, me);
    const row = await store.lockEscalation(ctx, id);
    if (row?.state !== 'running') continue;
    const pages = await store.selectPages(ctx, [id]);
    const last = pages.filter(({ step }) => step === Math.max(...pages.map((page) => page.step)));
    if (last.every((page) => page.declinedAt)) await store.bringForward(ctx, id);
  }
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { contactsOf } from '../../hotline/index.ts';
import { callSigns } from '../../people/index.ts';
import type { SentCallback } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { member } from './load.ts';

const shownMinutes = 24 * 60;

/** They left a number with their report: that is the only way onto this list. */
export async function askForCall(ctx: Ctx, reportId: string): Promise<void> {
  await store.askCallback(ctx, reportId);
  await emit(ctx, { kind: 'callback.asked', subject: reportId });
}

/** Who asked to be called, as far as the desk may see them. */
export async function callbacks(ctx: Ctx): Promise<SentCallback[]> {
  authorize(policy, ctx.actor, 'read', 'callback');
  const rows = await store.selectCallbacks(ctx, plusMinutes(ctx.now, -shownMinutes));
  const contacts = await contactsOf(
    ctx,
    rows.map((r) => r.id),
  );
  const signs = await callSigns(
    ctx,
    rows.map((r) => r.by).filter((by) => by !== null),
  );
  const can = abilities(policy, ctx.actor, 'callback');
  return rows.flatMap((row) => {
    const { id, askedAt, dueAt, state, missed, by } = row;
    const of = contacts.get(id);
    if (!of) return [];
    const at = { askedAt: askedAt.toISOString(), dueAt: dueAt?.toISOString() ?? null };
    return [{ id, ...of, ...at, state, missed, callSign: (by && signs.get(by)) ?? null, can }];
  });
}

/** When to call, as they asked for. */
export const plan = (ctx: Ctx, id: string, dueAt: Date | null): Promise<void> =>
  change(ctx, id, () => ({ dueAt, state: 'open' }));

/** They were called, or nobody was reached; then nobody calls again until somebody sets another time. */
export const end = (ctx: Ctx, id: string, outcome: 'done' | 'not_reached'): Promise<void> =>
  change(ctx, id, ({ missed }) => ({ state: outcome, missed: outcome === 'done' ? missed : missed + 1 }));

async function change(
  ctx: Ctx,
  id: string,
  to: (row: { missed: number }) => Omit<Parameters<typeof store.updateCallback>[2], 'by'>,
): Promise<void> {
  authorize(policy, ctx.actor, 'call', 'callback');
  const by = member(ctx);
  const row = await store.lockCallback(ctx, id);
  const seen = await contactsOf(ctx, [id]);
  if (!row || !seen.has(id)) throw notFound('callback');
  const next = to(row);
  // The same outcome twice, by a second press, is one try.
  if (next.state !== 'open' && row.state === next.state) return;
  await store.updateCallback(ctx, id, { ...next, by });
  await emit(ctx, { kind: 'callback.changed', subject: id });
}

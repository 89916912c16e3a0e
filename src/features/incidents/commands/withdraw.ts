import type { Ctx } from '../../../platform/context.ts';
import { WITHDRAWN } from '../rules.ts';
import * as store from '../store.ts';
import { tell } from './load.ts';

/**
 * Ends an incident that rests on nothing any more and of which nothing has come: it was opened by mistake, and an empty
 * card is no work for anyone.
 */
export async function withdrawIfEmpty(ctx: Ctx, row: store.IncidentRow): Promise<void> {
  if (row.verification !== 'unverified' || row.response !== 'none') return;
  if ((await store.selectSources(ctx.tx, ctx.network.id, [row.id])).length > 0) return;
  await store.updateIncident(ctx.tx, ctx.network.id, row.id, {
    response: 'concluded',
    outcome: WITHDRAWN,
    concludedBy: ctx.actor.personId,
    concludedAt: ctx.now,
  });
  const data = { outcome: WITHDRAWN, drill: row.drill };
  await tell(ctx, row.id, { kind: 'incident.concluded', entry: 'concluded', data });
}

/** The incident, open again if it had ended only because it was empty. */
export async function backIfWithdrawn(ctx: Ctx, row: store.IncidentRow): Promise<store.IncidentRow> {
  if (row.outcome !== WITHDRAWN) return row;
  const open = { response: 'none' as const, outcome: null, concludedBy: null, concludedAt: null };
  await store.updateIncident(ctx.tx, ctx.network.id, row.id, open);
  await tell(ctx, row.id, { kind: 'incident.reopened', entry: 'reopened', data: { drill: row.drill } });
  return { ...row, ...open };
}

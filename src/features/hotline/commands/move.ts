import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { incident, incidentOfReports, note } from '../../incidents/index.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { load, member } from './load.ts';

/** Where a message belongs: to another report; or to an incident, as a line of its timeline that the desk's browser seals. */
export interface MoveTo {
  to: 'report' | 'incident';
  id: string;
  entry?: { id: string; said: SealedInput } | undefined;
}

/**
 * Says that what somebody wrote belongs elsewhere. It stays in their thread, with who moved it and where to; it proves
 * nothing there by itself, being no source. Both timelines say so. Throws 404, 409 where it was moved already.
 */
export async function moveMessage(ctx: Ctx, additionId: string, where: MoveTo): Promise<void> {
  authorize(policy, ctx.actor, 'move', 'report');
  const by = member(ctx);
  const row = await loadAddition(ctx, additionId);
  if (row.moved?.id === where.id) return;
  if (row.moved) throw await movedBefore(ctx, row.moved);
  if (where.id === row.reportId) throw refused('It stands with that report already.');
  if (where.to === 'report') await load(ctx, where.id);
  else if ((await incident(ctx, where.id)).concludedAt)
    throw conflict('That incident is concluded.', undefined, 'Open it again first if this belongs to it.');
  await store.moveAddition(ctx.tx, ctx.network.id, additionId, {
    to: where.to,
    id: where.id,
    by,
    at: ctx.now,
  });
  const from = await incidentOf(ctx, row.reportId);
  const into = where.to === 'incident' ? where.id : await incidentOf(ctx, where.id);
  const data = { message: additionId };
  if (from && from !== into) await note(ctx, from, 'message.moved_out', { subject: row.reportId, data });
  if (where.entry)
    await note(ctx, where.id, 'message.moved_in', { id: where.entry.id, data, words: where.entry.said });
  else if (into && from !== into) await note(ctx, into, 'message.moved_in', { subject: where.id, data });
  await tell(ctx, row, where);
}

/** Takes a move back; that it was made stays on the timelines. */
export async function moveBack(ctx: Ctx, additionId: string): Promise<void> {
  authorize(policy, ctx.actor, 'move', 'report');
  const row = await loadAddition(ctx, additionId);
  if (!row.moved) return;
  await store.moveAddition(ctx.tx, ctx.network.id, additionId, null);
  const from = await incidentOf(ctx, row.reportId);
  const into = row.moved.to === 'incident' ? row.moved.id : await incidentOf(ctx, row.moved.id);
  for (const one of new Set([from, into]))
    if (one && from !== into) await note(ctx, one, 'message.moved_back', { data: { message: additionId } });
  await tell(ctx, row, row.moved);
}

/** A line that somebody added to a report that the desk may see. Throws 404. */
async function loadAddition(ctx: Ctx, id: string): Promise<store.AdditionRow> {
  const row = await store.lockAddition(ctx.tx, ctx.network.id, id);
  if (!row) throw notFound('message');
  await load(ctx, row.reportId);
  return row;
}

const incidentOf = async (ctx: Ctx, reportId: string): Promise<string | undefined> =>
  (await incidentOfReports(ctx, [reportId])).get(reportId);

async function movedBefore(ctx: Ctx, { by, at }: NonNullable<store.AdditionRow['moved']>) {
  const names = await callSigns(ctx, by ? [by] : []);
  return conflict(
    'This message was moved already.',
    { who: names.get(by ?? '') ?? 'someone', at: at.toISOString() },
    'Take that back first if it belongs elsewhere.',
  );
}

async function tell(ctx: Ctx, row: store.AdditionRow, { to, id }: { to: 'report' | 'incident'; id: string }) {
  const both = to === 'report' ? [row.reportId, id] : [row.reportId];
  const data = { message: row.id };
  await emit(ctx, ...both.map((subject) => ({ kind: 'report.message_moved', subject, data })));
  if (to === 'incident') await emit(ctx, { kind: 'incident.noted', subject: id, data });
}

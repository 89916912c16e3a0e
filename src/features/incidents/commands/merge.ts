import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { invalid, notFound, refused } from '../../../platform/problem.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { load, loadToChange, mustBeOpen, note, tell } from './load.ts';
import { insert, openPlace } from './open.ts';
import { keepChange } from './sources.ts';

/** Merges one incident into another: its sources move, it stays as a pointer. Done already is done. */
export async function merge(ctx: Ctx, id: string, into: string): Promise<void> {
  authorize(policy, ctx.actor, 'merge', 'incident');
  if (id === into) throw invalid([{ path: 'body.into', message: 'another incident than this one' }]);
  const rows = await store.selectIncidents(ctx.tx, ctx.network.id, [id, into], { lock: true });
  const [from, to] = [rows.find((r) => r.id === id), rows.find((r) => r.id === into)];
  if (!from || !to) throw notFound('incident');
  if (from.mergedInto === into) return;
  await mustBeOpen(ctx, from);
  await mustBeOpen(ctx, to);
  mayMerge(from, to);
  const sourceIds = (await store.selectSources(ctx.tx, ctx.network.id, [id])).map((s) => s.id);
  await store.moveSources(ctx.tx, ctx.network.id, { ids: sourceIds, from: id, to: into, movedFrom: id });
  await store.updateIncident(ctx.tx, ctx.network.id, id, { mergedInto: into });
  await keepChange(ctx, into, 'merge', { sourceIds, subject: id });
  await note(ctx, into, 'merged_in', {
    subject: id,
    data: { number: from.number, sources: sourceIds.length },
  });
  await tell(ctx, id, {
    kind: 'incident.merged',
    entry: 'merged',
    subject: into,
    data: { number: to.number },
  });
  await emit(ctx, { kind: 'incident.changed', subject: into, data: { merged: id } });
}

function mayMerge(from: store.IncidentRow, to: store.IncidentRow): void {
  const other = `Merge #${to.number} into #${from.number} instead.`;
  if (from.drill !== to.drill) throw refused('A drill and a real incident stay apart.');
  if (from.response !== 'none')
    throw refused(`People are called out for #${from.number}.`, `${other} Or stand them down first.`);
  if (from.verification === 'confirmed' && to.verification !== 'confirmed')
    throw refused(`#${from.number} is confirmed and #${to.number} is not.`, other);
}

/** Takes some sources out into a new incident at the same place. The same id again changes nothing. */
export async function split(
  ctx: Ctx,
  id: string,
  given: { id: string; sourceIds: string[]; label?: string | undefined },
): Promise<void> {
  const row = await loadToChange(ctx, id, 'split');
  const [known] = await store.selectIncidents(ctx.tx, ctx.network.id, [given.id]);
  if (known) return;
  const sources = await store.selectSources(ctx.tx, ctx.network.id, [id]);
  const chosen = new Set(given.sourceIds);
  if (sources.filter((s) => chosen.has(s.id)).length !== chosen.size)
    throw notFound('source of this incident');
  if (chosen.size === sources.length)
    throw refused('All of its sources would leave.', 'Leave at least one, or change its place instead.');
  const place = openPlace(ctx, row);
  await insert(ctx, {
    ...row,
    ...place,
    id: given.id,
    label: given.label ?? place.label,
    splitFrom: id,
  });
  const sourceIds = [...chosen];
  await store.moveSources(ctx.tx, ctx.network.id, { ids: sourceIds, from: id, to: given.id, movedFrom: id });
  await keepChange(ctx, id, 'split', { sourceIds, subject: given.id });
  const { number } = await load(ctx, given.id);
  await tell(ctx, id, {
    kind: 'incident.split',
    entry: 'split',
    subject: given.id,
    data: { number, sources: sourceIds.length },
  });
}

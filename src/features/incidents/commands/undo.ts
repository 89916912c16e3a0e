import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { RESPONSES, type Response } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { decider, load, mustBeOpen, tell, whoAndWhen } from './load.ts';
import { tellSource } from './sources.ts';
import { backIfWithdrawn, withdrawIfEmpty } from './withdraw.ts';

/** Takes an act back. Returns its incident. Throws 409 where somebody was first, or a later act stands in the way. */
export async function undo(ctx: Ctx, changeId: string): Promise<string> {
  authorize(policy, ctx.actor, 'undo', 'incident');
  const change = await store.selectChange(ctx.tx, ctx.network.id, changeId);
  if (!change) throw notFound('change');
  const ids = [change.incidentId, ...(otherIncident(change) ?? [])];
  const rows = await store.selectIncidents(ctx.tx, ctx.network.id, ids, { lock: true });
  if (!(await store.markUndone(ctx.tx, ctx.network.id, changeId, decider(ctx), ctx.now)))
    throw await undoneAlready(ctx, changeId);
  const row = rows.find((r) => r.id === change.incidentId)!;
  await undoers[change.kind](ctx, row, change);
  return change.incidentId;
}

type Undoer = (ctx: Ctx, row: store.IncidentRow, change: store.ChangeRow) => Promise<void>;

const undoers: Record<store.ChangeRow['kind'], Undoer> = {
  link: (ctx, row, change) => setRemoved(ctx, row, change, true),
  unlink: (ctx, row, change) => setRemoved(ctx, row, change, false),
  conclude: reopen,
  merge: unmerge,
  split: unsplit,
};

async function setRemoved(ctx: Ctx, was: store.IncidentRow, { data }: store.ChangeRow, removed: boolean) {
  const row = await backIfWithdrawn(ctx, was);
  await mustBeOpen(ctx, row);
  const [source] = data.sourceIds!;
  const report = data.subject!;
  const [now] = await store.selectSourcesOfReports(ctx.tx, ctx.network.id, [report]);
  const movedOn = removed ? now?.incidentId !== row.id : now !== undefined;
  if (movedOn) throw laterAct();
  const by = removed ? { by: decider(ctx), at: ctx.now } : null;
  await store.setRemoved(ctx.tx, ctx.network.id, source!, by);
  await tellSource(ctx, row.id, removed ? 'source_removed' : 'source_added', { source, undo: true }, report);
  if (removed) await withdrawIfEmpty(ctx, row);
}

async function reopen(ctx: Ctx, row: store.IncidentRow, { data }: store.ChangeRow) {
  if (!row.concludedAt) throw laterAct();
  const response: Response = RESPONSES.find((r) => r === data.response && r !== 'concluded') ?? 'none';
  await store.updateIncident(ctx.tx, ctx.network.id, row.id, {
    // Whoever was out was stood down with the conclusion.
    response: response === 'none' ? 'none' : 'called_out',
    outcome: null,
    concludedBy: null,
    concludedAt: null,
  });
  await tell(ctx, row.id, { kind: 'incident.reopened', entry: 'reopened', data: { drill: row.drill } });
}

async function unmerge(ctx: Ctx, row: store.IncidentRow, { data }: store.ChangeRow) {
  await mustBeOpen(ctx, row);
  const from = data.subject!;
  const loser = await load(ctx, from);
  if (loser.mergedInto !== row.id) throw laterAct();
  const move = { ids: data.sourceIds ?? [], from: row.id, to: from, movedFrom: null };
  await store.moveSources(ctx.tx, ctx.network.id, move);
  await store.updateIncident(ctx.tx, ctx.network.id, from, { mergedInto: null });
  await tell(ctx, from, { kind: 'incident.reopened', entry: 'unmerged', subject: row.id });
  await tell(ctx, row.id, { kind: 'incident.changed', entry: 'unmerged', subject: from });
}

async function unsplit(ctx: Ctx, row: store.IncidentRow, { data }: store.ChangeRow) {
  await mustBeOpen(ctx, row);
  const part = await load(ctx, data.subject!);
  if (part.mergedInto || part.concludedAt || part.response !== 'none') throw laterAct();
  const sources = await store.selectSources(ctx.tx, ctx.network.id, [part.id]);
  const move = { ids: sources.map((s) => s.id), from: part.id, to: row.id, movedFrom: null };
  await store.moveSources(ctx.tx, ctx.network.id, move);
  await store.updateIncident(ctx.tx, ctx.network.id, part.id, { mergedInto: row.id });
  await tell(ctx, part.id, { kind: 'incident.merged', entry: 'unsplit', subject: row.id });
  await tell(ctx, row.id, { kind: 'incident.changed', entry: 'unsplit', subject: part.id });
}

const otherIncident = ({ kind, data }: store.ChangeRow) =>
  (kind === 'merge' || kind === 'split') && data.subject ? [data.subject] : null;

const laterAct = () =>
  conflict('A later act stands in the way of undoing this.', undefined, 'Undo the later act first.');

async function undoneAlready(ctx: Ctx, changeId: string) {
  const change = (await store.selectChange(ctx.tx, ctx.network.id, changeId))!;
  return conflict('It is undone already.', await whoAndWhen(ctx, change.undoneBy, change.undoneAt!));
}

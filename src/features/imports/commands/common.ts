import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import { type Import, KEPT_DAYS } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

const day = 24 * 60;

export const keptUntil = (at: Date): Date => plusMinutes(at, KEPT_DAYS * day);

/** An import that the actor may do this with. Throws 403, and 404 outside a coordinator's chapters. */
export async function load(
  ctx: Ctx,
  id: string,
  verb: string,
  { lock = false } = {},
): Promise<store.ImportRow> {
  authorize(policy, ctx.actor, 'list', 'import');
  const row = lock ? await store.lockImport(ctx, id) : await store.selectImport(ctx, id);
  if (!row || !can(policy, ctx.actor, verb, 'import', row)) throw notFound('import');
  return row;
}

export const changed = (ctx: Ctx, id: string): Promise<void> =>
  emit(ctx, { kind: 'import.changed', subject: id });

const open = new Set(['reading', 'mapping', 'looking', 'looked']);

/** What can be done with an import in the state that it is in. */
function verbsNow(row: store.ImportRow, now: Date): Set<string> {
  const { state } = row;
  const undoable = state === 'applied' && row.appliedAt !== null && now < keptUntil(row.appliedAt);
  return new Set([
    'read',
    ...(open.has(state) ? ['upload', 'drop'] : []),
    ...(['mapping', 'looked'].includes(state) ? ['map'] : []),
    ...(state === 'looked' ? ['apply'] : []),
    ...(undoable ? ['undo', 'decide'] : []),
  ]);
}

export async function shownAll(ctx: Ctx, rows: store.ImportRow[]): Promise<Import[]> {
  const signs = await callSigns(
    ctx,
    rows.map((row) => row.by),
  );
  const tallies = await store.tally(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const now = verbsNow(row, ctx.now);
    const { made, stayed, asks } = tallies.get(row.id)!;
    return {
      ...{ id: row.id, kind: row.kind, chapterId: row.chapterId, state: row.state, format: row.format },
      ...{ by: signs.get(row.by) ?? '', at: row.at.toISOString(), made, stayed, asks },
      counts: { ...{ rows: 0, new: 0, known: 0, likely: 0, faulty: 0, partly: 0 }, ...row.counts },
      ...{ done: row.done, of: row.state === 'undoing' ? row.done + made - stayed : row.rows },
      keptUntil: open.has(row.state) || row.state === 'applying' ? keptUntil(row.at).toISOString() : null,
      undoUntil: now.has('undo') ? keptUntil(row.appliedAt!).toISOString() : null,
      can: abilities(policy, ctx.actor, 'import', row).filter((verb) => now.has(verb)),
    };
  });
}

export const shown = async (ctx: Ctx, row: store.ImportRow): Promise<Import> =>
  (await shownAll(ctx, [row]))[0]!;

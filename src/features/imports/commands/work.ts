import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Services } from '../../../platform/http/call.ts';
import { lockApplications } from '../../joining/index.ts';
import type { Counts, Fault } from '../contract.ts';
import type { RotaKnowing, Row } from '../rules.ts';
import * as store from '../store.ts';
import { changed } from './common.ts';
import { judge, type Learnt, learn } from './judge.ts';
import { judgeRota, rotaKnowing } from './rota.ts';
import { Rows } from './rows.ts';
import { take } from './take.ts';
import { undoBatch } from './undo.ts';

/** So many rows share a transaction: large enough for bulk, small enough that others get their turn. */
const batch = 2000;

interface Pass {
  rows: Rows;
  /** What it goes by: of people, or of a rota. */
  by: { people: Learnt } | { rota: RotaKnowing };
}

/**
 * The pass under way in this process, by network. What is true of it is in the database; one that does not fit it is begun
 * anew.
 */
const passes = new Map<string, { key: string; pass: Pass }>();

/** The next portion of the next import; true while there may be more. */
export async function work(services: Services, networkId: string, size = batch): Promise<boolean> {
  return services.asSystem(networkId, async (ctx) => {
    if (!(await store.isAnyAtWork(ctx))) {
      // A list that was thrown away while it was looked at leaves nothing in memory.
      passes.delete(networkId);
      return false;
    }
    const row = await store.takeAtWork(ctx);
    if (!row) return false;
    if (row.state === 'undoing') await undoBatch(ctx, row);
    else await passBatch(ctx, row, size);
    return true;
  });
}

async function passBatch(ctx: Ctx, row: store.ImportRow, size: number): Promise<void> {
  const key = `${row.id} ${row.state} ${row.stateAt.getTime()}`;
  const before = passes.get(ctx.network.id);
  const { pass, done, counts } = await resume(ctx, row, before?.key === key ? before.pass : undefined);
  passes.set(ctx.network.id, { key, pass });
  const rows = await pass.rows.next(ctx, size);
  if (rows.length === 0) {
    passes.delete(ctx.network.id);
    return end(ctx, row, done);
  }
  const { faults, ...more } = await goThrough(ctx, row, pass, rows);
  await store.insertFaults(ctx, row.id, faults);
  await store.updateImport(ctx, row.id, {
    done: done + rows.length,
    counts: {
      rows: counts.rows + rows.length,
      new: counts.new + more.new,
      known: counts.known + more.known,
      likely: counts.likely + more.likely,
      faulty: counts.faulty + more.faulty,
      partly: counts.partly + more.partly,
    },
  });
}

/** What becomes of some rows, counted; and they become it when it is being applied. */
async function goThrough(
  ctx: Ctx,
  row: store.ImportRow,
  { by }: Pass,
  rows: Row[],
): Promise<Omit<Counts, 'rows'> & { faults: Fault[] }> {
  if ('rota' in by) {
    const { good, faulty, faults } = await judgeRota(ctx, row, by.rota, rows);
    return { ...none, new: good, faulty, faults };
  }
  // Between the look who is known and what is made of it nobody applies by another door.
  if (row.state === 'applying') await lockApplications(ctx);
  const judged = await judge(ctx, by.people, rows);
  if (row.state === 'applying') await take(ctx, row, judged);
  const { fresh, likely, known, faulty, partly, faults } = judged;
  return { new: fresh.length, likely: likely.length, known, faulty, partly, faults };
}

const none: Counts = { rows: 0, new: 0, known: 0, likely: 0, faulty: 0, partly: 0 };

/**
 * The pass that goes on: that of this process where it stands at the row that the database knows as the last; else one that
 * reads over what is done. A pass that only looks has learnt the file itself, and so begins anew.
 */
async function resume(ctx: Ctx, row: store.ImportRow, pass: Pass | undefined) {
  const counts = { ...none, ...row.counts };
  if (pass?.rows.given === row.done) return { pass, done: row.done, counts };
  const anew = row.state === 'looking';
  if (anew) await store.deleteFaults(ctx, row.id);
  const rows = new Rows({ ...row, format: row.format! });
  const done = anew ? 0 : row.done;
  while (rows.given < done) await rows.next(ctx, Math.min(batch, done - rows.given));
  const by =
    row.kind === 'rota' ? { rota: await rotaKnowing(ctx, row.chapterId) } : { people: await learn(ctx, row) };
  return { pass: { rows, by }, done, counts: anew ? none : counts };
}

/** Every row was read. What was uploaded goes when it was applied. */
async function end(ctx: Ctx, row: store.ImportRow, rows: number): Promise<void> {
  if (row.state === 'looking') await store.updateImport(ctx, row.id, { state: 'looked', rows });
  else {
    await store.deletePieces(ctx, row.id);
    await store.updateImport(ctx, row.id, { state: 'applied', rows, head: null, appliedAt: ctx.now });
    const counts = { ...none, ...row.counts };
    await audit(ctx, { act: 'import.done', subject: row.id, data: counts });
  }
  await changed(ctx, row.id);
}

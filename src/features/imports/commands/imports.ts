import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, invalid, notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Fault, Field, Import, ImportKind } from '../contract.ts';
import { ownChapters, policy } from '../policy.ts';
import { fieldsOf } from '../rules.ts';
import * as store from '../store.ts';
import { changed, keptUntil, load, shown, shownAll } from './common.ts';
import { type Head, headBound } from './upload.ts';

const listed = 50;

/** The newest of the actor's chapters, and which of these go on in their old chat. Throws 403. */
export async function imports(ctx: Ctx): Promise<{ items: Import[]; beside: string[] }> {
  authorize(policy, ctx.actor, 'list', 'import');
  const own = ownChapters(ctx.actor);
  const items = await shownAll(ctx, await store.selectImports(ctx, own, listed));
  return { items, beside: (await store.selectBeside(ctx)).filter((id) => own?.includes(id) ?? true) };
}

/** Begins one; the file follows. The same id again is the same. Throws 403, also without a fresh proof; 404 for no chapter of theirs. */
export async function start(
  ctx: Ctx,
  begun: { id: string; kind: ImportKind; chapterId: string },
): Promise<Import> {
  authorize(policy, ctx.actor, 'list', 'import');
  const isChapter = (await chapters(ctx)).some(({ id }) => id === begun.chapterId);
  if (!isChapter || !(ownChapters(ctx.actor)?.includes(begun.chapterId) ?? true)) throw notFound('chapter');
  mustBeFresh(ctx);
  if (await store.insertImport(ctx, { ...begun, by: ctx.actor.personId! })) {
    await audit(ctx, {
      act: 'import.started',
      subject: begun.id,
      data: { kind: begun.kind, chapter: begun.chapterId },
    });
    await changed(ctx, begun.id);
  }
  return shown(ctx, await load(ctx, begun.id, 'read'));
}

export interface Looked {
  item: Import;
  columns: { name: string; field: Field }[];
  first: { line: number; cells: string[] }[];
}

/** One import with its columns and first rows, while they are kept. Throws 404. */
export async function look(ctx: Ctx, id: string): Promise<Looked> {
  const row = await load(ctx, id, 'read');
  const head = row.head && ctx.vault.decrypt<Head>(row.head, headBound(id));
  return {
    item: await shown(ctx, row),
    columns: row.fields.map((field, i) => ({
      field,
      name: head?.header?.[i]?.trim() || (row.kind === 'osdi' ? field : `Column ${i + 1}`),
    })),
    first: head?.first ?? [],
  };
}

/** Says what each column holds, and has every row looked at. Throws 400 for a column that this kind has not, 409 in another state. */
export async function map(
  ctx: Ctx,
  id: string,
  { fields, header }: { fields: Field[]; header: boolean },
): Promise<Import> {
  const row = await load(ctx, id, 'map', { lock: true });
  mustBe(row, ['mapping', 'looked', 'looking']);
  const allowed = fieldsOf(row.kind);
  const strange = fields.findIndex((field) => !allowed.includes(field));
  if (strange >= 0 || fields.length !== row.fields.length)
    throw invalid([{ path: `body.fields.${strange}`, message: 'is no column of this list' }]);
  await store.deleteFaults(ctx, id);
  await store.updateImport(ctx, id, {
    ...{ state: 'looking', fields, done: 0, rows: null, counts: {} },
    format: { ...row.format!, header: row.kind !== 'osdi' && header },
  });
  await changed(ctx, id);
  return shown(ctx, await load(ctx, id, 'read'));
}

/** Takes the good rows in, in the background. Again is the same act. Throws 409 before every row was looked at, 403 without a fresh proof. */
export async function apply(ctx: Ctx, id: string, { tell }: { tell: boolean }): Promise<Import> {
  const row = await load(ctx, id, 'apply', { lock: true });
  mustBeFresh(ctx);
  if (row.state === 'applying' || row.state === 'applied') return shown(ctx, row);
  mustBe(row, ['looked']);
  await store.deleteFaults(ctx, id);
  await store.updateImport(ctx, id, { state: 'applying', tell, done: 0, counts: {} });
  await audit(ctx, { act: 'import.applied', subject: id, data: { rows: row.rows, tell } });
  await changed(ctx, id);
  return shown(ctx, await load(ctx, id, 'read'));
}

/** Removes what it alone made and nobody has touched since, in the background. Throws 409 after seven days, 403 without a fresh proof. */
export async function undo(ctx: Ctx, id: string): Promise<Import> {
  const row = await load(ctx, id, 'undo', { lock: true });
  mustBeFresh(ctx);
  if (row.state === 'undoing' || row.state === 'undone') return shown(ctx, row);
  mustBe(row, ['applied']);
  if (ctx.now >= keptUntil(row.appliedAt!))
    throw conflict(
      'Seven days have gone by since it was applied.',
      {},
      'Who should not be here is removed on their page.',
    );
  await store.forgetAsks(ctx, id);
  await store.updateImport(ctx, id, { state: 'undoing', done: 0 });
  await audit(ctx, { act: 'import.undone', subject: id });
  await changed(ctx, id);
  return shown(ctx, await load(ctx, id, 'read'));
}

/** Throws away what was uploaded. Again is the same act. Throws 409 once it was applied. */
export async function drop(ctx: Ctx, id: string): Promise<Import> {
  const row = await load(ctx, id, 'drop', { lock: true });
  if (row.state === 'dropped') return shown(ctx, row);
  mustBe(row, ['reading', 'mapping', 'looking', 'looked']);
  await throwAway(ctx, id);
  await audit(ctx, { act: 'import.dropped', subject: id });
  return shown(ctx, await load(ctx, id, 'read'));
}

async function throwAway(ctx: Ctx, id: string): Promise<void> {
  await store.deletePieces(ctx, id);
  await store.deleteFaults(ctx, id);
  await store.updateImport(ctx, id, { state: 'dropped', head: null });
  await changed(ctx, id);
}

/** What was uploaded goes after seven days, applied or not; what is known of an import goes after ninety. */
export async function forgetOld(ctx: Ctx): Promise<void> {
  for (const { id, state } of await store.selectOver(ctx, daysAgo(ctx, 7))) {
    if (['reading', 'mapping', 'looking', 'looked'].includes(state)) await throwAway(ctx, id);
    else await store.forgetAsks(ctx, id);
  }
  await store.deleteImports(ctx, await store.selectOldest(ctx, daysAgo(ctx, 90)));
}

const daysAgo = (ctx: Ctx, days: number) => new Date(ctx.now.getTime() - days * 86_400_000);

/** What is wrong, by line, whole lines at a time. Throws 404. */
export async function faults(
  ctx: Ctx,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ items: Fault[]; more: boolean }> {
  await load(ctx, id, 'read');
  const found = await store.selectFaults(ctx, id, after, limit + 1);
  if (found.length <= limit) return { items: found, more: false };
  // A line that goes on in the next page is left to it, unless it fills a page alone.
  const broken = found.at(-1)!.line;
  const whole = found.filter((fault) => fault.line !== broken);
  return { items: whole.length > 0 ? whole : found.slice(0, limit), more: true };
}

/** Who stayed when it was undone, and why. Throws 404. */
export async function stayed(
  ctx: Ctx,
  id: string,
): Promise<{ personId: string; callSign: string; why: string }[]> {
  await load(ctx, id, 'read');
  const rows = await store.selectStayed(ctx, id, listed);
  const signs = await callSigns(
    ctx,
    rows.map((row) => row.personId),
  );
  return rows.map(({ personId, stayed }) => ({
    ...{ personId, callSign: signs.get(personId) ?? '', why: stayed },
  }));
}

function mustBe({ state }: store.ImportRow, wanted: store.ImportRow['state'][]): void {
  if (!wanted.includes(state)) throw conflict(`This import is in another state by now: ${state}.`, { state });
}

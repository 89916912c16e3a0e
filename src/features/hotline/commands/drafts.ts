import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import type { Draft } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { member } from './load.ts';

/** Keeps the desk form as it stands, sealed, for the one who types. */
export async function saveDraft(ctx: Ctx, id: string, fields: Draft['fields']) {
  authorize(policy, ctx.actor, 'send', 'report');
  const words = await ctx.vault.seal(fields, { record: id, field: 'words' });
  const draft = { id, words, savedAt: ctx.now };
  if (!(await store.upsertDraft(ctx.tx, ctx.network.id, member(ctx), draft))) throw notFound('draft');
  return { id, savedAt: ctx.now.toISOString() };
}

export async function drafts(ctx: Ctx, id?: string): Promise<Draft[]> {
  authorize(policy, ctx.actor, 'send', 'report');
  const rows = await store.selectDrafts(ctx.tx, ctx.network.id, member(ctx), id);
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      savedAt: row.savedAt.toISOString(),
      fields: await ctx.vault.open<Draft['fields']>(row.words, { record: row.id, field: 'words' }),
    })),
  );
}

/** Throws 404 when it is not the actor's. */
export async function draft(ctx: Ctx, id: string): Promise<Draft> {
  const [found] = await drafts(ctx, id);
  if (!found) throw notFound('draft');
  return found;
}

export async function dropDraft(ctx: Ctx, id: string): Promise<{ dropped: boolean }> {
  authorize(policy, ctx.actor, 'send', 'report');
  return { dropped: await store.deleteDraft(ctx.tx, ctx.network.id, member(ctx), id) };
}

import type { z } from 'zod/mini';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { dropRecordKeys, sealFor } from '../../keys/index.ts';
import type { Draft } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { member } from './load.ts';

type SentDraft = z.infer<typeof Draft>;

/** Keeps the desk form as it stands, sealed, for the one who types. */
export async function saveDraft(ctx: Ctx, id: string, fields: Record<string, string> | SealedInput) {
  authorize(policy, ctx.actor, 'send', 'report');
  const { tx, network } = ctx;
  const [before] = await store.selectDrafts(tx, network.id, member(ctx), id);
  const sealed = await sealFor(ctx, ['desk'], id, { fields });
  const draft = { id, words: sealed.fields, savedAt: ctx.now };
  if (!(await store.upsertDraft(tx, network.id, member(ctx), draft))) throw notFound('draft');
  if (before) await dropRecordKeys(ctx, [before.words]);
  return { id, savedAt: ctx.now.toISOString() };
}

export async function drafts(ctx: Ctx, id?: string): Promise<SentDraft[]> {
  authorize(policy, ctx.actor, 'send', 'report');
  const rows = await store.selectDrafts(ctx.tx, ctx.network.id, member(ctx), id);
  return rows.map((row) => ({
    id: row.id,
    savedAt: row.savedAt.toISOString(),
    fields: boxOf(row.words, { record: row.id, field: 'fields' }),
  }));
}

/** Throws 404 when it is not the actor's. */
export async function draft(ctx: Ctx, id: string): Promise<SentDraft> {
  const [found] = await drafts(ctx, id);
  if (!found) throw notFound('draft');
  return found;
}

export async function dropDraft(ctx: Ctx, id: string): Promise<{ dropped: boolean }> {
  authorize(policy, ctx.actor, 'send', 'report');
  return { dropped: await store.deleteDraft(ctx.tx, ctx.network.id, member(ctx), id) };
}

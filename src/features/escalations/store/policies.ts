import type { Ctx } from '../../../platform/context.ts';
import type { Kind, Plan } from '../contract.ts';

export interface PolicyRow {
  id: string;
  kind: Kind;
  chapterId: string | null;
  /** Null: back to the usual one. */
  plan: Plan | null;
  at: Date;
}

const policies = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('escalation_policies')
    .select(['id', 'kind', 'chapter_id as chapterId', 'plan', 'at'])
    .$narrowType<{ kind: Kind; plan: Plan | null }>()
    .where('network_id', '=', ctx.network.id);

/** The last word on each kind, in the network and its chapters. */
export const selectPolicies = (ctx: Ctx): Promise<PolicyRow[]> =>
  policies(ctx)
    .distinctOn(['kind', 'chapter_id'])
    .orderBy('kind')
    .orderBy('chapter_id')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const selectPolicy = async (ctx: Ctx, id: string): Promise<PolicyRow | null> =>
  (await policies(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

export async function insertPolicy(ctx: Ctx, row: Omit<PolicyRow, 'at'>): Promise<void> {
  await ctx.tx
    .insertInto('escalation_policies')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      kind: row.kind,
      chapter_id: row.chapterId,
      plan: JSON.stringify(row.plan),
      by: ctx.actor.personId,
      at: ctx.now,
    })
    .execute();
}

/** Who was named last as always there; null while nobody is. */
export async function selectAlways(ctx: Ctx): Promise<{ id: string; personId: string } | null> {
  const row = await ctx.tx
    .selectFrom('always_there')
    .select(['id', 'person_id as personId'])
    .where('network_id', '=', ctx.network.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The same id again changes nothing. */
export async function insertAlways(ctx: Ctx, row: { id: string; personId: string }): Promise<void> {
  await ctx.tx
    .insertInto('always_there')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      person_id: row.personId,
      by: ctx.actor.personId,
      at: ctx.now,
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

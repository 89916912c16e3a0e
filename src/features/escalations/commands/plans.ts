import type { Ctx } from '../../../platform/context.ts';
import type { Kind, Plan } from '../contract.ts';
import * as store from '../store.ts';

/** The plan that holds for a kind: the chapter's own, else the network's; null: the usual one. */
export async function plansInForce(ctx: Ctx): Promise<(kind: Kind, chapterId: string | null) => Plan | null> {
  const rows = (await store.selectPolicies(ctx)).filter((row) => row.plan !== null);
  const of = (kind: Kind, chapterId: string | null) =>
    rows.find((row) => row.kind === kind && row.chapterId === chapterId)?.plan ?? null;
  return (kind, chapterId) => (chapterId && of(kind, chapterId)) || of(kind, null);
}

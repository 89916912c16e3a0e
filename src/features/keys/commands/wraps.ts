import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import * as store from '../store/wraps.ts';

interface Wrapped {
  id: string;
  ring: string;
  wrap: Buffer;
}

const bound = ({ network }: Ctx, { id, ring }: Wrapped) => `${network.id} ${id} ${ring}`;

/** Puts the outer layer around wraps, under this week's key: so they stand in the database. */
export const closeWraps = <T extends Wrapped>(ctx: Ctx, rows: readonly T[]): Promise<T[]> =>
  Promise.all(
    rows.map(async (row) => ({ ...row, wrap: await ctx.vault.shredKeys.close(row.wrap, bound(ctx, row)) })),
  );

/** Takes the outer layer off; what lies under a key that is gone is left out: it is shredded. */
export async function openWraps<T extends Wrapped>(ctx: Ctx, rows: readonly T[]): Promise<T[]> {
  const opened = await Promise.all(
    rows.map(async (row) => {
      const wrap = await ctx.vault.shredKeys.open(row.wrap, bound(ctx, row));
      return wrap && { ...row, wrap };
    }),
  );
  return opened.filter((row) => row !== null);
}

/** 8 ms for so many. */
const page = 500;

/**
 * Moves what lives to this week's key, page by page, each page setting the next going. When nothing is left to move, keys
 * that are old enough and that nothing lies under any more are deleted.
 */
export async function renewWraps(ctx: Ctx, after: store.Place | null): Promise<void> {
  const rows = await store.selectOldWraps(ctx, ctx.vault.shredKeys.thisWeek(), after, page);
  const last = rows.at(-1);
  // Only in a transaction that has moved nothing: a file that is gone does not come back when one fails.
  if (!last) return forgetKeys(ctx);
  await store.replaceWraps(ctx, await closeWraps(ctx, await openWraps(ctx, rows)));
  await enqueue(ctx, 'keys.renewWraps', { after: { id: last.id, ring: last.ring } }, ctx.now);
}

async function forgetKeys(ctx: Ctx): Promise<void> {
  const { shredKeys } = ctx.vault;
  for (const week of await shredKeys.over()) {
    if (await store.areUnder(ctx, shredKeys.mark(week))) continue;
    await shredKeys.forget(week);
    await audit(ctx, { act: 'key.week_forgotten', subject: ctx.network.id, data: { week } });
  }
}

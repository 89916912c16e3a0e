import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { settle } from '../../escalations/index.ts';
import { shred } from '../../keys/index.ts';
import * as store from '../store.ts';
import { leaveIndex } from './search.ts';

/** Removes settled reports whole: rows, what was added, their place in the index, and the keys of their words. Returns how many went. */
export async function purgeReports(ctx: Ctx, ids: string[]): Promise<number> {
  const { reports: gone, additions } = await store.deleteReports(ctx, ids);
  const records = [...gone.map((r) => r.id), ...additions];
  await leaveIndex(ctx, records);
  await settle(
    ctx,
    gone.map((r) => r.id),
  );
  await shred(ctx, records);
  await emit(
    ctx,
    ...gone.map((r) => ({
      kind: r.restricted ? 'report.restricted_purged' : 'report.purged',
      subject: r.id,
    })),
  );
  return gone.length;
}

import type { Ctx } from '../../../platform/context.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import * as store from '../store.ts';

/** People in these states, by who has stood there the longest (or the shortest); the caller has authorised it. */
export async function peopleIn(
  ctx: Ctx,
  waiting: store.Waiting & { limit: number; newest?: boolean },
): Promise<store.Person[]> {
  const { slug } = await currentPlaybook(ctx);
  return store.selectWaiting(ctx.tx, ctx.network.id, slug, waiting);
}

/** How many stand where. */
export const countIn = (ctx: Ctx, waiting: store.Waiting): Promise<Partial<Record<store.State, number>>> =>
  store.countWaiting(ctx.tx, ctx.network.id, waiting);

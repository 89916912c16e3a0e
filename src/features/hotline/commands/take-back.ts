import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { isCovered } from '../../holds/index.ts';
import { policy } from '../policy.ts';
import { about } from '../retention.ts';
import * as store from '../store.ts';
import { member } from './load.ts';
import { purgeReports } from './purge.ts';

/** Who typed a report may take it back for so long, in minutes. */
const takeBackMinutes = 60;

/** `gone`, or why it is still there: not the actor's to take back, part of an incident by now, under a legal hold. */
export type TakenBack = 'gone' | 'not_yours' | 'linked' | 'held';

/**
 * A report that the actor wrote down in a call of which nothing may be kept: it goes at once, with its words, place and
 * number. Gone already is the same act.
 */
export async function takeBack(ctx: Ctx, id: string): Promise<TakenBack> {
  authorize(policy, ctx.actor, 'send', 'report');
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [id], { lock: true });
  if (!row) return 'gone';
  const isFresh = row.receivedAt > plusMinutes(ctx.now, -takeBackMinutes);
  if (row.door !== 'desk' || row.typedBy !== member(ctx) || !isFresh) return 'not_yours';
  if (row.state === 'linked') return 'linked';
  const known = (await about(ctx, [id])).get(id);
  if (known && (await isCovered(ctx, id, known))) return 'held';
  await store.updateReport(ctx, id, {
    state: 'closed',
    closedAs: 'spam',
    closedBy: member(ctx),
    closedAt: ctx.now,
  });
  await purgeReports(ctx, [id]);
  await audit(ctx, { act: 'report.taken_back', subject: id });
  return 'gone';
}

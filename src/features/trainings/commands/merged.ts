import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';
import { creditClass } from './credits.ts';

/** Two were one person: seats, attendance and what they learnt are one person's, which may complete a certificate. */
export async function followMerged(ctx: Ctx, goneId: string, keptId: string): Promise<void> {
  await store.moveSessions(ctx, goneId, keptId);
  const learnt = await store.selectCredits(ctx, [goneId]);
  for (const { course, part, how } of learnt)
    await creditClass(ctx, { personIds: [keptId], course, modules: [part], how });
}

import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

export async function settings(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'setting');
  return {
    puzzles: await store.selectPuzzles(ctx),
    canChange: can(policy, ctx.actor, 'change', 'setting'),
  };
}

export async function saveSettings(ctx: Ctx, { puzzles }: { puzzles: boolean }) {
  authorize(policy, ctx.actor, 'change', 'setting');
  if (puzzles !== (await store.selectPuzzles(ctx))) {
    await store.upsertSettings(ctx, puzzles);
    await audit(ctx, { act: 'call.puzzles', subject: ctx.network.id, data: { on: puzzles } });
  }
  return settings(ctx);
}

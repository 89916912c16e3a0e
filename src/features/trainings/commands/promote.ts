import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { lastPromotionMinutes } from '../rules.ts';
import * as store from '../store.ts';
import { seatsOf } from './present-sessions.ts';

/** Gives what seats are free to who waits, in the order in which they asked. */
export async function promote(ctx: Ctx, sessionId: string): Promise<void> {
  const session = await store.lockSession(ctx, sessionId);
  if (session?.state !== 'planned') return;
  if (session.startsAt <= plusMinutes(ctx.now, lastPromotionMinutes)) return;
  const all = await store.selectOfSession(ctx, sessionId);
  const free = (await seatsOf(ctx, [session]))(session) - all.filter((r) => r.state === 'confirmed').length;
  const next = all.filter((r) => r.state === 'waiting').slice(0, Math.max(0, free));
  await store.updateRegistration(
    ctx,
    next.map((r) => r.id),
    {
      ...{ state: 'confirmed', since: ctx.now, tell: 'promoted' },
    },
  );
}

const aheadMinutes = 8 * 24 * 60;

/** As the time nears: turn-out was learnt meanwhile, seats were given back. Who still waits at the last is told that it stayed full. */
export async function promoteDue(ctx: Ctx): Promise<void> {
  const soon = plusMinutes(ctx.now, lastPromotionMinutes);
  for (const id of await store.selectWaited(ctx, soon, plusMinutes(ctx.now, aheadMinutes)))
    await promote(ctx, id);
  for (const id of await store.selectWaited(ctx, ctx.now, soon)) {
    await store.lockSession(ctx, id);
    const left = (await store.selectOfSession(ctx, id)).filter((r) => r.state === 'waiting');
    await store.updateRegistration(
      ctx,
      left.map((r) => r.id),
      { state: 'cancelled', tell: 'full' },
    );
  }
}

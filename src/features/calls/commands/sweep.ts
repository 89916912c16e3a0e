import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { STATES } from '../contract.ts';
import * as store from '../store.ts';
import { hungUp } from './flow.ts';
import { legOver } from './legs.ts';

/** Minutes without a word of the carrier after which a caller is taken to be gone: its word that they hung up was lost. */
const silent = { web: 1, waiting: 3, otherwise: 10, talking: 6 * 60 };
const ringing = 3;
const apart = new Set<string>(['waiting', 'talking', 'held', 'ended']);
const otherwise = STATES.filter((state) => !apart.has(state));
/** Days that it stays written down whose telephone rang and was not picked up, and who had a hard call. */
const rungDays = 14;

/** Ends what the carrier has forgotten to end, so that nobody is rung for a caller who has gone. */
export async function sweep(ctx: Ctx): Promise<void> {
  const since = (minutes: number) => plusMinutes(ctx.now, -minutes);
  const gone = [
    ...(await store.selectSilent(ctx, ['waiting'], since(silent.waiting))),
    ...(await store.selectSilent(ctx, otherwise, since(silent.otherwise))),
    ...(await store.selectSilent(ctx, ['talking', 'held'], since(silent.talking))),
  ];
  const inBrowsers = await store.selectSilent(
    ctx,
    ['waiting', 'message', 'talking', 'held'],
    since(silent.web),
  );
  gone.push(...inBrowsers.filter(({ door }) => door === 'web'));
  for (const { door, carrierId } of gone) await hungUp(ctx, door, carrierId);
  const legs = await store.selectOpenLegs(ctx);
  for (const leg of legs)
    if (leg.state === 'ringing' && leg.placedAt < since(ringing)) await legOver(ctx, leg.id);
  await store.deleteOldLegs(ctx, since(rungDays * 24 * 60));
  await store.deleteOldHard(ctx, since(rungDays * 24 * 60));
}

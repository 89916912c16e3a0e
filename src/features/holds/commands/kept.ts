import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize, mustBeFresh } from '../../../platform/policy.ts';
import { forbidden, invalid } from '../../../platform/problem.ts';
import { type Kept, KINDS, type Kind } from '../contract.ts';
import { policy } from '../policy.ts';
import { bounds, daysFor, daysNow, whyNot } from '../rules.ts';
import * as store from '../store.ts';
import { type House, preview } from './purge.ts';

/** For how many days what comes in now is kept after its end, by kind. */
export async function keptDays(ctx: Ctx): Promise<Record<Kind, number>> {
  const settings = await store.selectSettings(ctx);
  return Object.fromEntries(KINDS.map((kind) => [kind, daysNow(kind, settings)])) as Record<Kind, number>;
}

/** For how many days something that came in at `since` is kept after its end. */
export const daysKept = async (ctx: Ctx, kind: Kind, since: Date): Promise<number> =>
  daysFor(kind, since, await store.selectSettings(ctx));

export async function days(ctx: Ctx): Promise<{ days: Record<Kind, number> }> {
  authorize(policy, ctx.actor, 'ask', 'retention');
  return { days: await keptDays(ctx) };
}

interface All {
  items: Kept[];
  can: string[];
}

export async function kept(ctx: Ctx, house: House): Promise<All> {
  authorize(policy, ctx.actor, 'read', 'retention');
  const now = await keptDays(ctx);
  const runs = await store.selectRuns(ctx, ctx.network.id);
  const items: Kept[] = [];
  for (const kind of KINDS) {
    const own = house.keeps.filter((k) => k.kind === kind);
    const next = { due: 0, held: 0, more: false };
    for (const keeping of own) {
      const found = await preview(ctx, house, keeping);
      next.due += found.due;
      next.held += found.held;
      next.more ||= found.more;
    }
    items.push({
      kind,
      days: now[kind],
      ...bounds[kind],
      next,
      last: lastOf(runs.filter((r) => r.kind === kind)),
    });
  }
  return { items, can: abilities(policy, ctx.actor, 'retention').filter((verb) => verb === 'change') };
}

function lastOf(runs: store.RunRow[]): Kept['last'] {
  if (runs.length === 0) return null;
  const sum = (count: (run: store.RunRow) => number) => runs.reduce((all, run) => all + count(run), 0);
  return {
    at: new Date(Math.max(...runs.map((r) => r.startedAt.getTime()))).toISOString(),
    ended: runs.every((r) => r.finishedAt !== null),
    purged: sum((r) => r.purged),
    held: sum((r) => r.held),
  };
}

const why = (kind: Kind) => ({
  few: `At least ${bounds[kind].least} days.`,
  many: `At most ${bounds[kind].most} days.`,
  reason: `Longer than ${bounds[kind].usual} days needs a reason.`,
});

/** A shorter time holds for all there is, a longer one for what comes after it. Throws 400 outside the bounds. */
export async function setDays(
  ctx: Ctx,
  house: House,
  kind: Kind,
  { id, days, reason }: { id: string; days: number; reason?: string | undefined },
): Promise<All> {
  authorize(policy, ctx.actor, 'change', 'retention');
  const by = ctx.actor.personId;
  if (!by) throw forbidden('changing what is kept without being a member');
  mustBeFresh(ctx);
  const wrong = whyNot(kind, days, reason);
  if (wrong)
    throw invalid([{ path: wrong === 'reason' ? 'body.reason' : 'body.days', message: why(kind)[wrong] }]);
  const box = reason ? ctx.vault.encrypt(reason, { record: id, field: 'reason' }) : null;
  if (await store.insertSetting(ctx, { id, kind, days, reason: box, by })) {
    await audit(ctx, { act: 'retention.changed', subject: id, data: { kind, days } });
    await emit(ctx, { kind: 'retention.changed', subject: id, data: { kind, days } });
  }
  return kept(ctx, house);
}

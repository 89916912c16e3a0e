import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config.ts';
import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import { type Caps, KINDS, type Undelivered, type WayState } from '../contract.ts';
import { policy } from '../policy.ts';
import { providersOf } from '../providers/index.ts';
import { defaultCaps, wayState } from '../rules.ts';
import * as store from '../store.ts';
import { dayOf } from './claim.ts';

const dayMinutes = 24 * 60;
const listed = 100;

/** How each way does, what did not arrive, and the caps. Throws 403. */
export async function readDelivery(ctx: Ctx, config: Config) {
  authorize(policy, ctx.actor, 'read', 'delivery');
  const since = plusMinutes(ctx.now, -dayMinutes);
  return {
    ways: await ways(ctx, config, since),
    held: await undelivered(ctx, 'held', since),
    failed: await undelivered(ctx, 'failed', since),
    caps: (await store.selectCaps(ctx)) ?? defaultCaps,
    can: abilities(policy, ctx.actor, 'delivery') as ('read' | 'send' | 'cap')[],
  };
}

/** Ways that can deliver, and those on which something waits though nothing can. */
async function ways(ctx: Ctx, config: Config, since: Date): Promise<WayState[]> {
  const rows = new Map((await store.selectWays(ctx)).map((w) => [w.kind, w]));
  const counts = new Map((await store.countByWay(ctx, since)).map((c) => [c.kind, c]));
  const spent = new Map((await store.selectSpending(ctx, dayOf(ctx))).map((s) => [s.kind, s]));
  const hours = await store.selectHours(ctx, since);
  const able = new Set(providersOf(config, ctx.network).flatMap((p) => p.kinds));
  return KINDS.filter((kind) => able.has(kind) || counts.has(kind)).map((kind) => {
    const row = rows.get(kind);
    const { waiting = 0, held = 0, failed = 0 } = counts.get(kind) ?? {};
    const state = !able.has(kind) ? 'none' : row?.goodAt || row?.badAt ? wayState(row) : 'quiet';
    return {
      ...{ kind, state, waiting, held, failed, tookMs: row?.tookMs ?? null, code: row?.code ?? null },
      goodAt: row?.goodAt?.toISOString() ?? null,
      badAt: row?.badAt?.toISOString() ?? null,
      messagesToday: spent.get(kind)?.messages ?? 0,
      costToday: spent.get(kind)?.cost ?? 0,
      hours: Array.from(
        { length: 24 },
        (_, i) => hours.find((h) => h.kind === kind && h.ago === 23 - i)?.taken ?? 0,
      ),
    };
  });
}

async function undelivered(ctx: Ctx, state: 'held' | 'failed', since: Date): Promise<Undelivered[]> {
  const rows = await store.selectUndelivered(ctx, state, since, listed);
  const ids = [...new Set(rows.flatMap((r) => r.personId ?? []))];
  const signs = new Map((await people(ctx, ids)).map((p) => [p.id, p.callSign]));
  return rows.map(({ personId, why, at, ...row }) => ({
    ...row,
    callSign: personId ? (signs.get(personId) ?? null) : null,
    why: why ?? 'failed',
    at: at.toISOString(),
  }));
}

/** Lets a message go that is held or failed: no cap holds it any more. Throws 403, 404. */
export async function sendAnyway(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'send', 'delivery');
  if (!(await store.letGo(ctx, id))) throw notFound('message that is held or failed');
  await audit(ctx, { act: 'message.let_go', subject: id, data: {} });
}

/** Sets the caps. Throws 403. */
export async function setCaps(ctx: Ctx, caps: Caps): Promise<Caps> {
  authorize(policy, ctx.actor, 'cap', 'delivery');
  await store.saveCaps(ctx, caps);
  await audit(ctx, { act: 'caps.set', subject: ctx.network.id, data: { ...caps } });
  return caps;
}

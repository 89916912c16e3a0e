import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { settle } from '../../escalations/index.ts';
import * as store from '../store.ts';
import { awaitDesk } from './wait.ts';

export interface InHand {
  reports: { id: string; at: Date; zoneId: string | null; language: string }[];
  drafts: { id: string; at: Date }[];
}

/** What a member of the desk has in hand: reports that they claimed, forms that they did not send. The caller authorizes. */
export async function inHand(ctx: Ctx, personId: string): Promise<InHand> {
  const reports = await store.selectClaimedBy(ctx, personId);
  const drafts = await store.selectDrafts(ctx.tx, ctx.network.id, personId);
  return {
    reports: reports.map(({ id, claimedAt, receivedAt, zoneId, language }) => ({
      ...{ id, zoneId, language, at: claimedAt ?? receivedAt },
    })),
    drafts: drafts.map(({ id, savedAt }) => ({ id, at: savedAt })),
  };
}

/**
 * Claimed reports go to another, or back to everyone; from nobody, those that nobody has taken since go to one. The caller
 * authorizes. Returns which went.
 */
export async function passReports(
  ctx: Ctx,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<string[]> {
  const moved = await store.moveClaims(ctx, ids, from, to);
  const rows = await store.selectReports(ctx.tx, ctx.network.id, moved);
  // Nobody has them any more, or somebody has.
  await awaitDesk(
    ctx,
    rows.filter(({ state }) => state === 'new'),
  );
  if (to) await settle(ctx, moved);
  const kind = to ? 'report.claimed' : 'report.released';
  await emit(ctx, ...moved.map((id) => ({ kind, subject: id, data: {} })));
  return moved;
}

/** Unsent forms go to another, who goes on with them. The caller authorizes. */
export const passDrafts = (ctx: Ctx, ids: readonly string[], from: string, to: string): Promise<void> =>
  store.moveDrafts(ctx, ids, from, to);

/** How many reports came in since, and how many wait now for somebody to take them. */
export const reportsSince = (ctx: Ctx, since: Date): Promise<{ came: number; wait: number }> =>
  store.countSince(ctx, since);

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { agreementsInForce, availableIn, localMinute } from '../../people/index.ts';
import { cellCentre, distanceM, homeCellOf, nearCells, type Point, zoneAt } from '../../places/index.ts';
import { callsStopped } from '../../playbooks/index.ts';
import type { Purpose, Reason } from '../contract.ts';
import { policy } from '../policy.ts';
import { eligible, etaMinutes, furthestM } from '../rules.ts';
import * as store from '../store.ts';
import { roleNeeded } from './common.ts';
import { placeRoom } from './places.ts';

const week = 7 * 24 * 60;
/** Beyond an hour's way nobody is looked for, however much time there is. */
const farthestMinutes = 60;

export interface Wish {
  purpose: Purpose;
  meet: Point;
  languages: readonly string[];
  minutes: number;
}

export interface Near {
  responder: store.KnownResponder;
  distanceM: number;
  asksThisWeek: number;
  /** Why they cannot be asked; empty when they can. */
  reasons: Reason[];
}

/** Everyone who lives near enough to be thought of, each with whether they can be asked now, the nearest first; only the `certified` where the others would be left out anyway. */
export async function nearby(ctx: Ctx, wish: Wish, { certified = false } = {}): Promise<Near[]> {
  const minutes = Math.min(wish.minutes, farthestMinutes);
  const near = await store.selectNear(
    ctx,
    nearCells(homeCellOf(wish.meet), furthestM(minutes)),
    certified ? roleNeeded(wish.purpose) : undefined,
  );
  const asks = await store.selectAskLoad(
    ctx,
    near.map((r) => r.personId),
    plusMinutes(ctx.now, -week),
  );
  const zone = await zoneAt(ctx, wish.meet);
  const need = {
    role: roleNeeded(wish.purpose),
    agreements: await agreementsInForce(ctx),
    languages: wish.languages,
    zoneId: zone?.id ?? null,
    minutes,
  };
  const { day, minute } = localMinute(ctx.now, ctx.network.timeZone);
  return near
    .map((responder) => {
      const asked = asks.get(responder.personId);
      const facts = {
        ...responder,
        available: availableIn(responder.availability, day, minute),
        hasOpenAsk: (asked?.open ?? 0) > 0,
        asksThisWeek: asked?.thisWeek ?? 0,
        distanceM: distanceM(cellCentre(responder.homeCell), wish.meet),
      };
      const answer = eligible(facts, need, ctx.now);
      return {
        responder,
        distanceM: Math.round(facts.distanceM),
        asksThisWeek: facts.asksThisWeek,
        reasons: answer.ok ? [] : answer.reasons,
      };
    })
    .sort((a, b) => a.distanceM - b.distanceM || (a.responder.personId < b.responder.personId ? -1 : 1));
}

const isVerifier = ({ responder }: Near) => responder.verifierUntil !== null;

/** Who could be asked near a place, and why others could not. */
export async function preview(
  ctx: Ctx,
  wish: {
    purpose: Purpose;
    lat: number;
    lon: number;
    minutes?: number | undefined;
    language?: string | undefined;
  },
) {
  authorize(policy, ctx.actor, 'start', 'callout');
  const meet = { lat: wish.lat, lon: wish.lon };
  const near = await nearby(ctx, {
    purpose: wish.purpose,
    meet,
    languages: wish.language ? [wish.language] : [],
    minutes: wish.minutes ?? 15,
  });
  const fit = near.filter((n) => n.reasons.length === 0);
  const counts = new Map<string, number>();
  // Who never was a verifier is no missing one.
  const meant = roleNeeded(wish.purpose) === 'verifier' ? near.filter(isVerifier) : near;
  for (const { reasons } of meant) if (reasons[0]) counts.set(reasons[0], (counts.get(reasons[0]) ?? 0) + 1);
  const stop = await callsStopped(ctx);
  return {
    eligible: fit.length,
    free: await placeRoom(ctx, meet),
    first: fit.slice(0, 8).map(({ responder, distanceM }) => ({
      distanceM,
      etaMinutes: etaMinutes(distanceM),
      languages: responder.languages,
    })),
    others: [...counts].map(([reason, count]) => ({
      reason: reason as (typeof near)[number]['reasons'][number],
      count,
    })),
    stopped: stop?.reason ?? null,
  };
}

import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { refused } from '../../../platform/problem.ts';
import { addressesOf } from '../../channels/index.ts';
import type { REMINDERS, ShiftNotices } from '../contract.ts';
import { policy } from '../policy.ts';
import { usualReminders } from '../rules.ts';
import * as store from '../store.ts';

type Chosen = Pick<ShiftNotices, 'reminders' | 'digest' | 'way'>;

/** What holds for who chose nothing. */
export const usualNotices: store.Notices = { reminders: usualReminders, digest: true, way: null };

/** How the actor hears of shifts. */
export async function readNotices(ctx: Ctx): Promise<ShiftNotices> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const me = ctx.actor.personId!;
  const chosen = (await store.selectNotices(ctx.tx, ctx.network.id, [me])).get(me) ?? usualNotices;
  const ways = (await addressesOf(ctx, [me])).get(me) ?? [];
  // A telephone rings for what is urgent only.
  const kinds = [...new Set(ways.map(({ kind }) => kind))].filter((kind) => kind !== 'voice');
  return {
    reminders: chosen.reminders as (typeof REMINDERS)[number][],
    digest: chosen.digest,
    way: kinds.find((kind) => kind === chosen.way) ?? null,
    ways: kinds,
    hasDigest: can(policy, ctx.actor, 'follow', 'rota'),
  };
}

/** Throws 422 for a way that they do not have. */
export async function setNotices(ctx: Ctx, chosen: Chosen): Promise<ShiftNotices> {
  const { ways } = await readNotices(ctx);
  if (chosen.way && !ways.includes(chosen.way))
    throw refused('You are not reached that way.', 'Choose one of those that you have, or none.');
  const reminders = [...new Set(chosen.reminders)].sort((a, b) => b - a);
  const set = { ...chosen, reminders };
  await store.saveNotices(ctx.tx, ctx.network.id, ctx.actor.personId!, set, ctx.now);
  return readNotices(ctx);
}

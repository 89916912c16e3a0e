import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { groupAddresses } from '../../channels/index.ts';
import { chapters } from '../../places/index.ts';
import type { MyChannel } from '../contract.ts';
import { policy } from '../policy.ts';
import { daysLeft, isSteward, missingOf } from '../rules.ts';
import * as store from '../store.ts';
import { factsOf } from './census.ts';

/** Parts that a member may grow into; channels of other parts are shown to those who have them. */
const reachableParts = ['observer', 'verifier'];

/** Channels that the member is in, and those of their chapter that they could be in, with what is missing. */
export async function myChannels(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'ownChannels');
  const me = ctx.actor.personId!;
  const rows = await store.selectChannels(ctx);
  const facts = (
    await factsOf(
      ctx,
      rows.map((r) => r.rule),
      [me],
    )
  ).get(me);
  const seats = await store.selectSeatsOf(ctx, me);
  const left = await store.selectLeft(ctx, me);
  const names = new Map((await chapters(ctx)).map((c) => [c.id, c.name]));
  const items = rows.flatMap((row): MyChannel[] => {
    if (!facts) return [];
    const seat = seats.find((s) => s.channelId === row.id && s.standing !== 'asking');
    const standing = seat
      ? seat.standing === 'member'
        ? 'in'
        : 'invited'
      : left.has(row.id)
        ? 'left'
        : 'out';
    const missing = seat && isSteward(facts) ? [] : missingOf(row.rule, facts, ctx.now);
    const far =
      missing.includes('chapter') ||
      (missing.includes('role') && !row.rule.roles.some((role) => reachableParts.includes(role)));
    if (!seat && far) return [];
    const { id, name, rule } = row;
    const chapterNames = rule.chapters.flatMap((chapter) => names.get(chapter) ?? []);
    return [
      { id, name, rule, standing, missing, chapters: chapterNames, daysLeft: daysLeft(rule, facts, ctx.now) },
    ];
  });
  const [open] = (await store.selectSafety(ctx, [me])).filter((c) => c.mine === null);
  return {
    items,
    reachable: (await groupAddresses(ctx, [me])).has(me),
    safety: open ? { id: open.id, endsAt: open.endsAt.toISOString() } : null,
  };
}

/** A member who left by themselves wants back in: the next plan puts them there. */
export async function returnTo(ctx: Ctx, channelId: string): Promise<{ back: boolean }> {
  authorize(policy, ctx.actor, 'return', 'ownChannels');
  const [channel] = await store.selectChannels(ctx, channelId);
  const back = channel && (await store.deleteLeaver(ctx, channelId, ctx.actor.personId!));
  if (!back) throw notFound('channel that you left');
  await store.updateChannel(ctx, channelId, { look_due_at: ctx.now });
  await emit(ctx, { kind: 'channel.changed', subject: channelId });
  return { back };
}

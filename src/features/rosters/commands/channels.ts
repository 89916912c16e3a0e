import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import { newId } from '../../../platform/id.ts';
import { abilities, authorize, can, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, notFound, Problem } from '../../../platform/problem.ts';
import { type Groups, groupsOf } from '../../channels/index.ts';
import { chapters } from '../../places/index.ts';
import type { Channel, Rule } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { groupBound, groupKey, presentChannel, visibleChannel } from './common.ts';
import { drop } from './plans.ts';

/** Channels that the actor looks after. */
export async function listChannels(ctx: Ctx): Promise<{ items: Channel[]; can: string[] }> {
  authorize(policy, ctx.actor, 'list', 'channel');
  const rows = await store.selectChannels(ctx);
  const own = rows.filter((row) => can(policy, ctx.actor, 'read', 'channel', row));
  return {
    items: own.map((row) => presentChannel(ctx, row)),
    can: abilities(policy, ctx.actor, 'channel', { rule: { chapters: [] } }).filter((v) => v === 'make'),
  };
}

/** Makes a channel; its first plan makes its group. The same id again is the same act. */
export async function makeChannel(
  ctx: Ctx,
  { id, name, rule }: { id: string; name: string; rule: Rule },
): Promise<Channel> {
  authorize(policy, ctx.actor, 'make', 'channel');
  mustBeFresh(ctx);
  await mustBeChapters(ctx, rule);
  if (await store.insertChannel(ctx, { id, name, rule })) await wasDone(ctx, 'channel.made', id);
  return presentChannel(ctx, await visibleChannel(ctx, id));
}

/** Changes who belongs; nobody moves by that. */
export async function changeChannel(ctx: Ctx, id: string, rule: Rule): Promise<Channel> {
  const row = await allowed(ctx, id, 'change');
  mustBeFresh(ctx);
  await mustBeChapters(ctx, rule);
  if (JSON.stringify(row.rule) !== JSON.stringify(rule)) {
    await store.updateChannel(ctx, id, { rule: JSON.stringify(rule), look_due_at: ctx.now });
    await wasDone(ctx, 'channel.changed', id);
  }
  return presentChannel(ctx, await visibleChannel(ctx, id));
}

/** Lets go of a channel and of the plan that waits for a person; its groups stay as they are, and are ours no more. */
export async function endChannel(ctx: Ctx, id: string): Promise<Channel> {
  const row = await allowed(ctx, id, 'end');
  mustBeFresh(ctx);
  if (row.plan === 'approved')
    throw conflict('A plan of this channel is being carried out.', undefined, 'End it when that is done.');
  const open = await store.selectOpenPlan(ctx, id);
  if (open) await drop(ctx, open);
  await store.deleteGroups(ctx, id);
  await store.updateChannel(ctx, id, { ended_at: ctx.now });
  await wasDone(ctx, 'channel.ended', id);
  return { ...presentChannel(ctx, row), can: [] };
}

/** Has its groups looked at now. */
export async function askForLook(ctx: Ctx, id: string): Promise<Channel> {
  const row = await allowed(ctx, id, 'look');
  await store.updateChannel(ctx, id, { look_due_at: ctx.now });
  await emit(ctx, { kind: 'channel.lookAsked', subject: id });
  return presentChannel(ctx, row);
}

/** Groups that our account administers and that belong to no channel. Asks outside: opens its own transactions. */
export async function freeGroups(call: Call) {
  authorize(policy, call.actor, 'make', 'channel');
  const seen = await listed(call);
  return call.tx(async (ctx) => {
    const taken = new Set((await store.selectGroups(ctx, null)).map((g) => g.groupKey.toString('hex')));
    return seen
      .filter((g) => g.administered && !taken.has(groupKey(ctx, g.id).toString('hex')))
      .map(({ id, name, seats }) => ({ group: id, name, members: seats.length }));
  });
}

/** Takes an existing group for a channel. Throws 404 for one that our account does not administer, 409 for another channel's. */
export async function linkGroup(call: Call, id: string, group: string): Promise<Channel> {
  await call.tx(async (ctx) => void (await allowed(ctx, id, 'link')));
  const found = (await listed(call)).find((g) => g.id === group && g.administered);
  if (!found) throw notFound('group');
  return call.tx(async (ctx) => {
    mustBeFresh(ctx);
    await store.lockChannel(ctx, id);
    if (!(await addGroup(ctx, id, group)))
      throw conflict('This group belongs to a channel already.', undefined, 'Choose another group.');
    await store.updateChannel(ctx, id, { look_due_at: ctx.now });
    await wasDone(ctx, 'channel.linked', id);
    return presentChannel(ctx, await visibleChannel(ctx, id));
  });
}

/** Puts a group at the end of a channel's. False when it belongs to a channel already. */
export async function addGroup(ctx: Ctx, channelId: string, groupId: string): Promise<boolean> {
  const n = Math.max(0, ...(await store.selectGroups(ctx, channelId)).map((g) => g.n)) + 1;
  const id = newId();
  return store.insertGroup(ctx, {
    ...{ id, channelId, n, groupKey: groupKey(ctx, groupId) },
    groupId: ctx.vault.encrypt(groupId, groupBound(id)),
  });
}

async function listed(call: Call): ReturnType<Groups['list']> {
  const door = await groupsOf(call.services, call.network.id);
  if (!door) return [];
  try {
    return await door.list();
  } catch {
    throw new Problem(503, 'away', 'Signal does not answer', 'signal-cli did not answer.', {
      kept: 'Nothing was changed.',
      next: 'Check that it runs (npx porchlight doctor), then try again.',
    });
  }
}

async function allowed(ctx: Ctx, id: string, verb: string): Promise<store.ChannelRow> {
  const row = await visibleChannel(ctx, id);
  authorize(policy, ctx.actor, verb, 'channel', row);
  await store.lockChannel(ctx, id);
  return row;
}

async function mustBeChapters(ctx: Ctx, rule: Rule): Promise<void> {
  const known = new Set((await chapters(ctx)).map((c) => c.id));
  if (!rule.chapters.every((id) => known.has(id))) throw notFound('chapter');
}

async function wasDone(ctx: Ctx, act: string, id: string): Promise<void> {
  await audit(ctx, { act, subject: id });
  await emit(ctx, { kind: 'channel.changed', subject: id });
}

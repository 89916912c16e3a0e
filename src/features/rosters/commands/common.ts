import type { Ctx } from '../../../platform/context.ts';
import { abilities, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import type { Channel } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

export const addressBound = (id: string) => ({ record: id, field: 'address' });
export const groupBound = (id: string) => ({ record: id, field: 'group_id' });

export const addressesIn = (ctx: Ctx, row: { id: string; address: Uint8Array | null }): string[] =>
  row.address ? ctx.vault.decrypt<string[]>(row.address, addressBound(row.id)) : [];

export const groupKey = (ctx: Ctx, groupId: string): Buffer => ctx.vault.hash('group', groupId);

/** A channel that the actor may see. Throws 404 for any other. */
export async function visibleChannel(ctx: Ctx, id: string): Promise<store.ChannelRow> {
  const [row] = await store.selectChannels(ctx, id);
  if (!row || !can(policy, ctx.actor, 'read', 'channel', row)) throw notFound('channel');
  return row;
}

/** What a role in it may see of a channel. */
export function presentChannel(ctx: Ctx, row: store.ChannelRow): Channel {
  const { lookedAt, troubleAt, plan, ...rest } = row;
  return {
    ...rest,
    lookedAt: lookedAt?.toISOString() ?? null,
    troubleAt: troubleAt?.toISOString() ?? null,
    waits: plan === 'open' ? 'apply' : plan === 'waiting' ? 'approve' : null,
    can: abilities(policy, ctx.actor, 'channel', row),
  };
}

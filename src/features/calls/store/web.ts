import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Part } from '../contract.ts';

export interface PeerRow {
  id: string;
  callId: string;
  part: Part;
  personId: string | null;
  seenAt: Date;
}

/** The same browser again changes nothing; another of the same member takes its place. */
export async function insertPeer(ctx: Ctx, row: Omit<PeerRow, 'seenAt'>): Promise<void> {
  const { id, callId, part, personId } = row;
  if (personId)
    await ctx.tx
      .deleteFrom('call_peers')
      .where('network_id', '=', ctx.network.id)
      .where('call_id', '=', callId)
      .where('person_id', '=', personId)
      .where('id', '<>', id)
      .execute();
  await ctx.tx
    .insertInto('call_peers')
    .values({
      network_id: ctx.network.id,
      ...{ id, part },
      call_id: callId,
      person_id: personId,
      joined_at: ctx.now,
      seen_at: ctx.now,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .execute();
}

/** Who is on a call, who came first first. */
export const selectPeers = (ctx: Ctx, callId: string): Promise<PeerRow[]> =>
  ctx.tx
    .selectFrom('call_peers')
    .select(['id', 'call_id as callId', 'part', 'person_id as personId', 'seen_at as seenAt'])
    .where('network_id', '=', ctx.network.id)
    .where('call_id', '=', callId)
    .orderBy('joined_at')
    .orderBy('id')
    .$castTo<PeerRow>()
    .execute();

export async function touchPeer(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('call_peers')
    .set({ seen_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function deletePeer(ctx: Ctx, callId: string, id: string): Promise<void> {
  await ctx.tx
    .deleteFrom('call_peers')
    .where('network_id', '=', ctx.network.id)
    .where('call_id', '=', callId)
    .where('id', '=', id)
    .execute();
}

export interface SignalRow {
  id: string;
  from: string;
  kind: 'offer' | 'answer';
  body: Encrypted;
}

/** False when somebody says more than two browsers need to find each other. */
export async function insertSignal(
  ctx: Ctx,
  row: SignalRow & { callId: string; to: string },
  most: number,
): Promise<boolean> {
  const { count } = await ctx.tx
    .selectFrom('call_signals')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('network_id', '=', ctx.network.id)
    .where('from_peer', '=', row.from)
    .executeTakeFirstOrThrow();
  if (Number(count) >= most) return false;
  await ctx.tx
    .insertInto('call_signals')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      call_id: row.callId,
      from_peer: row.from,
      to_peer: row.to,
      kind: row.kind,
      body: row.body,
      at: ctx.now,
    })
    .execute();
  return true;
}

/** What was said to a browser, in order, but for what it has. */
export const selectSignals = (ctx: Ctx, to: string, have: readonly string[]): Promise<SignalRow[]> =>
  ctx.tx
    .selectFrom('call_signals')
    .select(['id', 'from_peer as from', 'kind', 'body'])
    .where('network_id', '=', ctx.network.id)
    .where('to_peer', '=', to)
    .$if(have.length > 0, (q) => q.where('id', 'not in', [...have]))
    .orderBy('at')
    .orderBy('id')
    .$castTo<SignalRow>()
    .execute();

/** Nobody is on it any more: who was, and where their browsers were, is forgotten. */
export async function forgetPeers(ctx: Ctx, callId: string): Promise<void> {
  for (const table of ['call_signals', 'call_peers'] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', ctx.network.id)
      .where('call_id', '=', callId)
      .execute();
}

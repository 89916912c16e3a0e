import { audit } from '../../../platform/audit/index.ts';
import type { Config } from '../../../platform/config.ts';
import type { Ctx } from '../../../platform/context.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import type { Heard, Part, Paths } from '../contract.ts';
import { BROWSER } from '../rules.ts';
import * as store from '../store.ts';
import { loadCall, loadOwn, member, movedOn } from './load.ts';
import { heard, pathsFor, type Said, say } from './web.ts';

/**
 * A member's browser comes onto a call: whoever took it speaks; an interpreter speaks too; a learner hears only. The caller
 * and the operator see who is on. Throws 409 where the call is not theirs to speak in.
 */
export async function join(
  ctx: Ctx,
  turn: Config['turn'],
  id: string,
  { me, part }: { me: string; part: Exclude<Part, 'caller'> },
): Promise<Paths> {
  const personId = member(ctx);
  await store.lockCalls(ctx);
  const call = await loadCall(ctx, id, 'answer');
  if (call.state !== 'talking' && call.state !== 'held') throw await movedOn(ctx, call);
  if (call.door !== 'web')
    throw refused('This is a telephone call.', 'Only calls from a browser are joined in a browser.');
  const isTaker = call.answeredBy === personId;
  if (isTaker !== (part === 'operator')) throw await movedOn(ctx, call);
  await store.insertPeer(ctx, { id: me, callId: id, part, personId });
  await audit(ctx, { act: 'call.joined', subject: id, data: { part } });
  return pathsFor(turn, me, ctx.now);
}

/** The actor's own browser on a call. Throws 404 where it is not, or is no longer, on it. */
async function ownPeer(ctx: Ctx, id: string, me: string) {
  const call = await loadCall(ctx, id, 'answer');
  const peers = await store.selectPeers(ctx, id);
  return { call, peers, peer: peers.find((p) => p.id === me && p.personId === member(ctx)) };
}

export async function hear(ctx: Ctx, id: string, me: string, have: string[]): Promise<Heard> {
  const { call, peers, peer } = await ownPeer(ctx, id, me);
  if (!peer || call.state === 'ended') return { state: 'ended', place: null, peers: [], signals: [] };
  if (ctx.now.getTime() - peer.seenAt.getTime() >= BROWSER.noteSeconds * 1000) await store.touchPeer(ctx, me);
  return heard(ctx, call, peers, me, have);
}

export async function sayAs(ctx: Ctx, id: string, me: string, said: Said): Promise<void> {
  const { call, peers, peer } = await ownPeer(ctx, id, me);
  if (!peer) throw conflict('You are not on this call any more.', { state: call.state });
  await say(ctx, call, peers, me, said);
}

export async function leave(ctx: Ctx, id: string, me: string): Promise<void> {
  const { peer } = await ownPeer(ctx, id, me);
  if (peer) await store.deletePeer(ctx, id, me);
}

/** Who has the call takes an interpreter or a learner off it. */
export async function letGo(ctx: Ctx, id: string, peer: string): Promise<void> {
  await loadOwn(ctx, id);
  const found = (await store.selectPeers(ctx, id)).find((p) => p.id === peer);
  if (!found || found.part === 'caller' || found.part === 'operator') throw notFound('person on this call');
  await store.deletePeer(ctx, id, peer);
}

import { createHash, createHmac } from 'node:crypto';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config.ts';
import type { Ctx } from '../../../platform/context.ts';
import { Gauge } from '../../../platform/gauge.ts';
import { newId } from '../../../platform/id.ts';
import { askedTooOften, conflict, notFound } from '../../../platform/problem.ts';
import { isBanned } from '../../hotline/index.ts';
import type { Choice, Heard, Part, Paths, Placed } from '../contract.ts';
import { BROWSER } from '../rules.ts';
import * as store from '../store.ts';
import { tell } from './common.ts';
import { mustBeSolved, mustSolve, puzzleFor } from './flood.ts';
import { hungUp, proceed } from './flow.ts';
import { enqueueCall } from './queue.ts';

/** Calls of one door in ten minutes: a household's, not a script's. */
const perDoor = new Gauge({ most: 10, minutes: 10 });
/** An offer or an answer to each of a few people, and some again. */
const mostSignals = 40;
/** A password for the relay holds as long as the longest call. */
const relayMinutes = 4 * 60;

/** The call of a caller's secret is found by its hash: who reads the database cannot speak for them. */
const carrierIdOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/**
 * How browsers reach each other. A relay's password is the HMAC of the hour until which it holds, under the secret that we
 * share with the relay ("A REST API for access to TURN services", as coturn's use-auth-secret has it).
 */
export function pathsFor(turn: Config['turn'], me: string, now: Date): Paths {
  if (!turn) return { me, servers: [], relayOnly: false };
  const username = `${Math.floor(plusMinutes(now, relayMinutes).getTime() / 1000)}:${me}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return { me, servers: [{ urls: turn.url, username, credential }], relayOnly: true };
}

/**
 * Somebody calls from a browser: they wait and are rung for like a telephone, at desks only. In a flood there may be a
 * puzzle: until it is solved the call waits behind those where it is. Throws 429 for too many from one door.
 */
export async function place(
  ctx: Ctx,
  turn: Config['turn'],
  origin: string,
  asked: { secret: string; language: string; choice: Exclude<Choice, 'rights' | 'message'> },
): Promise<Placed> {
  await store.lockCalls(ctx);
  const carrierId = carrierIdOf(asked.secret);
  const placed = (me: string, behind: boolean): Placed => ({
    ...pathsFor(turn, me, ctx.now),
    puzzle: behind ? puzzleFor(ctx, carrierId) : null,
  });
  const known = await store.selectCallOf(ctx, 'web', carrierId);
  if (known) return placed(callerAmong(known, await store.selectPeers(ctx, known.id)).id, known.behind);
  if (perDoor.isOver(origin, ctx.now))
    throw askedTooOften(perDoor.limit.most, perDoor.secondsLeft(origin, ctx.now));
  const id = newId();
  const door = ctx.vault.hash('origin', origin);
  const banned = await isBanned(ctx, door);
  const behind = (await mustSolve(ctx, door)) && !banned;
  const { language, choice } = asked;
  await store.insertCall(ctx, {
    ...{ id, door: 'web', carrierId, origin: door, language, state: 'menu', proven: true, behind },
    why: banned ? 'banned' : null,
  });
  const call = (await store.selectCall(ctx, id))!;
  const line = choice === 'detained' ? 'legal' : 'desk';
  const queued = banned ? { state: 'message' as const } : await enqueueCall(ctx, { ...call, choice, line });
  await store.updateCall(ctx, id, { ...queued, choice, line, turn: 1, heardAt: ctx.now });
  const me = newId();
  await store.insertPeer(ctx, { id: me, callId: id, part: 'caller', personId: null });
  await tell(ctx, { ...call, line }, 'started');
  if (queued.state === 'waiting') await tell(ctx, { ...call, line }, 'waiting');
  return placed(me, behind);
}

function callerAmong(call: store.CallRow, peers: store.PeerRow[]): store.PeerRow {
  const caller = peers.find(({ part }) => part === 'caller');
  if (!caller) throw conflict('This call has ended.', { state: call.state });
  return caller;
}

/** Throws 404 for a secret of no call. */
async function ofCaller(ctx: Ctx, secret: string): Promise<store.CallRow> {
  const call = await store.selectCallOf(ctx, 'web', carrierIdOf(secret));
  if (!call) throw notFound('call');
  return call;
}

/** The caller's browser asks how it goes. As long as it asks, it waits, and is escalated like a telephone that waits. */
export async function hearAsCaller(ctx: Ctx, secret: string, have: string[]): Promise<Heard> {
  const call = await ofCaller(ctx, secret);
  if (call.state === 'ended') return { state: 'ended', place: null, peers: [], signals: [] };
  const silent = (ctx.now.getTime() - call.heardAt.getTime()) / 1000;
  if (silent >= BROWSER.noteSeconds) {
    if (call.state === 'waiting') {
      await proceed(ctx, call.id, call.turn, { from: '', digits: null, recorded: null });
      return hearAsCaller(ctx, secret, have);
    }
    await store.updateCall(ctx, call.id, { heardAt: ctx.now });
  }
  const peers = await store.selectPeers(ctx, call.id);
  return heard(ctx, call, peers, callerAmong(call, peers).id, have);
}

/** The browser of a call that waits behind others has done its part. Throws 422 where it has not. */
export async function solve(
  ctx: Ctx,
  { secret, ...solution }: { secret: string; text: string; guesses: number[] },
): Promise<void> {
  await store.lockCalls(ctx);
  const call = await ofCaller(ctx, secret);
  if (!call.behind) return;
  mustBeSolved(ctx, call.carrierId, solution);
  await store.updateCall(ctx, call.id, { behind: false });
  await tell(ctx, call, 'changed');
}

export async function sayAsCaller(ctx: Ctx, secret: string, said: Said): Promise<void> {
  const call = await ofCaller(ctx, secret);
  const peers = await store.selectPeers(ctx, call.id);
  await say(ctx, call, peers, callerAmong(call, peers).id, said);
}

export async function hangUpAsCaller(ctx: Ctx, secret: string): Promise<void> {
  await hungUp(ctx, 'web', (await ofCaller(ctx, secret)).carrierId);
}

export interface Said {
  to: string;
  kind: 'offer' | 'answer';
  body: string;
}

/** Two browsers of one call tell each other where they are. Nothing here can hear them. */
export async function say(
  ctx: Ctx,
  call: store.CallRow,
  peers: store.PeerRow[],
  from: string,
  said: Said,
): Promise<void> {
  if (!peers.some(({ id }) => id === said.to)) throw notFound('person on this call');
  const id = newId();
  const body = ctx.vault.encrypt(said.body, { record: id, field: 'body' });
  const kept = await store.insertSignal(
    ctx,
    { id, callId: call.id, from, to: said.to, kind: said.kind, body },
    mostSignals,
  );
  if (!kept) throw conflict('These browsers do not find each other.', { state: call.state });
}

/** How a call is for one who is on it. */
export async function heard(
  ctx: Ctx,
  call: store.CallRow,
  all: store.PeerRow[],
  me: string,
  have: string[],
): Promise<Heard> {
  const since = ctx.now.getTime() - BROWSER.goneSeconds * 1000;
  const peers = all.filter(
    (p) => (p.id === me || p.part === 'caller' || p.seenAt.getTime() > since) && hasPart(call, p),
  );
  const signals = await store.selectSignals(ctx, me, have);
  return {
    state: stateFor(call.state),
    place: call.state === 'waiting' ? await placeOf(ctx, call) : null,
    peers: peers.map(({ id, part }) => ({ id, part })),
    signals: signals
      .filter((s) => peers.some(({ id }) => id === s.from))
      .map((s) => ({ ...s, body: ctx.vault.decrypt<string>(s.body, { record: s.id, field: 'body' }) })),
  };
}

/** The call was handed over: who had it is off it. */
const hasPart = (call: store.CallRow, peer: { part: Part; personId: string | null }) =>
  peer.part !== 'operator' || peer.personId === call.answeredBy;

/** A browser leaves no spoken message: who would be asked for one is told to write instead. */
const stateFor = (state: store.CallRow['state']): Heard['state'] =>
  state === 'talking' || state === 'held' || state === 'waiting' || state === 'ended' ? state : 'unanswered';

async function placeOf(ctx: Ctx, call: store.CallRow): Promise<number> {
  const waiting = await store.selectWaiting(ctx, call.line);
  return Math.max(1, 1 + waiting.findIndex(({ id }) => id === call.id));
}

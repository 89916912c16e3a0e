import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound, refused } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import { LINES, type Line, type SentCall } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { order } from './common.ts';
import { endCall, ringPhones } from './queue.ts';
import { take } from './take.ts';

const missedMinutes = 12 * 60;
const beforeMinutes = 30 * 24 * 60;

const member = (ctx: Ctx): string => {
  if (!ctx.actor.personId) throw forbidden('taking calls without being a member');
  return ctx.actor.personId;
};

const linesOf = (ctx: Ctx): Line[] =>
  LINES.filter((line) => can(policy, ctx.actor, 'read', 'call', { line }));

/** Calls that go on and calls that nobody spoke with, on the lines of this actor. */
export async function list(ctx: Ctx): Promise<{ open: SentCall[]; missed: SentCall[] }> {
  authorize(policy, ctx.actor, 'read', 'call');
  const lines = linesOf(ctx);
  const [open, missed] = [
    await store.selectOpenCalls(ctx, lines),
    await store.selectMissed(ctx, lines, plusMinutes(ctx.now, -missedMinutes)),
  ];
  const sent = await present(ctx, [...open, ...missed]);
  return { open: sent.slice(0, open.length), missed: sent.slice(open.length) };
}

export async function detail(ctx: Ctx, id: string): Promise<SentCall> {
  const [sent] = await present(ctx, [await load(ctx, id, 'read')]);
  return sent!;
}

/** Throws 404 where it is not the actor's to see, 403 where they may not do this. */
async function load(ctx: Ctx, id: string, verb: string): Promise<store.CallRow> {
  authorize(policy, ctx.actor, verb, 'call');
  const row = await store.selectCall(ctx, id);
  if (!row || !can(policy, ctx.actor, 'read', 'call', row)) throw notFound('call');
  return row;
}

/**
 * Takes a call at the desk. It stops ringing everywhere else; the taker's own telephone is the one they speak by, so it
 * rings, or rings on. Throws 409 with who and when where somebody was first.
 */
export async function answer(ctx: Ctx, id: string): Promise<void> {
  const personId = member(ctx);
  await store.lockCalls(ctx);
  const row = await load(ctx, id, 'answer');
  if (row.answeredBy === personId && (row.state === 'talking' || row.state === 'held')) return;
  if (row.state !== 'waiting') throw await movedOn(ctx, row);
  if ((await store.selectBusy(ctx)).has(personId))
    throw refused('You are in a call already.', 'End it, then take this one.');
  const mine = (await store.selectOpenLegs(ctx)).find((l) => l.personId === personId);
  if (row.door === 'phone') {
    if (mine) await store.updateLegs(ctx, [mine.id], { callId: row.id });
    else if ((await ringPhones(ctx, row.line, [personId], row.id)).length === 0)
      throw refused(
        'A telephone call is answered by telephone, and there is no number for you here.',
        'Ask an admin to add your number, then take it again.',
      );
  }
  await take(ctx, row, personId, null);
}

/** Ends a call that the actor has. */
export async function hangUp(ctx: Ctx, id: string): Promise<void> {
  const personId = member(ctx);
  await store.lockCalls(ctx);
  const row = await load(ctx, id, 'answer');
  if (row.state === 'ended') return;
  if (row.answeredBy !== personId) throw conflict('This is not your call.', { state: row.state });
  await endCall(ctx, row, 'answered');
  await order(ctx, 'move', { call: row });
}

async function movedOn(ctx: Ctx, row: store.CallRow) {
  const names = await callSigns(ctx, row.answeredBy ? [row.answeredBy] : []);
  const facts = {
    state: row.state,
    who: names.get(row.answeredBy ?? '') ?? 'nobody',
    at: (row.answeredAt ?? row.endedAt ?? ctx.now).toISOString(),
  };
  return conflict(
    row.answeredBy ? 'Somebody else has this call.' : 'This call does not wait any more.',
    facts,
  );
}

function abilitiesOn(ctx: Ctx, row: store.CallRow): string[] {
  if (!can(policy, ctx.actor, 'answer', 'call', row)) return [];
  if (row.state === 'waiting') return ['answer'];
  const mine = row.answeredBy !== null && row.answeredBy === ctx.actor.personId;
  return mine && (row.state === 'talking' || row.state === 'held') ? ['hangUp'] : [];
}

async function present(ctx: Ctx, rows: store.CallRow[]): Promise<SentCall[]> {
  const names = await callSigns(
    ctx,
    rows.flatMap((r) => (r.answeredBy ? [r.answeredBy] : [])),
  );
  const counts = await store.countByOrigin(
    ctx,
    rows.map((r) => r.origin),
    plusMinutes(ctx.now, -beforeMinutes),
  );
  return rows.map((row) => ({
    id: row.id,
    door: row.door,
    line: row.line,
    language: row.language,
    choice: row.choice,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    queuedAt: row.queuedAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredBy: row.answeredBy
      ? { personId: row.answeredBy, callSign: names.get(row.answeredBy) ?? '–' }
      : null,
    endedAt: row.endedAt?.toISOString() ?? null,
    outcome: row.outcome,
    reportId: row.line === 'legal' ? null : row.reportId,
    before: Math.max(0, (counts.get(row.origin.toString('hex')) ?? 1) - 1),
    drill: row.drill,
    can: abilitiesOn(ctx, row),
  }));
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { bannedOf } from '../../hotline/index.ts';
import { callSigns } from '../../people/index.ts';
import type { BranchKind } from '../../playbooks/index.ts';
import { onBreak, setBreak } from '../../shifts/index.ts';
import {
  type Cover,
  LINES,
  type Line,
  type LoggedCall,
  type Operator,
  type Presence,
  type SentCall,
} from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { coverOf } from './hard.ts';
import { leavesNothing } from './kinds.ts';
import { loadCall, member } from './load.ts';
import { whatTheyAreAt } from './presence.ts';
import { present } from './present.ts';
import { groupOf, ringFor } from './queue.ts';

const missedMinutes = 12 * 60;
const dayMinutes = 24 * 60;
/** A month of a busy hotline; the log says the newest. */
const longestLog = 2000;

const linesOf = (ctx: Ctx): Line[] =>
  LINES.filter((line) => can(policy, ctx.actor, 'read', 'call', { line }));

/** Calls that go on and calls that nobody spoke with, on the lines of this actor, and who takes calls there. */
export async function list(ctx: Ctx): Promise<{
  open: SentCall[];
  missed: SentCall[];
  operators: Operator[];
  me: Presence | null;
  cover: Cover | null;
}> {
  authorize(policy, ctx.actor, 'read', 'call');
  const lines = linesOf(ctx);
  const open = await store.selectOpenCalls(ctx, lines);
  const missed = await store.selectMissed(ctx, lines, plusMinutes(ctx.now, -missedMinutes));
  const sent = await present(ctx, [...open, ...missed]);
  const own = ctx.actor.personId;
  const me = own && {
    onBreak: (await onBreak(ctx, [own])).has(own),
    byPhone: (await store.selectByPhone(ctx, [own])).get(own)!,
  };
  return {
    open: sent.slice(0, open.length),
    missed: sent.slice(open.length),
    operators: (await Promise.all(lines.map((line) => operators(ctx, line)))).flat(),
    me: me || null,
    cover: await coverOf(ctx, own),
  };
}

/** Everyone on shift who takes calls of a line, and what they are at. */
async function operators(ctx: Ctx, line: Line): Promise<Operator[]> {
  const on = await groupOf(ctx, line, 0, { withBreaks: true });
  const names = await callSigns(ctx, on);
  const atOf = await whatTheyAreAt(ctx, on);
  return on.map((personId) => ({ personId, callSign: names.get(personId) ?? '–', line, ...atOf(personId) }));
}

export async function detail(ctx: Ctx, id: string): Promise<SentCall> {
  const [sent] = await present(ctx, [await loadCall(ctx, id, 'read')]);
  return sent!;
}

/** Calls that have ended, the newest first, in seconds. */
export async function log(
  ctx: Ctx,
  days: number,
): Promise<{ items: LoggedCall[]; days: number; kinds: { kind: BranchKind; n: number }[] }> {
  authorize(policy, ctx.actor, 'read', 'call');
  const since = plusMinutes(ctx.now, -days * dayMinutes);
  const rows = await store.selectEnded(ctx, linesOf(ctx), since, longestLog);
  const names = await callSigns(
    ctx,
    rows.flatMap((r) => (r.answeredBy ? [r.answeredBy] : [])),
  );
  const kinds = await store.selectKinds(
    ctx,
    rows.map((r) => r.id),
  );
  const banned = await bannedOf(
    ctx,
    rows.map((r) => r.origin),
  );
  const seconds = (from: Date | null, to: Date | null) =>
    from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null;
  return {
    days,
    kinds: await store.countKinds(ctx, linesOf(ctx), since),
    items: rows.map((row) => ({
      id: row.id,
      startedAt: row.startedAt.toISOString(),
      door: row.door,
      line: row.line,
      language: row.language,
      choice: row.choice,
      outcome: row.outcome!,
      waited: seconds(row.queuedAt, row.answeredAt ?? row.endedAt),
      talked: seconds(row.answeredAt, row.endedAt),
      callSign: row.answeredBy ? (names.get(row.answeredBy) ?? '–') : null,
      kind: kinds.get(row.id) ?? null,
      banned: banned.has(row.origin.toString('hex')),
      can: !row.outgoing && can(policy, ctx.actor, 'ban', 'call', row) ? ['ban'] : [],
      outgoing: row.outgoing,
      drill: row.drill,
    })),
  };
}

/** How the actor takes calls from now on. Who comes back from a break is rung for whoever waits. */
export async function setPresence(ctx: Ctx, presence: Presence): Promise<Presence> {
  authorize(policy, ctx.actor, 'answer', 'call');
  const personId = member(ctx);
  await store.lockCalls(ctx);
  await setBreak(ctx, presence.onBreak);
  await store.upsertPresence(ctx, { personId, byPhone: presence.byPhone });
  await emit(ctx, { kind: 'presence.changed', subject: personId, data: {} });
  for (const line of linesOf(ctx)) await ringFor(ctx, line);
  return presence;
}

/** What was written down in this call. Throws 409 where it is another report's already. */
export async function bindReport(ctx: Ctx, id: string, reportId: string): Promise<void> {
  const row = await loadCall(ctx, id, 'answer');
  if (row.reportId === reportId) return;
  if (row.answeredBy !== member(ctx)) throw notFound('call');
  if (row.line === 'legal') throw refused('A call of the legal desk is bound to its intake.');
  if (row.reportId) throw conflict('Another report was written down in this call.');
  if (await leavesNothing(ctx, id)) throw refused('Of such a call its kind alone is kept.');
  await store.updateCall(ctx, id, { reportId });
}

import { audit } from '../../platform/audit/index.ts';
import * as log from '../../platform/audit/read.ts';
import type { Ctx } from '../../platform/context.ts';
import { askAgain, stuckEvents } from '../../platform/events/stuck.ts';
import { authorize } from '../../platform/policy.ts';
import { notFound } from '../../platform/problem.ts';
import { callSigns } from '../people/index.ts';
import type { Act } from './contract.ts';
import { policy } from './policy.ts';

const page = 100;

/** Acts before a cursor, the newest first, with the call signs of those concerned who are members still. */
export async function listActs(
  ctx: Ctx,
  wanted: { kind?: string | undefined; person?: string | undefined; before?: string | undefined },
) {
  authorize(policy, ctx.actor, 'read', 'log');
  const rows = await log.recentActs(ctx, wanted, page);
  const signs = await callSigns(
    ctx,
    rows.flatMap((row) => [row.subject, ...(row.actor ? [row.actor] : [])]),
  );
  const named = (id: string) => ({ id, callSign: signs.get(id) ?? null });
  const items = rows.map(
    ({ cursor, index, at, act, actor, subject, data }): Act => ({
      ...{ cursor, index, act, data },
      at: at.toISOString(),
      by: actor ? named(actor) : null,
      subject: named(subject),
    }),
  );
  const next = rows.length === page ? items.at(-1)!.cursor : null;
  return { items, next, kinds: await log.kindsOfActs(ctx) };
}

/** Throws 404 while there is none: nothing has happened yet. */
export async function newestCheckpoint(ctx: Ctx): Promise<string> {
  const newest = await log.newestCheckpoint(ctx);
  if (!newest) throw notFound('checkpoint');
  return newest.note;
}

export async function readState(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'log');
  const newest = await log.newestCheckpoint(ctx);
  return newest ? { note: newest.note, size: newest.size, at: newest.at.toISOString() } : null;
}

export const mayCheck = (ctx: Ctx): void => authorize(policy, ctx.actor, 'check', 'log');

/** Throws 404 for an entry or a size that the log has not. */
export async function proveInclusion(ctx: Ctx, index: number, size?: number) {
  authorize(policy, ctx.actor, 'prove', 'log');
  const proof = await log.inclusionProof(ctx, index, size);
  if (!proof) throw notFound('entry in the log');
  return proof;
}

/** Throws 404 for sizes that the log never had. */
export async function proveConsistency(ctx: Ctx, from: number, to?: number) {
  authorize(policy, ctx.actor, 'prove', 'log');
  const proof = await log.consistencyProof(ctx, from, to);
  if (!proof) throw notFound('log of that size');
  return proof;
}

export async function listStuck(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'stuckEvent');
  const rows = await stuckEvents(ctx);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Asks for one more try; how it went shows in the list. Throws 404 for what is not stuck. */
export async function retryStuck(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'retry', 'stuckEvent');
  if (!(await askAgain(ctx, id))) throw notFound('stuck event');
  await audit(ctx, { act: 'stuck.retried', subject: ctx.network.id, data: { what: id } });
}

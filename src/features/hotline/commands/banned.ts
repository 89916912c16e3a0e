import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { hasLinked, insertBan, liftBan, selectBanned } from '../store.ts';
import { member } from './load.ts';

/** Whether the desk has banned this origin: what comes from it is kept and looked at later. */
export const isBanned = async (ctx: Ctx, origin: Buffer): Promise<boolean> =>
  (await selectBanned(ctx.tx, ctx.network.id, [origin])).size > 0;

/** Those of these origins that are banned, in hex. */
export const bannedOf = (ctx: Ctx, origins: readonly Buffer[]): Promise<Set<string>> =>
  selectBanned(ctx.tx, ctx.network.id, origins);

/** Bans an origin; `subject` is the report or the call that it was banned for. The caller has authorized it. */
export async function setBan(ctx: Ctx, origin: Buffer, subject: string): Promise<void> {
  await insertBan(ctx.tx, ctx.network.id, origin, member(ctx), ctx.now);
  await emit(ctx, { kind: 'ban.set', subject });
  await audit(ctx, { act: 'ban.set', subject });
}

/** Lifts it again. Where none is, nothing happens. */
export async function dropBan(ctx: Ctx, origin: Buffer, subject: string): Promise<void> {
  if (!(await liftBan(ctx.tx, ctx.network.id, origin, ctx.now))) return;
  await emit(ctx, { kind: 'ban.lifted', subject });
  await audit(ctx, { act: 'ban.lifted', subject });
}

/** Whether a report of this origin became part of an incident. */
export const isTrusted = (ctx: Ctx, origin: Buffer): Promise<boolean> =>
  hasLinked(ctx.tx, ctx.network.id, origin);

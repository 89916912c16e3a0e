import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { mustBeFresh } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import * as store from '../store.ts';
import { makeRecoveryCode } from './entries.ts';
import { passkeyName } from './passkeys.ts';
import { deviceBound, endSessions } from './sessions.ts';

const hourMs = 3_600_000;
/** Enough to notice a stranger, and no diary of when somebody was at their desk. */
const toTheHour = (at: Date) => new Date(Math.floor(at.getTime() / hourMs) * hourMs);

/** One's own ways in: passkeys, sessions, and whether a recovery code is still good. */
export async function readAccess(ctx: Ctx) {
  const { id: accountId, sessionId } = ctx.actor;
  const passkeys = await store.selectPasskeys(ctx.tx, ctx.network.id, accountId!);
  const sessions = await store.selectSessions(ctx.tx, ctx.network.id, accountId!, ctx.now);
  const mine = sessions.find((s) => s.id === sessionId);
  return {
    passkeys: passkeys.map((p) => ({
      id: p.id,
      name: passkeyName(ctx, p),
      createdAt: p.createdAt,
      usedAt: toTheHour(p.usedAt),
      synced: p.backedUp,
      isThis: p.id === mine?.passkeyId,
    })),
    sessions: sessions.map((s) => ({
      id: s.id,
      face: s.face,
      way: s.way,
      device: s.device && ctx.vault.decrypt<string>(s.device, deviceBound(s.id)),
      createdAt: s.createdAt,
      seenAt: toTheHour(s.seenAt),
      isThis: s.id === sessionId,
      isNew: s.id !== sessionId && s.toldAt === null && mine !== undefined && s.createdAt > mine.createdAt,
    })),
    recoveryMadeAt: await store.selectRecoveryCode(ctx.tx, ctx.network.id, accountId!),
  };
}

/** Ends one of one's own sessions, on whatever device. Throws 404. */
export async function endOwnSession(ctx: Ctx, id: string): Promise<void> {
  const ended = await endSessions(ctx, ctx.actor.id!, { id });
  if (ended.length === 0) throw notFound('session of yours');
}

/** Ends all of one's own sessions but this one; returns how many. */
export const endOtherSessions = async (ctx: Ctx): Promise<number> =>
  (await endSessions(ctx, ctx.actor.id!, { except: ctx.actor.sessionId })).length;

/** The new sign-ins have been read. */
export const tellSessions = (ctx: Ctx): Promise<void> =>
  store.tellSessions(ctx.tx, ctx.network.id, ctx.actor.id!, ctx.now);

/** Ends a passkey and the sessions that it opened. Throws 404, and 422 for the last one. */
export async function endPasskey(ctx: Ctx, id: string): Promise<void> {
  mustBeFresh(ctx);
  const accountId = ctx.actor.id!;
  const passkeys = await store.selectPasskeys(ctx.tx, ctx.network.id, accountId);
  if (!passkeys.some((p) => p.id === id)) throw notFound('passkey of yours');
  if (passkeys.length === 1)
    throw refused(
      'This is your last passkey; without it you could not come back.',
      'Make another one first.',
    );
  await store.endPasskeys(ctx.tx, ctx.network.id, accountId, ctx.now, id);
  await endSessions(ctx, accountId, { passkeyId: id, except: ctx.actor.sessionId });
  await audit(ctx, { act: 'passkey.ended', subject: accountId, data: { passkey: id } });
}

/** A new recovery code in the place of the old one. */
export function renewRecoveryCode(ctx: Ctx): Promise<string> {
  mustBeFresh(ctx);
  return makeRecoveryCode(ctx, ctx.actor.id!);
}

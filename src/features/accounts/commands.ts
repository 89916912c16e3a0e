import { createHash, randomBytes } from 'node:crypto';
import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { refused } from '../../platform/problem.ts';
import * as store from './store.ts';

/** Idle and absolute life of a session, in minutes. A phone in a pocket lives longer than a desk. */
const life = { desk: { idle: 30, absolute: 12 * 60 }, field: { idle: 14 * 24 * 60, absolute: 60 * 24 * 60 } };

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Makes accounts with roles. An account that exists stays as it is. */
export async function createAccounts(
  ctx: Ctx,
  accounts: { id: string; roles: { role: string; chapterId: string | null }[] }[],
): Promise<void> {
  if (accounts.length === 0) return;
  const made = await store.insertAccounts(
    ctx.tx,
    ctx.network.id,
    accounts.map((a) => a.id),
    ctx.now,
  );
  const grants = accounts
    .filter((a) => made.includes(a.id))
    .flatMap((a) => a.roles.map((r) => ({ id: newId(), accountId: a.id, ...r })));
  if (grants.length > 0) await store.insertGrants(ctx.tx, ctx.network.id, grants, ctx.actor.id, ctx.now);
}

/** Opens a session; the token goes into the face's cookie and nowhere else. */
export async function openSession(
  ctx: Ctx,
  accountId: string,
  face: store.Face,
): Promise<{ token: string; maxAgeS: number }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = plusMinutes(ctx.now, life[face].absolute);
  await store.insertSession(ctx.tx, ctx.network.id, {
    tokenHash: hashOf(token),
    accountId,
    face,
    at: ctx.now,
    expiresAt,
  });
  return { token, maxAgeS: life[face].absolute * 60 };
}

export interface Identity {
  accountId: string;
  roles: { role: string; chapterId: string | null }[];
  confirmedAt: Date;
}

/** Who a token belongs to; null when it is unknown, ended or too old. Being seen is written at most once a minute. */
export async function identify(ctx: Ctx, token: string, face: store.Face): Promise<Identity | null> {
  const tokenHash = hashOf(token);
  const idleSince = plusMinutes(ctx.now, -life[face].idle);
  const session = await store.selectSession(ctx.tx, ctx.network.id, {
    tokenHash,
    face,
    now: ctx.now,
    idleSince,
  });
  if (!session) return null;
  if (session.seenAt < plusMinutes(ctx.now, -1))
    await store.touchSession(ctx.tx, ctx.network.id, tokenHash, ctx.now);
  return {
    accountId: session.accountId,
    confirmedAt: session.confirmedAt,
    roles: await store.selectRoles(ctx.tx, ctx.network.id, session.accountId),
  };
}

export const endSession = (ctx: Ctx, token: string): Promise<boolean> =>
  store.endSession(ctx.tx, ctx.network.id, hashOf(token), ctx.now);

/** A one-use link for an account, good for three days. Returns the token once; only its hash is kept. */
export async function invite(ctx: Ctx, accountId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await store.insertInvite(ctx.tx, ctx.network.id, {
    tokenHash: hashOf(token),
    accountId,
    by: ctx.actor.personId,
    at: ctx.now,
    expiresAt: plusMinutes(ctx.now, 3 * 24 * 60),
  });
  return token;
}

/** Throws 422 when the invite was used, is too old or never was. */
export async function acceptInvite(ctx: Ctx, token: string, face: store.Face) {
  const accountId = await store.spendInvite(ctx.tx, ctx.network.id, hashOf(token), ctx.now);
  if (!accountId)
    throw refused(
      'This invite link was used already or is too old.',
      'Ask whoever invited you for a new link.',
    );
  return { accountId, ...(await openSession(ctx, accountId, face)) };
}

import { createHash, randomBytes, verify } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Due } from '../../../platform/http/call.ts';
import { newId } from '../../../platform/id.ts';
import { refused, unauthenticated } from '../../../platform/problem.ts';
import { deviceKeyOf } from '../device.ts';
import { type Face, life, mostSessions, renewalText, renewMinutes, validUntil, type Way } from '../rules.ts';
import * as store from '../store.ts';

export const hashOf = (token: string) => createHash('sha256').update(token).digest();
const newToken = () => randomBytes(32).toString('base64url');

/** Under which a session's device name is encrypted. */
export const deviceBound = (id: string) => ({ record: id, field: 'device' });

export interface Opened {
  id: string;
  token: string;
  maxAgeS: number;
}

export interface Opening {
  way: Way;
  passkeyId?: string;
  /** As its owner calls it. */
  device?: string;
  /** Public half of the key that the device keeps (SPKI, base64); binds the session to it. */
  key?: string;
}

/** Opens a session; the token goes into the face's cookie and nowhere else. Its owner's other sessions hear of it. */
export async function openSession(
  ctx: Ctx,
  accountId: string,
  face: Face,
  { way, passkeyId, device, key }: Opening = { way: 'demo' },
): Promise<Opened> {
  const id = newId();
  const token = newToken();
  const others = await store.selectSessions(ctx.tx, ctx.network.id, accountId, ctx.now);
  for (const { id: old } of others.slice(mostSessions - 1)) await endSessions(ctx, accountId, { id: old });
  await store.insertSession(ctx.tx, ctx.network.id, {
    id,
    tokenHash: hashOf(token),
    accountId,
    face,
    way,
    passkeyId: passkeyId ?? null,
    device: device ? ctx.vault.encrypt(device, deviceBound(id)) : null,
    deviceKey: key ? deviceKeyOf(key) : null,
    renewBy: key ? plusMinutes(ctx.now, renewMinutes) : null,
    at: ctx.now,
    expiresAt: plusMinutes(ctx.now, life[face].absolute),
  });
  await emit(ctx, { kind: 'session.opened', subject: id, data: { account: accountId, face } });
  await audit(ctx, { act: 'session.opened', subject: accountId, data: { session: id, face, way } });
  return { id, token, maxAgeS: life[face].absolute * 60 };
}

export interface Identity {
  accountId: string;
  sessionId: string;
  roles: { role: string; chapterId: string | null }[];
  /** Roles that act only while their holder is on shift, in this network. */
  onShiftRoles: string[];
  confirmedAt: Date;
  /** The first moment at which this can change by time alone. */
  until: Date;
}

async function findSession(ctx: Ctx, token: string, face: Face) {
  const session = await store.selectSession(ctx.tx, ctx.network.id, {
    tokenHash: hashOf(token),
    face,
    now: ctx.now,
    idleSince: plusMinutes(ctx.now, -life[face].idle),
  });
  if (!session) return null;
  const needsPasskey = face === 'desk' && !ctx.network.demo && (session.deskNeedsPasskey ?? true);
  return needsPasskey && session.way !== 'passkey' ? null : session;
}

const isDue = (ctx: Ctx, session: store.LiveSession) =>
  session.isPrior || (session.renewBy !== null && session.renewBy <= ctx.now);

/**
 * Who a token belongs to; what its device must sign when the session is due; null when it is unknown, ended or too old.
 * Being seen is written at most once a minute, and not for what a program asks by itself.
 */
export async function identify(
  ctx: Ctx,
  { token, face, attended = true }: { token: string; face: Face; attended?: boolean },
): Promise<Identity | Due | null> {
  const session = await findSession(ctx, token, face);
  if (!session) return null;
  if (isDue(ctx, session)) return { session: session.id, due: session.renewBy!.toISOString() };
  if (attended && session.seenAt < plusMinutes(ctx.now, -1)) {
    await store.updateSession(ctx.tx, ctx.network.id, session.id, { seenAt: ctx.now });
    session.seenAt = ctx.now;
  }
  const grants = await store.selectGrants(ctx.tx, ctx.network.id, session.accountId, ctx.now);
  return {
    accountId: session.accountId,
    sessionId: session.id,
    confirmedAt: session.confirmedAt,
    roles: grants.filter((g) => g.startsAt <= ctx.now).map(({ role, chapterId }) => ({ role, chapterId })),
    onShiftRoles: session.onShiftRoles ?? [],
    until: validUntil(session, face, grants, ctx.now),
  };
}

/**
 * A new token for a session whose device proves that it still has its key: an ECDSA signature (P-256, SHA-256) over the
 * renewal that is due. Throws 401 where there is no such session, 422 where the proof is wrong.
 */
export async function renew(ctx: Ctx, token: string, proof: string): Promise<Opened> {
  const session = await findSession(ctx, token, 'field');
  if (!session?.deviceKey) throw unauthenticated();
  const text = Buffer.from(renewalText(session.id, session.renewBy!.toISOString()));
  const key = { key: session.deviceKey, format: 'der', type: 'spki', dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', text, key, Buffer.from(proof, 'base64url')))
    throw refused('This is not the proof of the phone that signed in.', 'Sign in on this phone again.');
  const next = newToken();
  await store.renewSession(ctx.tx, ctx.network.id, session.id, {
    before: hashOf(token),
    tokenHash: hashOf(next),
    renewBy: plusMinutes(ctx.now, renewMinutes),
    at: ctx.now,
  });
  const maxAgeS = Math.round((session.expiresAt.getTime() - ctx.now.getTime()) / 1000);
  return { id: session.id, token: next, maxAgeS };
}

/** Ends sessions of an account, one or all; those who follow live are let go within seconds. */
export async function endSessions(
  ctx: Ctx,
  accountId: string,
  which: { id?: string; passkeyId?: string; except?: string } = {},
): Promise<string[]> {
  const ended = await store.endSessions(ctx.tx, ctx.network.id, accountId, ctx.now, which);
  const data = { account: accountId };
  await emit(ctx, ...ended.map((id) => ({ kind: 'session.ended', subject: id, data })));
  await audit(
    ctx,
    ...ended.map((session) => ({ act: 'session.ended', subject: accountId, data: { session } })),
  );
  return ended;
}

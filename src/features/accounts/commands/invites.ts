import { randomBytes } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';
import { hashOf } from './sessions.ts';

export const inviteMinutes = 3 * 24 * 60;

/** A one-use link for an account, good for three days. Returns the token once; only its hash is kept. */
export async function invite(ctx: Ctx, accountId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await store.insertInvite(ctx.tx, ctx.network.id, {
    tokenHash: hashOf(token),
    accountId,
    by: ctx.actor.personId,
    at: ctx.now,
    expiresAt: plusMinutes(ctx.now, inviteMinutes),
  });
  await audit(ctx, { act: 'invite.made', subject: accountId });
  return token;
}

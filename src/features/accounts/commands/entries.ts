import { randomBytes } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { refused } from '../../../platform/problem.ts';
import type { Entry } from '../contract.ts';
import { type Face, plainCode, recoveryCode } from '../rules.ts';
import * as store from '../store.ts';
import { deskNeedsPasskey } from './roles.ts';
import { hashOf, type Opened, openSession } from './sessions.ts';

const inviteGone = () =>
  refused('This invite link was used already or is too old.', 'Ask whoever invited you for a new link.');

const codeKey = (ctx: Ctx, code: string) => ctx.vault.hash('recovery code', plainCode(code));

/** Whose an entry is; it stays good, and nobody else can use it before the transaction ends. Throws 422. */
export async function accountOf(ctx: Ctx, entry: Entry): Promise<string> {
  const account = entry.invite
    ? await store.lockInvite(ctx.tx, ctx.network.id, hashOf(entry.invite), ctx.now)
    : await store.lockRecoveryCode(ctx.tx, ctx.network.id, codeKey(ctx, entry.recovery ?? ''));
  if (account) return account;
  if (entry.invite) throw inviteGone();
  throw refused(
    'This is not a recovery code that is still good.',
    'Check each letter. A code works once; a newer one takes its place.',
  );
}

/** Uses up an entry that `accountOf` has found. */
export async function spend(ctx: Ctx, entry: Entry, accountId: string): Promise<void> {
  if (entry.invite) await store.spendInvite(ctx.tx, ctx.network.id, hashOf(entry.invite), ctx.now);
  else await store.spendRecoveryCode(ctx.tx, ctx.network.id, codeKey(ctx, entry.recovery ?? ''), ctx.now);
  await audit(ctx, { act: entry.invite ? 'invite.used' : 'recovery.used', subject: accountId });
}

/** Makes the code to print; the one before ends. Only a keyed hash of it is kept. */
export async function makeRecoveryCode(ctx: Ctx, accountId: string): Promise<string> {
  const code = recoveryCode(randomBytes(24));
  await store.upsertRecoveryCode(ctx.tx, ctx.network.id, accountId, codeKey(ctx, code), ctx.now);
  await audit(ctx, { act: 'recovery.made', subject: accountId });
  return code;
}

/**
 * Signs in with an invite and no passkey: a phone that keeps a key of its own, or a desk whose network lets that be.
 * Throws 422 when the invite is not good, or when a passkey or a key is needed; the invite stays good then.
 */
export async function acceptInvite(
  ctx: Ctx,
  { token, face, device, key }: { token: string; face: Face; device?: string; key?: string },
): Promise<Opened & { accountId: string }> {
  const accountId = await accountOf(ctx, { invite: token });
  if (face === 'desk' && (await deskNeedsPasskey(ctx)))
    throw refused('This network’s desk needs a passkey.', 'Make one on the page of the invite link.');
  if (face === 'field' && !key)
    throw refused('This phone did not say which key it keeps.', 'Close the app, open the link again.');
  await spend(ctx, { invite: token }, accountId);
  const opened = await openSession(ctx, accountId, face, {
    way: 'invite',
    device,
    key: face === 'field' ? key : undefined,
  });
  return { ...opened, accountId };
}

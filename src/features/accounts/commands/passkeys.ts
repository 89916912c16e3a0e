import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { mustBeFresh } from '../../../platform/policy.ts';
import { refused, unauthenticated } from '../../../platform/problem.ts';
import type { Assertion, Attestation, Entry } from '../contract.ts';
import { challengeMinutes, counterFollows, type Face, type Party, type Purpose } from '../rules.ts';
import * as store from '../store.ts';
import {
  challengeIn,
  creationOptions,
  newChallenge,
  readAssertion,
  readAttestation,
  requestOptions,
} from '../webauthn.ts';
import { accountOf, makeRecoveryCode, spend } from './entries.ts';
import { endSessions, type Opened, openSession } from './sessions.ts';

const nameBound = (id: string) => ({ record: id, field: 'name' });

/** What its owner calls a passkey. */
export const passkeyName = (ctx: Ctx, passkey: Pick<store.Passkey, 'id' | 'name'>): string | null =>
  passkey.name && ctx.vault.decrypt<string>(passkey.name, nameBound(passkey.id));

async function giveChallenge(ctx: Ctx, purpose: Purpose, accountId: string | null): Promise<Buffer> {
  const challenge = newChallenge();
  await store.insertChallenge(ctx.tx, ctx.network.id, {
    challenge,
    purpose,
    accountId,
    now: ctx.now,
    expiresAt: plusMinutes(ctx.now, challengeMinutes),
  });
  return challenge;
}

/** A challenge that we gave and that has come back. */
export interface Taken {
  challenge: Buffer;
  accountId: string | null;
}

/** Uses up the challenge in a browser's answer, in a transaction of its own: right or wrong, it works once. */
export async function takeChallenge(
  ctx: Ctx,
  response: Attestation | Assertion,
  purpose: Purpose,
): Promise<Taken> {
  const challenge = challengeIn(response);
  const found = await store.takeChallenge(ctx.tx, ctx.network.id, challenge, purpose, ctx.now);
  if (!found)
    throw refused('This request for your passkey is too old or was answered already.', 'Try again.');
  return { challenge, ...found };
}

/** The signed-in account, for a further passkey: needs a fresh proof. */
function ownAccount(ctx: Ctx): string {
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) throw unauthenticated();
  mustBeFresh(ctx);
  return ctx.actor.id;
}

/** Begins a new passkey: for who holds an invite or a recovery code, else for who is signed in. */
export async function beginPasskey(
  ctx: Ctx,
  party: Party,
  entry: Entry | null,
  nameOf: (accountId: string) => Promise<string | null>,
) {
  const accountId = entry ? await accountOf(ctx, entry) : ownAccount(ctx);
  return creationOptions(party, {
    network: ctx.network.name,
    accountId,
    name: (await nameOf(accountId)) ?? ctx.network.name,
    challenge: await giveChallenge(ctx, 'register', accountId),
    // After a loss the same authenticator may make another: the old one ends.
    known: entry?.recovery ? [] : await store.selectPasskeys(ctx.tx, ctx.network.id, accountId),
  });
}

export interface NewPasskey {
  entry: Entry | null;
  face: Face;
  name: string;
  key?: string;
  response: Attestation;
}

/**
 * Keeps a new passkey. With an entry it uses that up, opens a session and makes a new recovery code; with a recovery
 * code it also ends the account's other passkeys and sessions, since they were lost. Throws 422.
 */
export async function registerPasskey(
  ctx: Ctx,
  party: Party,
  { entry, face, name, key, response }: NewPasskey,
  taken: Taken,
): Promise<{ accountId: string; opened: Opened | null; recoveryCode: string | null }> {
  const accountId = entry ? await accountOf(ctx, entry) : ownAccount(ctx);
  if (taken.accountId !== accountId) throw refused('This passkey was begun for somebody else.', 'Try again.');
  const made = await readAttestation(party, response, taken.challenge);
  if (entry?.recovery) {
    await store.endPasskeys(ctx.tx, ctx.network.id, accountId, ctx.now);
    await endSessions(ctx, accountId);
  }
  const id = newId();
  await store.insertPasskey(ctx.tx, ctx.network.id, {
    id,
    accountId,
    ...made,
    transports: response.response.transports ?? [],
    name: ctx.vault.encrypt(name, nameBound(id)),
    createdAt: ctx.now,
    usedAt: ctx.now,
  });
  await audit(ctx, { act: 'passkey.made', subject: accountId, data: { passkey: id } });
  if (!entry) {
    const has = await store.selectRecoveryCode(ctx.tx, ctx.network.id, accountId);
    return { accountId, opened: null, recoveryCode: has ? null : await makeRecoveryCode(ctx, accountId) };
  }
  await spend(ctx, entry, accountId);
  const opened = await openSession(ctx, accountId, face, {
    way: 'passkey',
    passkeyId: id,
    device: name,
    key,
  });
  return { accountId, opened, recoveryCode: await makeRecoveryCode(ctx, accountId) };
}

/** Begins a sign-in with whatever passkey the person chooses. */
export const beginSignIn = async (ctx: Ctx, party: Party) =>
  requestOptions(party, await giveChallenge(ctx, 'sign-in', null));

/** Begins a proof that it is still the same person. */
export async function beginConfirm(ctx: Ctx, party: Party) {
  const known = await store.selectPasskeys(ctx.tx, ctx.network.id, ctx.actor.id!);
  if (known.length === 0)
    throw refused(
      'You have no passkey to confirm with.',
      'Ask an admin, or the coordinator of your chapter, for a new link: within five minutes of it you can make one.',
    );
  return requestOptions(party, await giveChallenge(ctx, 'confirm', ctx.actor.id), known);
}

/** Whose passkey an answer names; null where we know none like it. */
export async function ownerOf(ctx: Ctx, response: Assertion): Promise<string | null> {
  const credentialId = Buffer.from(response.id, 'base64url');
  return (await store.lockCredential(ctx.tx, ctx.network.id, credentialId))?.accountId ?? null;
}

async function provenBy(ctx: Ctx, party: Party, response: Assertion, taken: Taken): Promise<store.Passkey> {
  const credentialId = Buffer.from(response.id, 'base64url');
  const passkey = await store.lockCredential(ctx.tx, ctx.network.id, credentialId);
  if (!passkey)
    throw refused(
      'This passkey is not known here, or was removed.',
      'Choose another one, or use your recovery code.',
    );
  const { counter, backedUp } = await readAssertion(party, response, taken.challenge, passkey);
  if (!counterFollows(passkey.counter, counter))
    throw refused(
      'This passkey seems to have been copied: its counter went back.',
      'Use another passkey or your recovery code, then remove this one. Tell an admin.',
      { copied: 1 },
    );
  await store.noteUse(ctx.tx, ctx.network.id, passkey.id, { counter, backedUp, at: ctx.now });
  return passkey;
}

/** Signs in with a passkey. Throws 422. */
export async function signInWithPasskey(
  ctx: Ctx,
  party: Party,
  given: { face: Face; response: Assertion; key?: string },
  taken: Taken,
): Promise<{ accountId: string; opened: Opened }> {
  const passkey = await provenBy(ctx, party, given.response, taken);
  const opened = await openSession(ctx, passkey.accountId, given.face, {
    way: 'passkey',
    passkeyId: passkey.id,
    device: passkeyName(ctx, passkey) ?? undefined,
    key: given.key,
  });
  return { accountId: passkey.accountId, opened };
}

/** Notes that the actor has just proved who they are; in a demo, by saying so. Throws 422. */
export async function confirm(
  ctx: Ctx,
  party: Party | null,
  response: Assertion | null,
  taken: Taken | null,
): Promise<Date> {
  const { id, sessionId } = ctx.actor;
  if (response && party && taken) {
    const passkey = await provenBy(ctx, party, response, taken);
    if (passkey.accountId !== id || taken.accountId !== id)
      throw refused('That passkey is somebody else’s.', 'Choose your own.');
  } else if (!ctx.network.demo)
    throw refused('A click is enough in a demo only.', 'Confirm with your passkey.');
  await store.updateSession(ctx.tx, ctx.network.id, sessionId!, { confirmedAt: ctx.now });
  await audit(ctx, { act: 'session.confirmed', subject: id!, data: { session: sessionId! } });
  return ctx.now;
}

import { randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { refused } from '../../platform/problem.ts';
import type { Assertion, Attestation } from './contract.ts';
import { challengeMinutes, type Party } from './rules.ts';

// 30 ms to load, so only when somebody first signs in.
const library = () => import('@simplewebauthn/server');

/** EdDSA, ES256, RS256 (COSE): what authenticators have. */
const supportedAlgorithmIDs = [-8, -7, -257];
const timeout = challengeMinutes * 60_000;
/** Asks whether the authenticator can derive secrets, which member keys are wrapped with. */
const extensions = { prf: {} } as object;

interface Known {
  credentialId: Buffer;
  publicKey: Buffer;
  transports: string[];
}

const describe = (p: Known) => ({ id: p.credentialId.toString('base64url'), transports: p.transports });

export const newChallenge = () => randomBytes(32);

/** What the browser passes to `navigator.credentials.create`: a passkey on the device, with user verification. */
export async function creationOptions(
  party: Party,
  asked: { network: string; accountId: string; name: string; challenge: Buffer; known: Known[] },
) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: asked.network,
    rpID: party.id,
    userName: asked.name,
    userDisplayName: asked.name,
    userID: new Uint8Array(Buffer.from(asked.accountId.replaceAll('-', ''), 'hex')),
    challenge: new Uint8Array(asked.challenge),
    timeout,
    supportedAlgorithmIDs,
    excludeCredentials: asked.known.map(describe),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    extensions,
  });
}

/** What the browser passes to `navigator.credentials.get`; with no passkeys named, the person chooses. */
export async function requestOptions(party: Party, challenge: Buffer, known: Known[] = []) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(challenge),
    timeout,
    userVerification: 'required',
    allowCredentials: known.map(describe),
  });
}

/** The challenge that a browser says it signed; empty where it cannot be read. */
export function challengeIn(response: Attestation | Assertion): Buffer {
  try {
    const said = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString());
    return Buffer.from(String(said.challenge), 'base64url');
  } catch {
    return Buffer.alloc(0);
  }
}

const notTaken = () =>
  refused('The browser’s answer could not be checked.', 'Try again on this page, in the browser that asked.');

/** Checks a new passkey. Throws 422 unless it is from our origin, for this challenge, and the person was verified. */
export async function readAttestation(party: Party, response: Attestation, challenge: Buffer) {
  const { verifyRegistrationResponse } = await library();
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} } as RegistrationResponseJSON,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    supportedAlgorithmIDs,
  }).catch(() => {
    throw notTaken();
  });
  if (!registrationInfo) throw notTaken();
  const { credential, credentialBackedUp } = registrationInfo;
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    backedUp: credentialBackedUp,
  };
}

/** Checks a use of a passkey but for its counter. Throws 422 like `readAttestation`. */
export async function readAssertion(party: Party, response: Assertion, challenge: Buffer, known: Known) {
  const { verifyAuthenticationResponse } = await library();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} } as AuthenticationResponseJSON,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    // Our own rule judges the counter, so that a copied passkey is told from a wrong answer.
    credential: { id: response.id, publicKey: new Uint8Array(known.publicKey), counter: 0 },
  }).catch(() => {
    throw notTaken();
  });
  if (!verified) throw notTaken();
  return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
}

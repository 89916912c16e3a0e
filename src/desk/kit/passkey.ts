import {
  beginConfirm,
  beginPasskey,
  beginSignIn,
  confirmSession,
  type Entry,
  registerPasskey,
  type Session,
  signInWithPasskey,
} from '../../features/accounts/contract.ts';
import { assertPasskey, createPasskey, type NoPasskey, whyNot } from '../../ui/passkeys.ts';
import { ApiProblem, call } from './api.ts';

const words: Record<NoPasskey, [title: string, detail: string, next: string]> = {
  cancelled: [
    'No passkey was used',
    'The browser was stopped, ran out of time, or found no passkey for this desk.',
    'Try again. A passkey on your phone works too: choose “use another device” in the browser’s window.',
  ],
  known: [
    'There is one already',
    'This device holds a passkey for you already.',
    'Sign in with it, or make the new one on another device.',
  ],
  unsupported: [
    'Not on this device',
    'This browser or device cannot keep a passkey that asks for your finger, face or PIN.',
    'Use a newer browser, set a screen lock, or choose a security key or your phone.',
  ],
};

/** What the browser said no to, in the words of the desk. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const [title, detail, next] = words[whyNot(error)];
    throw new ApiProblem({ type: '/problems/no-passkey', status: 422, title, detail, next });
  }
}

/** Makes a passkey on this device; the answer holds a recovery code to show, once, where a new one was made. */
export async function makePasskey(entry: Entry | null, name: string) {
  const { options } = await call(beginPasskey, { body: { entry } });
  const response = await inWords(createPasskey(options));
  return call(registerPasskey, { body: { entry, face: 'desk', name, response } });
}

export async function signInByPasskey(): Promise<Session> {
  const { options } = await call(beginSignIn, {});
  const { response } = await inWords(assertPasskey(options));
  return call(signInWithPasskey, { body: { face: 'desk', response } });
}

/**
 * Proves to the server that it is still the same person, by a real use of one of their passkeys. With a `salt` of 32
 * bytes the same gesture also gives the secret that the passkey derives from it (PRF), which never leaves the browser;
 * null where the passkey has none. Throws an ApiProblem.
 */
export async function confirmByPasskey(salt?: Uint8Array): Promise<Uint8Array | null> {
  const { options } = await call(beginConfirm, {});
  const { response, secret } = await inWords(assertPasskey(options, salt));
  await call(confirmSession, { body: { response } });
  return secret;
}

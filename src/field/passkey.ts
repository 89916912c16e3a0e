import type { Session } from '../features/accounts/contract.ts';
import { assertPasskey, createPasskey, whyNot } from '../ui/passkeys.ts';
import { newDeviceKey } from './device.ts';
import { say } from './passkey-words.ts';
import { CallFailed, call } from './send.ts';
import { signInBound } from './sign-in.tsx';

interface Options {
  options: unknown;
}

/** What the browser says no to, in the words of the app. */
const asked = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error) => {
    throw new CallFailed({ status: 0, title: '', detail: say(whyNot(error)) });
  });

/** Signs this phone in by a passkey that its owner made before. Throws CallFailed. */
export async function signInByPasskey(): Promise<Session> {
  const { options } = await call<Options>('sessions/begin', {});
  const { response } = await asked(assertPasskey(options));
  return signInBound('sessions/passkey', { response });
}

/**
 * Makes a passkey for who is signed in on this phone, so that losing it does not lock them out. The code to write down
 * comes back where it is their first. Throws CallFailed.
 */
export async function makePasskey(name: string): Promise<string | null> {
  const { options } = await proven<Options>('passkeys/begin', { entry: null });
  const response = await asked(createPasskey(options));
  const body = { entry: null, face: 'field', name, response };
  return (await proven<{ recoveryCode: string | null }>('passkeys', body)).recoveryCode;
}

/**
 * Lets the owner of a printed recovery code in on this phone, by a new passkey; their old passkeys and sessions end. The
 * code that takes its place comes back. Throws CallFailed.
 */
export async function recover(
  code: string,
  name: string,
): Promise<{ session: Session; recoveryCode: string }> {
  const entry = { recovery: code };
  const { options } = await call<Options>('passkeys/begin', { entry });
  const response = await asked(createPasskey(options));
  const device = await newDeviceKey();
  const body = { entry, face: 'field', name, key: device.publicKey, response };
  const made = await call<{ session: Session; recoveryCode: string }>('passkeys', body);
  await device.keep();
  return made;
}

/** A call that needs a fresh proof of who one is: by another passkey, where there is one. */
async function proven<T>(path: string, body: object): Promise<T> {
  try {
    return await call<T>(path, body);
  } catch (error) {
    if (!(error instanceof CallFailed) || error.refusal.type !== '/problems/confirm') throw error;
    const { options } = await call<Options>('sessions/confirm/begin', {});
    const { response } = await asked(assertPasskey(options));
    await call('sessions/confirm', { response });
    return call<T>(path, body);
  }
}

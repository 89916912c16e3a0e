import type { Session } from '../features/accounts/contract.ts';
import { assertPasskey } from '../ui/passkeys.ts';
import { CallFailed, call } from './send.ts';
import { signInBound } from './sign-in.tsx';

/** Signs this phone in by a passkey that its owner made before. Throws CallFailed. */
export async function signInByPasskey(): Promise<Session> {
  const { options } = await call<{ options: unknown }>('sessions/begin', {});
  const { response } = await assertPasskey(options).catch(() => {
    throw new CallFailed({ status: 0, title: '', detail: '' });
  });
  return signInBound('sessions/passkey', { response });
}

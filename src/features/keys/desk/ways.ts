import { newId } from '../../../desk/kit/id.ts';
import { confirmByPasskey } from '../../../desk/kit/passkey.ts';
import { fromBase64, toBase64, utf8 } from '../../../platform/seal/index.ts';
import type { MemberKey, Stretch, Way } from '../contract.ts';
import { codeFrom, readCode, type Secrets, shut, spell, unlock } from '../rules.ts';
import type { Answer, Ask } from './stretch.worker.ts';

type Key = Pick<MemberKey, 'id' | 'account'>;
type Progress = (share: number) => void;

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

export const shortestPassphrase = 16;

/** Five made-up words, 80 bits: enough against who has stolen the box and tries for years. */
export const newPassphrase = () => spell(random(10)).join(' ');
export const newCode = () => codeFrom(random(26));

/** Argon2id in a worker, so that the screen goes on. */
function stretched(ask: Ask, progress: Progress) {
  const worker = new Worker(new URL('./stretch.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Extract<Answer, { secret: unknown }>>((done, fail) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) =>
      'share' in data ? progress(data.share) : done(data);
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(ask);
  }).finally(() => worker.terminate());
}

const shutIn = async (
  secret: Uint8Array<ArrayBuffer>,
  key: Key,
  way: Omit<Way, 'box'>,
  secrets: Secrets,
) => ({
  ...way,
  box: await shut(secret, { account: key.account, keyId: key.id, wayId: way.id, kind: way.kind }, secrets),
});

export async function passphraseWay(
  passphrase: string,
  key: Key,
  secrets: Secrets,
  progress: Progress,
): Promise<Way> {
  const salt = random(16);
  const { secret, cost } = await stretched({ passphrase, salt, cost: null }, progress);
  const settings: Stretch = { salt: toBase64(salt), ...cost };
  return shutIn(secret, key, { id: newId(), kind: 'passphrase', stretch: settings }, secrets);
}

export const codeWay = (code: string, key: Key, secrets: Secrets): Promise<Way> =>
  shutIn(readCode(code)!, key, { id: newId(), kind: 'code', stretch: null }, secrets);

/** What a passkey is asked for: the same for every way of a key, so that any passkey of its owner can be used. */
const saltOf = async ({ id }: Key) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(`porchlight passkey\n${id}`)));

/** By a real use of a passkey, which the browser asks for; null where it derives no secret. Throws an ApiProblem. */
export async function passkeyWay(key: Key, secrets: Secrets): Promise<Way | null> {
  const secret = await confirmByPasskey(await saltOf(key));
  if (!secret) return null;
  return shutIn(new Uint8Array(secret), key, { id: newId(), kind: 'passkey', stretch: null }, secrets);
}

const openBox = (secret: Uint8Array<ArrayBuffer>, key: Key, { id, kind, box }: Way) =>
  unlock(secret, { account: key.account, keyId: key.id, wayId: id, kind }, box);

/** Tries the way; null when it was not the right passphrase. */
export async function openByPassphrase(
  key: MemberKey,
  typed: string,
  progress: Progress,
): Promise<Secrets | null> {
  for (const way of key.ways) {
    if (way.kind !== 'passphrase' || !way.stretch) continue;
    const { salt, ...cost } = way.stretch;
    const { secret } = await stretched({ passphrase: typed, salt: fromBase64(salt), cost }, progress);
    const secrets = await openBox(secret, key, way);
    if (secrets) return secrets;
  }
  return null;
}

/** `mistyped` when a letter of the code is wrong; null when it is a code of another key. */
export async function openByCode(key: MemberKey, typed: string): Promise<Secrets | 'mistyped' | null> {
  const secret = readCode(typed);
  if (!secret) return 'mistyped';
  for (const way of key.ways) {
    const secrets = way.kind === 'code' ? await openBox(secret, key, way) : null;
    if (secrets) return secrets;
  }
  return null;
}

/** By a real use of a passkey; null when that passkey does not open the key. Throws an ApiProblem. */
export async function openByPasskey(key: MemberKey): Promise<Secrets | null> {
  const secret = await confirmByPasskey(await saltOf(key));
  if (!secret) return null;
  for (const way of key.ways) {
    const secrets = way.kind === 'passkey' ? await openBox(new Uint8Array(secret), key, way) : null;
    if (secrets) return secrets;
  }
  return null;
}

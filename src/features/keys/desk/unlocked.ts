import { sessionEnded } from '../../../desk/kit/api.ts';
import { ownRingKeys } from '../../../desk/kit/own-rings.ts';
import { store } from '../../../desk/kit/store.ts';
import type { MemberKey } from '../contract.ts';
import { type Secrets, signingKey } from '../rules/member.ts';

/** The member key as this page holds it, in memory only: gone with the page, on sign-out and after idling. */
export interface Unlocked {
  account: string;
  keyId: string;
  /** X25519, to open what is sealed to the member. */
  receive: Uint8Array<ArrayBuffer>;
  sign: CryptoKey;
}

export const unlocked = store<Unlocked | null>(null);

/** How long a desk that nobody touches stays unlocked, in minutes. */
export const idleMinutes = 15;
const lookEveryMs = 20_000;
const signs = ['pointerdown', 'keydown'] as const;
let touchedAt = 0;
let watch: ReturnType<typeof setInterval> | undefined;
const touched = () => {
  touchedAt = Date.now();
};

export function lock(): void {
  clearInterval(watch);
  for (const sign of signs) window.removeEventListener(sign, touched);
  unlocked.get()?.receive.fill(0);
  unlocked.set(null);
  ownRingKeys.set([]);
}

// Whoever is signed out, or removed, leaves nothing readable under the sign-in that comes up.
sessionEnded.watch(() => {
  if (sessionEnded.get() && unlocked.get()) lock();
});

export async function hold({ account, id }: Pick<MemberKey, 'account' | 'id'>, secrets: Secrets) {
  lock();
  touched();
  for (const sign of signs) window.addEventListener(sign, touched, { passive: true });
  watch = setInterval(() => {
    if (Date.now() - touchedAt > idleMinutes * 60_000) lock();
  }, lookEveryMs);
  unlocked.set({ account, keyId: id, receive: secrets.receive, sign: await signingKey(secrets) });
}

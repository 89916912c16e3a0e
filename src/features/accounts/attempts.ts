import { audit } from '../../platform/audit/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { Problem, tooSoon } from '../../platform/problem.ts';
import { waitS, waits } from './rules.ts';

interface Tries {
  failures: number;
  at: number;
}

/** Doors and accounts that are remembered; the oldest go first, so that strangers cannot fill the memory. */
const most = 20_000;
const tries = new Map<string, Tries>();

/** What can be guessed at: a link or a printed code by whoever is at a door, or one account's passkey. */
export interface Attempt {
  way: 'invite' | 'recovery' | 'passkey' | 'renewal';
  /** Whose it is, where that is known before it is proved. */
  accountId?: string | null;
}

/**
 * Runs an attempt to sign in. Who fails again and again waits longer and longer: a link or code by the door it comes
 * from, a passkey by its account and seconds only, so that nobody can lock another's account. Repeated failures go
 * into the audit log. Throws 429 while the wait lasts.
 */
export async function attempt<T>(
  call: Call,
  { way, accountId }: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  const key = `${call.network.id} ${accountId ?? call.origin}`;
  const now = call.services.clock.now().getTime();
  const before = tries.get(key);
  const failures = before && now - before.at < waits.forgottenMinutes * 60_000 ? before.failures : 0;
  const wait = waitS(failures, accountId ? waits.perAccount : waits.perOrigin);
  const left = before ? Math.ceil((before.at + wait * 1000 - now) / 1000) : 0;
  if (failures > 0 && left > 0) throw tooSoon(left);
  try {
    const done = await work();
    tries.delete(key);
    return done;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'refused') {
      remember(key, { failures: failures + 1, at: now });
      await tell(call, { way, accountId }, failures + 1, Boolean(error.facts?.copied));
    }
    throw error;
  }
}

function remember(key: string, now: Tries): void {
  tries.delete(key);
  tries.set(key, now);
  for (const oldest of tries.keys()) {
    if (tries.size <= most) return;
    tries.delete(oldest);
  }
}

/** At the fifth failure and each fifth after it; a copied passkey at once. */
async function tell(
  call: Call,
  { way, accountId }: Attempt,
  failures: number,
  copied: boolean,
): Promise<void> {
  if (!copied && failures % waits.attackAfter !== 0) return;
  const subject = accountId ?? call.network.id;
  const act = copied ? 'passkey.copied' : 'sign-in.attacked';
  await call.tx((ctx) => audit(ctx, { act, subject, data: { way, failures, door: call.origin } }));
}

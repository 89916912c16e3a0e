import { audit } from '../../platform/audit/index.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Call } from '../../platform/http/call.ts';
import { Problem, tooSoon } from '../../platform/problem.ts';
import { waitS, waits } from './rules.ts';
import * as store from './store/tries.ts';

/** What can be guessed at: a link or a printed code by whoever is at a door, or one account's passkey. */
export interface Attempt {
  way: 'invite' | 'recovery' | 'passkey' | 'renewal';
  /** Whose it is, where that is known before it is proved. */
  accountId?: string | null;
}

/**
 * Runs an attempt to sign in. Who fails again and again waits longer and longer: a link or code by the door it comes
 * from, a passkey by its account and seconds only, so that nobody can lock another's account. It counts as failed until
 * it is over, so that many at once wait as well, in all processes together. Repeated failures go into the audit log.
 * Throws 429 while the wait lasts.
 */
export async function attempt<T>(
  call: Call,
  { way, accountId }: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  const whose = accountId ?? call.origin;
  const before = await call.tx((ctx) => count(ctx, whose, accountId ? waits.perAccount : waits.perOrigin));
  try {
    const done = await work();
    await call.tx((ctx) => store.deleteTries(ctx, whose));
    return done;
  } catch (error) {
    const failed = error instanceof Problem && error.kind === 'refused';
    if (failed) await tell(call, { way, accountId }, before.failures + 1, Boolean(error.facts?.copied));
    else await call.tx((ctx) => store.updateTries(ctx, whose, before));
    throw error;
  }
}

/** Counts one more, and says what there was before. Throws 429. */
async function count(ctx: Ctx, whose: string, most: number): Promise<store.Tries> {
  const before = await store.lockTries(ctx, whose, plusMinutes(ctx.now, -waits.forgottenMinutes));
  const until = before.at.getTime() + waitS(before.failures, most) * 1000;
  const left = Math.ceil((until - ctx.now.getTime()) / 1000);
  if (before.failures > 0 && left > 0) throw tooSoon(left);
  await store.updateTries(ctx, whose, { failures: before.failures + 1, at: ctx.now });
  return before;
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

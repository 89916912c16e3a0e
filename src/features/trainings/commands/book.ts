import type { Ctx } from '../../../platform/context.ts';
import { notFound } from '../../../platform/problem.ts';
import * as store from '../store.ts';
import { currentCertificates } from './certificates.ts';
import { type Asked, registerAll } from './registrations.ts';

export type Booked =
  | { state: 'confirmed' | 'waiting'; already: boolean }
  /** Gave a seat in it back before, or holds the certificate of its course. */
  | { state: 'refused'; why: 'gaveBack' | 'certified' };

/**
 * Books a session for people who said so in front of whoever asks whether they may; each is answered in their place of the
 * list, and told by the way that they are reached. Nobody is booked again who gave the seat back. Again is the same act.
 * Throws 404, 409 for what has begun or is off.
 */
export async function bookAll(
  ctx: Ctx,
  sessionId: string,
  list: Omit<Asked, 'sessionId' | 'needs'>[],
): Promise<Booked[]> {
  const session = await store.lockSession(ctx, sessionId);
  if (!session) throw notFound('session');
  const before = new Map((await store.selectOfSession(ctx, sessionId)).map((r) => [r.personId, r.state]));
  const held = await currentCertificates(
    ctx,
    list.map((one) => one.personId),
  );
  const whyNot = (personId: string): 'gaveBack' | 'certified' | null => {
    if (before.get(personId) === 'cancelled') return 'gaveBack';
    const holds = held.get(personId)?.some(({ course }) => course === session.course);
    return holds && !before.has(personId) ? 'certified' : null;
  };
  const asked = list.filter(({ personId }) => whyNot(personId) === null);
  const rows = await registerAll(
    ctx,
    sessionId,
    asked.map((one) => ({ ...one, needs: [] })),
  );
  const states = new Map(rows.map((r) => [r.personId, r.state]));
  return list.map(({ personId }): Booked => {
    const why = whyNot(personId);
    if (why) return { state: 'refused', why };
    const state = states.get(personId) === 'confirmed' ? 'confirmed' : 'waiting';
    return { state, already: before.has(personId) };
  });
}

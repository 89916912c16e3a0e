import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { isHeld } from '../../holds/index.ts';
import { shred } from '../../keys/index.ts';
import { people, person } from '../../people/index.ts';
import type { Course } from '../contract.ts';
import { policy } from '../policy.ts';
import { expiryOf } from '../rules.ts';
import * as store from '../store.ts';
import { certify, changed } from './certify.ts';
import { settleFollowing } from './credits.ts';

export type Certificate = store.Certificate;

export interface CurrentCertificate {
  course: Course;
  expiresAt: Date;
}

/** What each of these people (everyone, where null) is certified for now; of two for one course the one that ends later. */
export async function currentCertificates(
  ctx: Ctx,
  personIds: string[] | null,
): Promise<Map<string, CurrentCertificate[]>> {
  const rows = await store.selectCurrent(ctx.tx, ctx.network.id, personIds, ctx.now);
  const byPerson = new Map<string, CurrentCertificate[]>();
  for (const { personId, course, expiresAt } of rows) {
    const known = byPerson.get(personId) ?? [];
    const same = known.find((c) => c.course === course);
    if (!same) known.push({ course, expiresAt });
    else if (same.expiresAt < expiresAt) same.expiresAt = expiresAt;
    byPerson.set(personId, known);
  }
  return byPerson;
}

export function myCertificates(ctx: Ctx): Promise<Certificate[]> {
  authorize(policy, ctx.actor, 'read', 'ownCertificate');
  return store.selectOfPerson(ctx.tx, ctx.network.id, ctx.actor.personId!);
}

/**
 * Certifies a member for the time of the course, without looking at what was credited. The same id again is the same
 * act. Throws 403 for oneself, 404 for nobody.
 */
export async function issueCertificate(
  ctx: Ctx,
  act: { id: string; personId: string; course: Course },
): Promise<Certificate> {
  authorize(policy, ctx.actor, 'issue', 'certificate', act);
  await person(ctx, act.personId);
  const row = { ...act, issuedAt: ctx.now, expiresAt: expiryOf(act.course, null, ctx.now) };
  await store.lockPeople(ctx, [act.personId]);
  if ((await certify(ctx, [row])) > 0) {
    await settleFollowing(ctx, [act.personId], act.course);
    await audit(ctx, { act: 'certificate.issued', subject: act.personId, data: { course: act.course } });
  }
  return (await store.selectCertificate(ctx.tx, ctx.network.id, act.id))!;
}

/** Takes a certificate back, at once, and what it stood on: the course is to be taken anew. Revoking twice is the same act. */
export async function revokeCertificate(ctx: Ctx, id: string): Promise<Certificate> {
  const certificate = await store.selectCertificate(ctx.tx, ctx.network.id, id);
  authorize(policy, ctx.actor, 'revoke', 'certificate', certificate ?? { personId: null });
  if (!certificate) throw notFound('certificate');
  if (await store.revokeCertificate(ctx.tx, ctx.network.id, id, ctx.now)) {
    await store.deleteCredits(ctx, certificate.personId, certificate.course);
    await changed(ctx, { personId: certificate.personId });
    const { personId, course } = certificate;
    await audit(ctx, { act: 'certificate.revoked', subject: personId, data: { course } });
  }
  return (await store.selectCertificate(ctx.tx, ctx.network.id, id))!;
}

/**
 * Whoever has left holds no certificate, so that a card which they keep shows it. What they learnt, and why they were
 * credited it, goes too, where no hold is about them.
 */
export async function forget(ctx: Ctx, personId: string): Promise<void> {
  await store.revokeAllOf(ctx, personId);
  if (await isHeld(ctx, personId)) return;
  await store.deleteCredits(ctx, personId);
  await store.deleteAttempts(ctx, { personId });
  await shred(ctx, await store.deletePrior(ctx, { personId }));
}

/** A hold was released: what was kept for it of those who left goes. */
export async function forgetLearntOfLeft(ctx: Ctx): Promise<void> {
  for (const { id, state } of await people(ctx, await store.selectLearners(ctx)))
    if (state === 'left') await forget(ctx, id);
}

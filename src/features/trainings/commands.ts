import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { authorize } from '../../platform/policy.ts';
import { notFound } from '../../platform/problem.ts';
import { person } from '../people/index.ts';
import type { Course } from './contract.ts';
import { policy } from './policy.ts';
import * as store from './store.ts';

export type { Certificate } from './store.ts';

const yearMs = 365 * 24 * 60 * 60 * 1000;

/** The courses each person holds a current certificate of; people without one are absent. */
export async function currentCertificates(
  ctx: Ctx,
  personIds: string[] | null,
): Promise<Map<string, { course: string; expiresAt: Date }[]>> {
  const held = new Map<string, { course: string; expiresAt: Date }[]>();
  for (const { personId, course, expiresAt } of await store.selectCurrent(ctx, personIds))
    held.set(personId, [...(held.get(personId) ?? []), { course, expiresAt }]);
  return held;
}

export const myCertificates = async (ctx: Ctx): Promise<store.Certificate[]> =>
  ctx.actor.personId ? store.selectOfPerson(ctx, ctx.actor.personId) : [];

/** Certifies a member in a course, for a year. Throws 403, or 404 for somebody unknown. */
export async function issue(
  ctx: Ctx,
  { id, personId, course }: { id: string; personId: string; course: Course },
) {
  authorize(policy, ctx.actor, 'issue', 'certificate');
  await person(ctx, personId);
  const expiresAt = new Date(ctx.now.getTime() + yearMs);
  await store.insertCertificates(ctx, [{ id, personId, course, issuedAt: ctx.now, expiresAt }]);
  await emit(ctx, { kind: 'certificate.changed', subject: personId });
  return (await store.selectCertificate(ctx, id))!;
}

/** Takes a certificate back, at once. Throws 403 or 404. */
export async function revoke(ctx: Ctx, id: string): Promise<store.Certificate> {
  authorize(policy, ctx.actor, 'revoke', 'certificate');
  const certificate = await store.selectCertificate(ctx, id);
  if (!certificate) throw notFound('certificate');
  await store.revoke(ctx, id);
  await emit(ctx, { kind: 'certificate.changed', subject: certificate.personId });
  return (await store.selectCertificate(ctx, id))!;
}

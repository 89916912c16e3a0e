import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { authorize } from '../../platform/policy.ts';
import { notFound } from '../../platform/problem.ts';
import { person } from '../people/index.ts';
import type { Course } from './contract.ts';
import { policy } from './policy.ts';
import { goodForDays } from './rules.ts';
import * as store from './store.ts';

export type Certificate = store.Certificate;

const day = 24 * 60;

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

/** Certifies a member for a year. The same id again is the same act. Throws 403 for oneself, 404 for nobody. */
export async function issueCertificate(
  ctx: Ctx,
  act: { id: string; personId: string; course: Course },
): Promise<Certificate> {
  authorize(policy, ctx.actor, 'issue', 'certificate', act);
  await person(ctx, act.personId);
  const row = { ...act, issuedAt: ctx.now, expiresAt: plusMinutes(ctx.now, goodForDays * day) };
  const added = await store.insertCertificates(ctx.tx, ctx.network.id, [row]);
  if (added > 0) await changed(ctx, act.personId);
  return (await store.selectCertificate(ctx.tx, ctx.network.id, act.id))!;
}

/** Takes a certificate back, at once. Revoking twice is the same act. */
export async function revokeCertificate(ctx: Ctx, id: string): Promise<Certificate> {
  const certificate = await store.selectCertificate(ctx.tx, ctx.network.id, id);
  authorize(policy, ctx.actor, 'revoke', 'certificate', certificate ?? { personId: null });
  if (!certificate) throw notFound('certificate');
  if (await store.revokeCertificate(ctx.tx, ctx.network.id, id, ctx.now))
    await changed(ctx, certificate.personId);
  return (await store.selectCertificate(ctx.tx, ctx.network.id, id))!;
}

const changed = (ctx: Ctx, personId: string) =>
  emit(ctx, { kind: 'certificate.changed', subject: personId, data: { person: personId } });

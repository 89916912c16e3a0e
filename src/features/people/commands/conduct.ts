import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Box, SealedInput } from '../../../platform/http/sealed.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import { sealFor } from '../../keys/index.ts';
import { policy } from '../policy.ts';
import { type Decision, decisionOf } from '../rules.ts';
import * as store from '../store.ts';
import { watch } from './alarms.ts';
import { visible } from './members.ts';

const listed = 200;
const quarter = 90 * 24 * 60;

export interface Complaint {
  id: string;
  at: Date;
  language: string;
  words: Box<string>;
  contact: Box<string> | null;
  state: 'open' | 'closed';
  throttled: boolean;
}

/** Who reads complaints, and why somebody is suspended. */
const readers = ['conduct'] as const;

/** Anyone may complain. The same id again is the same complaint. In a flood it is kept, and nobody is told of it. */
export async function complain(
  ctx: Ctx,
  form: {
    id: string;
    language: string;
    words: string;
    contact?: string | undefined;
    throttled?: boolean;
  },
): Promise<void> {
  const row = {
    id: form.id,
    at: ctx.now,
    language: form.language,
    contact: null,
    ...(await sealFor(ctx, readers, form.id, {
      words: form.words,
      ...(form.contact && { contact: form.contact }),
    })),
    state: 'open' as const,
    throttled: form.throttled ?? false,
  };
  const isNew = await store.insertComplaint(ctx.tx, ctx.network.id, row);
  if (isNew && !row.throttled) await emit(ctx, { kind: 'complaint.received', subject: form.id });
}

const boxed = (row: store.ComplaintRow): Complaint => ({
  ...row,
  words: boxOf(row.words, { record: row.id, field: 'words' }),
  contact: row.contact && boxOf(row.contact, { record: row.id, field: 'contact' }),
});

export async function listComplaints(ctx: Ctx): Promise<Complaint[]> {
  authorize(policy, ctx.actor, 'read', 'complaint');
  const rows = await store.selectComplaints(ctx.tx, ctx.network.id, listed);
  return rows.map(boxed);
}

/** Closing twice is the same act. */
export async function closeComplaint(ctx: Ctx, id: string): Promise<Complaint> {
  authorize(policy, ctx.actor, 'close', 'complaint');
  const closed = await store.closeComplaint(ctx.tx, ctx.network.id, id);
  const row = await store.selectComplaint(ctx.tx, ctx.network.id, id);
  if (!row) throw notFound('complaint');
  if (closed) {
    await emit(ctx, { kind: 'complaint.closed', subject: id });
    await audit(ctx, { act: 'complaint.closed', subject: id });
  }
  return boxed(row);
}

export interface Review {
  by: string;
  says: 'uphold' | 'lift';
  words: Box<string> | null;
  at: Date;
}

export interface Suspension {
  id: string;
  personId: string;
  complaintId: string | null;
  /** Null for who may not open it. */
  reason: Box<string> | null;
  by: string;
  at: Date;
  liftedAt: Date | null;
  decision: Decision;
  reviews: Review[];
}

/** Suspends at once: from this moment the person is not sent. Throws 409, saying who and when, if somebody was first. */
export async function suspend(
  ctx: Ctx,
  act: { id: string; personId: string; reason: string | SealedInput; complaintId?: string | undefined },
): Promise<Suspension> {
  authorize(policy, ctx.actor, 'list', 'suspension');
  const member = await visible(ctx, act.personId);
  authorize(policy, ctx.actor, 'suspend', 'person', member);
  if (act.complaintId && !(await store.selectComplaint(ctx.tx, ctx.network.id, act.complaintId)))
    throw notFound('complaint');
  const { id, personId } = act;
  const isNew = await store.insertSuspension(ctx.tx, ctx.network.id, {
    id,
    personId,
    complaintId: act.complaintId ?? null,
    ...(await sealFor(ctx, readers, id, { reason: act.reason })),
    by: ctx.actor.personId!,
    at: ctx.now,
  });
  if (isNew) {
    await watch(ctx, [personId], 'suspended');
    await emit(ctx, {
      kind: 'person.suspended',
      subject: personId,
      data: { person: personId, suspension: id },
    });
    await audit(ctx, { act: 'person.suspended', subject: personId, data: { suspension: id } });
  }
  const row = await store.selectSuspension(ctx.tx, ctx.network.id, id);
  if (row) return (await withReviews(ctx, [row]))[0]!;
  const other = await store.selectSuspensionInForce(ctx.tx, ctx.network.id, personId);
  throw conflict(
    'This person is suspended already.',
    other ? { who: other.by, at: other.at.toISOString() } : {},
  );
}

export async function listSuspensions(ctx: Ctx): Promise<Suspension[]> {
  authorize(policy, ctx.actor, 'list', 'suspension');
  const since = plusMinutes(ctx.now, -quarter);
  return withReviews(ctx, await store.selectSuspensions(ctx.tx, ctx.network.id, since, listed));
}

/**
 * One of the two other people says what they think; two who agree decide, and a lifted suspension ends at once.
 * The same review again is the same act. Throws 403 for who suspended or is suspended, 409 when it is decided or the
 * reviewer has said otherwise.
 */
export async function review(
  ctx: Ctx,
  id: string,
  says: 'uphold' | 'lift',
  words?: string | SealedInput,
): Promise<Suspension> {
  authorize(policy, ctx.actor, 'list', 'suspension');
  const row = await store.lockSuspension(ctx.tx, ctx.network.id, id);
  if (!row) throw notFound('suspension');
  const before = (await withReviews(ctx, [row]))[0]!;
  const own = before.reviews.find((r) => r.by === ctx.actor.personId);
  if (own?.says === says) return before;
  if (own) throw conflict('You have reviewed this suspension already.', { at: own.at.toISOString() });
  if (before.decision !== 'open') throw conflict(`This suspension was decided: ${before.decision}.`);
  if (!can(policy, ctx.actor, 'review', 'suspension', before)) throw forbidden('review this suspension');
  const by = ctx.actor.personId!;
  await store.insertReview(ctx.tx, ctx.network.id, {
    suspensionId: id,
    by,
    says,
    words: words ? (await sealFor(ctx, readers, id, { [fieldOf(by)]: words }))[fieldOf(by)]! : null,
    at: ctx.now,
  });
  await audit(ctx, { act: 'suspension.reviewed', subject: row.personId, data: { suspension: id, says } });
  return decide(ctx, row);
}

async function decide(ctx: Ctx, row: store.SuspensionRow): Promise<Suspension> {
  const after = (await withReviews(ctx, [row]))[0]!;
  if (after.decision === 'open') return after;
  await emit(ctx, { kind: 'suspension.decided', subject: row.id, data: { decision: after.decision } });
  const act = `suspension.${after.decision}`;
  await audit(ctx, { act, subject: row.personId, data: { suspension: row.id } });
  if (after.decision === 'upheld') return after;
  await store.liftSuspension(ctx.tx, ctx.network.id, row.id, ctx.now);
  await emit(ctx, { kind: 'person.changed', subject: row.personId, data: { person: row.personId } });
  return { ...after, liftedAt: ctx.now };
}

/** Each reviewer's words are a field of the suspension. */
const fieldOf = (reviewer: string) => `review ${reviewer}`;

async function withReviews(ctx: Ctx, rows: store.SuspensionRow[]): Promise<Suspension[]> {
  const reviews = await store.selectReviews(
    ctx.tx,
    ctx.network.id,
    rows.map((r) => r.id),
  );
  const opens = can(policy, ctx.actor, 'open', 'suspension');
  const box = (sealed: Sealed | null, record: string, field: string) =>
    sealed && opens ? boxOf<string>(sealed, { record, field }) : null;
  return rows.map((row) => {
    const own = reviews.filter((r) => r.suspensionId === row.id);
    return {
      ...row,
      reason: box(row.reason, row.id, 'reason'),
      decision: decisionOf(own),
      reviews: own.map((r) => ({ ...r, words: box(r.words, row.id, fieldOf(r.by)) })),
    };
  });
}

import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
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
  words: string;
  contact: string | null;
  state: 'open' | 'closed';
  throttled: boolean;
}

const bound = (record: string, field: 'words' | 'contact' | 'reason') => ({ record, field });

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
    words: await ctx.vault.seal(form.words, bound(form.id, 'words')),
    contact: form.contact ? await ctx.vault.seal(form.contact, bound(form.id, 'contact')) : null,
    state: 'open' as const,
    throttled: form.throttled ?? false,
  };
  const isNew = await store.insertComplaint(ctx.tx, ctx.network.id, row);
  if (isNew && !row.throttled) await emit(ctx, { kind: 'complaint.received', subject: form.id });
}

const opened = async (ctx: Ctx, row: store.ComplaintRow): Promise<Complaint> => ({
  ...row,
  words: await ctx.vault.open<string>(row.words, bound(row.id, 'words')),
  contact: row.contact && (await ctx.vault.open<string>(row.contact, bound(row.id, 'contact'))),
});

export async function listComplaints(ctx: Ctx): Promise<Complaint[]> {
  authorize(policy, ctx.actor, 'read', 'complaint');
  const rows = await store.selectComplaints(ctx.tx, ctx.network.id, listed);
  return Promise.all(rows.map((row) => opened(ctx, row)));
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
  return opened(ctx, row);
}

export interface Review {
  by: string;
  says: 'uphold' | 'lift';
  words: string | null;
  at: Date;
}

export interface Suspension {
  id: string;
  personId: string;
  complaintId: string | null;
  /** Null for who may not open it. */
  reason: string | null;
  by: string;
  at: Date;
  liftedAt: Date | null;
  decision: Decision;
  reviews: Review[];
}

/** Suspends at once: from this moment the person is not sent. Throws 409, saying who and when, if somebody was first. */
export async function suspend(
  ctx: Ctx,
  act: { id: string; personId: string; reason: string; complaintId?: string | undefined },
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
    reason: await ctx.vault.seal(act.reason, bound(id, 'reason')),
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
  words?: string,
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
    words: words ? await ctx.vault.seal(words, reviewBound(id, by)) : null,
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

const reviewBound = (suspension: string, by: string) => ({ record: `${suspension} ${by}`, field: 'words' });

async function withReviews(ctx: Ctx, rows: store.SuspensionRow[]): Promise<Suspension[]> {
  const reviews = await store.selectReviews(
    ctx.tx,
    ctx.network.id,
    rows.map((r) => r.id),
  );
  const opens = can(policy, ctx.actor, 'open', 'suspension');
  const open = (box: store.SuspensionRow['reason'] | null, where: { record: string; field: string }) =>
    box && opens ? ctx.vault.open<string>(box, where) : null;
  return Promise.all(
    rows.map(async (row) => {
      const own = reviews.filter((r) => r.suspensionId === row.id);
      return {
        ...row,
        reason: await open(row.reason, bound(row.id, 'reason')),
        decision: decisionOf(own),
        reviews: await Promise.all(
          own.map(async (r) => ({ ...r, words: await open(r.words, reviewBound(row.id, r.by)) })),
        ),
      };
    }),
  );
}

import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import type { Enquiry } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { meetingOf } from './common.ts';

async function present(ctx: Ctx, rows: store.EnquiryRow[]): Promise<Enquiry[]> {
  const ids = [...new Set(rows.flatMap((r) => r.meetingId ?? []))];
  const [names, meetings] = await Promise.all([
    callSigns(
      ctx,
      rows.flatMap((r) => [r.by, r.answeredBy].filter((one) => one !== null)),
    ),
    store.selectMeetings(ctx, ids),
  ]);
  const titles = new Map(meetings.map((m) => [m.id, m.details.title]));
  return rows.map((row) => ({
    ...row,
    meeting: row.meetingId ? (titles.get(row.meetingId) ?? null) : null,
    at: row.at.toISOString(),
    by: row.by ? (names.get(row.by) ?? null) : null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredBy: row.answeredBy ? (names.get(row.answeredBy) ?? null) : null,
  }));
}

/** What the press asked, the newest first; at one meeting, or at all and between. */
export async function enquiries(ctx: Ctx, meetingId: string | null): Promise<Enquiry[]> {
  authorize(policy, ctx.actor, 'read', 'press');
  return present(ctx, await store.selectEnquiries(ctx, meetingId));
}

type Asked = Pick<store.EnquiryRow, 'id' | 'meetingId' | 'outlet' | 'contact' | 'question' | 'answer'>;

/** Writes an enquiry down, or its answer: who answered last and when is kept with it. Throws 404 for no such meeting. */
export async function saveEnquiry(ctx: Ctx, asked: Asked): Promise<Enquiry> {
  authorize(policy, ctx.actor, 'write', 'press');
  if (asked.meetingId) await meetingOf(ctx, asked.meetingId);
  const before = await store.selectEnquiry(ctx, asked.id);
  const isAnswered = asked.answer !== null && asked.answer !== before?.answer;
  const kept = asked.answer === null ? null : (before ?? null);
  await store.saveEnquiry(ctx, {
    ...asked,
    at: before?.at ?? ctx.now,
    by: before?.by ?? ctx.actor.personId,
    answeredAt: isAnswered ? ctx.now : (kept?.answeredAt ?? null),
    answeredBy: isAnswered ? ctx.actor.personId : (kept?.answeredBy ?? null),
  });
  if (!before) await audit(ctx, { act: 'press.asked', subject: asked.id });
  if (isAnswered) await audit(ctx, { act: 'press.answered', subject: asked.id });
  return (await present(ctx, [(await store.selectEnquiry(ctx, asked.id))!]))[0]!;
}

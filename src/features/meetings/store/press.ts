import type { Ctx } from '../../../platform/context.ts';

export interface EnquiryRow {
  id: string;
  meetingId: string | null;
  outlet: string;
  contact: string;
  question: string;
  answer: string | null;
  at: Date;
  by: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
}

type Words = Pick<EnquiryRow, 'id' | 'outlet' | 'contact' | 'question' | 'answer'>;

const boxed = (ctx: Ctx, { id, outlet, contact, question, answer }: Words) => ({
  outlet: ctx.vault.encrypt(outlet, { record: id, field: 'outlet' }),
  contact: ctx.vault.encrypt(contact, { record: id, field: 'contact' }),
  question: ctx.vault.encrypt(question, { record: id, field: 'question' }),
  answer: answer === null ? null : ctx.vault.encrypt(answer, { record: id, field: 'answer' }),
});

/** Writes it down, or what has become of it. */
export async function saveEnquiry(ctx: Ctx, row: EnquiryRow): Promise<void> {
  const said = {
    ...boxed(ctx, row),
    ...{ meeting_id: row.meetingId, answered_at: row.answeredAt, answered_by: row.answeredBy },
  };
  await ctx.tx
    .insertInto('press_enquiries')
    .values({ network_id: ctx.network.id, id: row.id, at: row.at, by: row.by, ...said })
    .onConflict((c) => c.columns(['network_id', 'id']).doUpdateSet(said))
    .execute();
}

const enquiries = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('press_enquiries')
    .select([
      ...(['id', 'meeting_id as meetingId', 'outlet', 'contact', 'question', 'answer', 'at', 'by'] as const),
      ...(['answered_at as answeredAt', 'answered_by as answeredBy'] as const),
    ])
    .where('network_id', '=', ctx.network.id);

type Raw = Awaited<ReturnType<ReturnType<typeof enquiries>['execute']>>[number];

function opened(ctx: Ctx, row: Raw): EnquiryRow {
  const open = (field: 'outlet' | 'contact' | 'question') =>
    ctx.vault.decrypt<string>(row[field], { record: row.id, field });
  return {
    ...row,
    ...{ outlet: open('outlet'), contact: open('contact'), question: open('question') },
    answer: row.answer && ctx.vault.decrypt<string>(row.answer, { record: row.id, field: 'answer' }),
  };
}

/** The newest first; of one meeting, or all. */
export async function selectEnquiries(ctx: Ctx, meetingId: string | null): Promise<EnquiryRow[]> {
  const rows = await enquiries(ctx)
    .$if(meetingId !== null, (q) => q.where('meeting_id', '=', meetingId))
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => opened(ctx, row));
}

export async function selectEnquiry(ctx: Ctx, id: string): Promise<EnquiryRow | null> {
  const row = await enquiries(ctx).where('id', '=', id).executeTakeFirst();
  return row ? opened(ctx, row) : null;
}

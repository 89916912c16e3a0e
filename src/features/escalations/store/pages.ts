import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Kind, Manner } from '../contract.ts';

export interface PageRow {
  escalationId: string;
  step: number;
  personId: string;
  kind: Kind;
  at: Date;
  manner: Manner;
  /** Asked to take the shift themselves. */
  taker: boolean;
  told: boolean;
  declinedAt: Date | null;
}

export async function insertPages(ctx: Ctx, rows: Omit<PageRow, 'at' | 'declinedAt'>[]): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((r) => r[key]);
  await sql`
    insert into escalation_pages (network_id, escalation_id, step, person_id, kind, at, manner, taker, told)
    select ${ctx.network.id}, p.id, p.step, p.person, p.kind, ${ctx.now}, p.manner, p.taker, p.told
    from unnest(${all('escalationId')}::uuid[], ${all('step')}::int[], ${all('personId')}::uuid[],
      ${all('kind')}::text[], ${all('manner')}::text[], ${all('taker')}::boolean[], ${all('told')}::boolean[])
      p(id, step, person, kind, manner, taker, told)`.execute(ctx.tx);
}

const pages = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('escalation_pages')
    .select([
      'escalation_id as escalationId',
      'step',
      'person_id as personId',
      'kind',
      'at',
      'manner',
      'taker',
      'told',
      'declined_at as declinedAt',
    ])
    .$narrowType<{ kind: Kind; manner: Manner }>()
    .where('network_id', '=', ctx.network.id);

/** Who was paged for these, in order. */
export async function selectPages(ctx: Ctx, escalationIds: string[]): Promise<PageRow[]> {
  if (escalationIds.length === 0) return [];
  return pages(ctx)
    .where('escalation_id', 'in', escalationIds)
    .orderBy('at')
    .orderBy('step')
    .orderBy('person_id')
    .execute();
}

/** Messages that went to these people since, with their kinds. */
export async function selectTold(ctx: Ctx, personIds: string[], since: Date) {
  if (personIds.length === 0) return [];
  return ctx.tx
    .selectFrom('escalation_pages')
    .select(['person_id as personId', 'kind', 'at'])
    .$narrowType<{ kind: Kind }>()
    .where('network_id', '=', ctx.network.id)
    .where('person_id', 'in', personIds)
    .where('at', '>', since)
    .where('told', '=', true)
    .execute();
}

/** How often each was asked to take a shift since, for asking others first. */
export async function countAsked(ctx: Ctx, since: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ person: string; n: number }>`
    select person_id as person, count(*)::int as n from escalation_pages
    where network_id = ${ctx.network.id} and at > ${since} and taker group by person_id`.execute(ctx.tx);
  return new Map(rows.map((r) => [r.person, r.n]));
}

/** Who said that they cannot take this shift, however often it was chased. */
export async function selectDeclined(ctx: Ctx, subject: string): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('escalation_pages as p')
    .innerJoin('escalations as e', (j) =>
      j.onRef('e.network_id', '=', 'p.network_id').onRef('e.id', '=', 'p.escalation_id'),
    )
    .select('p.person_id as personId')
    .distinct()
    .where('p.network_id', '=', ctx.network.id)
    .where('e.subject', '=', subject)
    .where('p.declined_at', 'is not', null)
    .execute();
  return rows.map((row) => row.personId);
}

/** They cannot: they are not paged for it again. */
export async function setDeclined(ctx: Ctx, escalationId: string, personId: string): Promise<void> {
  await ctx.tx
    .updateTable('escalation_pages')
    .set({ declined_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('escalation_id', '=', escalationId)
    .where('person_id', '=', personId)
    .where('declined_at', 'is', null)
    .execute();
}

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import { tellReaders } from '../../../platform/db/index.ts';
import type { Facts, Kind, Plan, State } from '../contract.ts';
import { usualPlan } from '../rules.ts';

export interface NewEscalation {
  id: string;
  kind: Kind;
  subject: string;
  chapterId: string | null;
  restricted: boolean;
  drill: boolean;
  facts: Facts;
  /** Null: the usual one. */
  plan: Plan | null;
  dueAt: Date;
}

export interface EscalationRow extends Omit<NewEscalation, 'dueAt' | 'plan'> {
  plan: Plan;
  state: State;
  beganAt: Date;
  step: number;
  base: number;
  dueAt: Date | null;
  setAt: Date | null;
  ackedBy: string | null;
  ackedAt: Date | null;
  endedAt: Date | null;
}

/** One statement for any number. What runs for its subject already stays as it is. Returns the ids of the new. */
export async function insertEscalations(ctx: Ctx, rows: NewEscalation[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  tellReaders(ctx.tx);
  const all = <K extends keyof NewEscalation>(key: K) => rows.map((r) => r[key]);
  const json = (key: 'facts' | 'plan') => rows.map((r) => r[key] && JSON.stringify(r[key]));
  const made = await sql<{ id: string }>`
    insert into escalations (network_id, id, kind, subject, chapter_id, restricted, drill, facts, plan, state, began_at,
      due_at, set_at)
    select ${ctx.network.id}, e.id, e.kind, e.subject, e.chapter, e.restricted, e.drill, e.facts::jsonb, e.plan::jsonb,
      'running', ${ctx.now}, e.due, ${ctx.now}
    from unnest(${all('id')}::uuid[], ${all('kind')}::text[], ${all('subject')}::uuid[], ${all('chapterId')}::uuid[],
      ${all('restricted')}::boolean[], ${all('drill')}::boolean[], ${json('facts')}::text[], ${json('plan')}::text[],
      ${all('dueAt')}::timestamptz[]) e(id, kind, subject, chapter, restricted, drill, facts, plan, due)
    on conflict do nothing returning id`.execute(ctx.tx);
  return new Set(made.rows.map((r) => r.id));
}

const columns = [
  'id',
  'kind',
  'subject',
  'chapter_id as chapterId',
  'restricted',
  'drill',
  'facts',
  'plan',
  'state',
  'began_at as beganAt',
  'step',
  'base',
  'due_at as dueAt',
  'set_at as setAt',
  'acked_by as ackedBy',
  'acked_at as ackedAt',
  'ended_at as endedAt',
] as const;

const escalations = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('escalations')
    .select(columns)
    .$narrowType<{ kind: Kind; state: State; facts: Facts; plan: Plan | null }>()
    .where('network_id', '=', ctx.network.id);

/** The rows of a question, each with the plan that it goes by. */
async function planned(query: ReturnType<typeof escalations>): Promise<EscalationRow[]> {
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, plan: row.plan ?? usualPlan(row.kind) }));
}

const one = async (query: ReturnType<typeof escalations>): Promise<EscalationRow | null> =>
  (await planned(query))[0] ?? null;

/**
 * What is due, the longest due first, held until the transaction ends; what another worker holds is left to it. Of those
 * set by a clock that was more than a minute ahead all, so that they can be set anew.
 */
export const takeDue = (ctx: Ctx, skewedSince: Date, limit: number): Promise<EscalationRow[]> =>
  planned(
    escalations(ctx)
      .where('due_at', 'is not', null)
      .where((e) => e.or([e('due_at', '<=', ctx.now), e('set_at', '>', skewedSince)]))
      .orderBy('due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked(),
  );

/** When the next is due; null when none waits. */
export async function selectNextDue(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.tx
    .selectFrom('escalations')
    .select('due_at as dueAt')
    .where('network_id', '=', ctx.network.id)
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.dueAt ?? null;
}

export async function selectHolder(ctx: Ctx, subject: string, kind: Kind): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('escalations')
    .select('acked_by as ackedBy')
    .where('network_id', '=', ctx.network.id)
    .where('subject', '=', subject)
    .where('kind', '=', kind)
    .where('state', '=', 'acknowledged')
    .executeTakeFirst();
  return row?.ackedBy ?? null;
}

export interface Moved {
  id: string;
  state: State;
  step: number;
  base: number;
  dueAt: Date | null;
  setAt: Date | null;
  /** Whether who had it in hand has it no more. */
  dropsAck: boolean;
}

/** Moves any number on, in one statement. */
export async function moveOn(ctx: Ctx, rows: Moved[]): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof Moved>(key: K) => rows.map((r) => r[key]);
  await sql`
    update escalations e set state = m.state, step = m.step, base = m.base, due_at = m.due, set_at = m.set,
      acked_by = case when m.drops then null else e.acked_by end,
      acked_at = case when m.drops then null else e.acked_at end
    from unnest(${all('id')}::uuid[], ${all('state')}::text[], ${all('step')}::int[], ${all('base')}::int[],
      ${all('dueAt')}::timestamptz[], ${all('setAt')}::timestamptz[], ${all('dropsAck')}::boolean[])
      m(id, state, step, base, due, set, drops)
    where e.network_id = ${ctx.network.id} and e.id = m.id`.execute(ctx.tx);
}

export const lockEscalation = (ctx: Ctx, id: string): Promise<EscalationRow | null> =>
  one(escalations(ctx).where('id', '=', id).forUpdate());

export const selectEscalation = (ctx: Ctx, id: string): Promise<EscalationRow | null> =>
  one(escalations(ctx).where('id', '=', id));

/** Those that are not over, the longest waiting first. */
export const selectOpen = (ctx: Ctx): Promise<EscalationRow[]> =>
  planned(escalations(ctx).where('state', '!=', 'settled').orderBy('began_at').orderBy('id'));

export const selectOpenOf = (ctx: Ctx, kind: Kind): Promise<EscalationRow[]> =>
  planned(escalations(ctx).where('state', '!=', 'settled').where('kind', '=', kind));

/** Those that are over, the last first. */
export const selectOver = (ctx: Ctx, limit: number): Promise<EscalationRow[]> =>
  planned(escalations(ctx).where('ended_at', 'is not', null).orderBy('ended_at', 'desc').limit(limit));

/** What this person has in hand, the longest first; what is the legal desk's alone is left out. */
export const selectHeld = (ctx: Ctx, personId: string): Promise<EscalationRow[]> =>
  planned(
    escalations(ctx)
      .where('state', '=', 'acknowledged')
      .where('acked_by', '=', personId)
      .where('restricted', '=', false)
      .orderBy('acked_at')
      .orderBy('id'),
  );

export const lockEscalations = (ctx: Ctx, ids: readonly string[]): Promise<EscalationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : planned(escalations(ctx).where('id', 'in', ids).orderBy('id').forUpdate());

/** What this person was paged for, did not say no to, and is not over. */
export const selectOpenPaged = (ctx: Ctx, personId: string): Promise<EscalationRow[]> =>
  planned(
    escalations(ctx)
      .where('state', '!=', 'settled')
      .where('id', 'in', (e) =>
        e
          .selectFrom('escalation_pages')
          .select('escalation_id')
          .where('network_id', '=', ctx.network.id)
          .where('person_id', '=', personId)
          .where('declined_at', 'is', null),
      )
      .orderBy('began_at')
      .orderBy('id'),
  );

/** They have it in hand until `until`. */
export async function setAcknowledged(ctx: Ctx, id: string, by: string, until: Date): Promise<void> {
  await ctx.tx
    .updateTable('escalations')
    .set({ state: 'acknowledged', acked_by: by, acked_at: ctx.now, due_at: until, set_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Nobody has it in hand any more: the next step is at once. */
export async function setFree(ctx: Ctx, id: string): Promise<void> {
  tellReaders(ctx.tx);
  await ctx.tx
    .updateTable('escalations')
    .set({ state: 'running', acked_by: null, acked_at: null, due_at: ctx.now, set_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** The next step is at once. */
export async function bringForward(ctx: Ctx, id: string): Promise<void> {
  tellReaders(ctx.tx);
  await ctx.tx
    .updateTable('escalations')
    .set({ due_at: ctx.now, set_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** What waited for these subjects does not any more, of one kind or of all. Returns what was settled. */
export async function settleSubjects(
  ctx: Ctx,
  subjects: string[],
  kind: Kind | null,
): Promise<Pick<EscalationRow, 'id' | 'restricted' | 'step'>[]> {
  if (subjects.length === 0) return [];
  const query = ctx.tx
    .updateTable('escalations')
    .set({ state: 'settled', ended_at: ctx.now, due_at: null, set_at: null })
    .where('network_id', '=', ctx.network.id)
    .where('subject', 'in', subjects)
    .where('state', '!=', 'settled');
  return (kind ? query.where('kind', '=', kind) : query).returning(['id', 'restricted', 'step']).execute();
}

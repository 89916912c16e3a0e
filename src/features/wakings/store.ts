import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';
import type { Kind } from '../channels/contract.ts';
import type { State, Why } from './contract.ts';

export interface WakingRow {
  id: string;
  personId: string;
  month: string;
  own: boolean;
  dueAt: Date;
  state: State;
  sentAt: Date | null;
  heardAt: Date | null;
  way: Kind | null;
  why: Why | null;
}

type New = Pick<WakingRow, 'id' | 'personId' | 'month' | 'dueAt'> & Partial<WakingRow>;

/** Somebody who has one this month keeps it. */
export async function insertWakings(ctx: Ctx, rows: New[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000)
    await ctx.tx
      .insertInto('wakings')
      .values(
        rows.slice(i, i + 1000).map((w) => ({
          network_id: ctx.network.id,
          ...{ id: w.id, person_id: w.personId, month: w.month, due_at: w.dueAt },
          ...{ own: w.own ?? false, state: w.state ?? 'planned', sent_at: w.sentAt ?? null },
          ...{ heard_at: w.heardAt ?? null, way: w.way ?? null, why: w.why ?? null },
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
}

const columns = [
  ...(['id', 'person_id as personId', 'month', 'own', 'due_at as dueAt', 'state'] as const),
  ...(['sent_at as sentAt', 'heard_at as heardAt', 'way', 'why'] as const),
] as const;

const wakings = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('wakings')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<WakingRow, 'state' | 'way' | 'why'>>();

/** Those of these months, without those that people asked for themselves. */
export const selectOf = (ctx: Ctx, months: string[]): Promise<WakingRow[]> =>
  wakings(ctx).where('month', 'in', months).where('own', '=', false).execute();

/** Whose time has come, for whoever takes them. */
export const takeDue = (ctx: Ctx, limit: number): Promise<WakingRow[]> =>
  wakings(ctx)
    .where('state', '=', 'planned')
    .where('due_at', '<=', ctx.now)
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

/** What was sent before and is still open, for whoever takes it. */
export const takeOver = (ctx: Ctx, before: Date, limit: number): Promise<WakingRow[]> =>
  wakings(ctx)
    .where('state', '=', 'sent')
    .where('sent_at', '<=', before)
    .orderBy('sent_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

export async function isAnyOver(ctx: Ctx, before: Date): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from wakings
    where network_id = ${ctx.network.id} and state = 'sent' and sent_at <= ${before}) as any`.execute(ctx.tx);
  return rows[0]!.any;
}

export async function updateWaking(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<WakingRow, 'dueAt' | 'state' | 'sentAt' | 'why'>>,
): Promise<void> {
  await ctx.tx
    .updateTable('wakings')
    .set({
      ...(change.dueAt && { due_at: change.dueAt }),
      ...(change.state && { state: change.state }),
      ...(change.sentAt && { sent_at: change.sentAt }),
      ...(change.why && { why: change.why }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** The first word on it counts. One that is over stays unheard, with when its answer came. Null when nothing changed. */
export async function hear(
  ctx: Ctx,
  id: string,
  { at, way, personId }: { at: Date; way: Kind; personId: string },
): Promise<WakingRow | null> {
  const row = await ctx.tx
    .updateTable('wakings')
    .set((e) => ({
      heard_at: at,
      way,
      state: e.case().when('state', '=', 'sent').then('heard').else(e.ref('state')).end(),
    }))
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('state', 'in', ['sent', 'unheard'])
    .where('heard_at', 'is', null)
    .returning(columns)
    .$narrowType<Pick<WakingRow, 'state' | 'way' | 'why'>>()
    .executeTakeFirst();
  return row ?? null;
}

export async function selectWaking(ctx: Ctx, id: string, personId: string): Promise<WakingRow | null> {
  const row = await wakings(ctx).where('id', '=', id).where('person_id', '=', personId).executeTakeFirst();
  return row ?? null;
}

/** What was sent to somebody since, the newest first. */
export const selectSent = (ctx: Ctx, personId: string, since: Date): Promise<WakingRow[]> =>
  wakings(ctx)
    .where('person_id', '=', personId)
    .where('sent_at', '>', since)
    .orderBy('sent_at', 'desc')
    .execute();

/** The months that there is anything of, the newest first. */
export async function selectMonths(ctx: Ctx, limit: number): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('wakings')
    .select('month')
    .distinct()
    .where('network_id', '=', ctx.network.id)
    .where('own', '=', false)
    .orderBy('month', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.month);
}

export async function selectWanting(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('waking_choices')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('wanted', '=', true)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

export async function saveChoice(ctx: Ctx, personId: string, wanted: boolean): Promise<void> {
  await ctx.tx
    .insertInto('waking_choices')
    .values({ network_id: ctx.network.id, person_id: personId, wanted, at: ctx.now })
    .onConflict((c) => c.columns(['network_id', 'person_id']).doUpdateSet({ wanted, at: ctx.now }))
    .execute();
}

/** Of somebody who leaves nothing of this is needed. */
export async function forget(ctx: Ctx, personId: string): Promise<void> {
  for (const table of ['wakings', 'waking_choices'] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', personId)
      .execute();
}

/** What was to come and is not wanted any more. */
export async function deletePlanned(ctx: Ctx, personId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('wakings')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .where('state', '=', 'planned')
    .execute();
}

export async function deleteBefore(ctx: Ctx, month: string): Promise<void> {
  await ctx.tx
    .deleteFrom('wakings')
    .where('network_id', '=', ctx.network.id)
    .where('month', '<', month)
    .execute();
}

import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Rule } from '../contract.ts';

export interface PlanRow {
  id: string;
  channelId: string;
  rule: Rule;
  because: 'person' | 'removed' | 'safety';
  state: 'open' | 'waiting' | 'approved' | 'done' | 'dropped';
  mass: boolean;
  madeBy: string | null;
  madeAt: Date;
  appliedBy: string | null;
  approvedBy: string | null;
  doneAt: Date | null;
  error: string | null;
  adds: number;
  removes: number;
  locks: number;
  failed: number;
}

/** Plans of a channel, or one of them; the newest first. */
export async function selectPlans(
  ctx: Ctx,
  by: { channelId: string } | { id: string },
  limit = 20,
): Promise<PlanRow[]> {
  const which = 'id' in by ? sql`p.id = ${by.id}` : sql`p.channel_id = ${by.channelId}`;
  const { rows } = await sql<PlanRow>`
    select p.id, p.channel_id as "channelId", c.rule, p.because, p.state, p.mass, p.made_by as "madeBy",
      p.made_at as "madeAt", p.applied_by as "appliedBy", p.approved_by as "approvedBy", p.done_at as "doneAt", p.error,
      m.adds, m.removes, m.locks, m.failed
    from channel_plans p join group_channels c on c.network_id = p.network_id and c.id = p.channel_id,
      lateral (select count(*) filter (where kind = 'add' and state <> 'skipped')::int as adds,
          count(*) filter (where kind = 'remove' and state <> 'skipped')::int as removes,
          count(*) filter (where kind = 'lock')::int as locks, count(*) filter (where state = 'failed')::int as failed
        from channel_moves where network_id = p.network_id and plan_id = p.id) m
    where p.network_id = ${ctx.network.id} and ${which} order by p.made_at desc, p.id desc limit ${limit}`.execute(
    ctx.tx,
  );
  return rows;
}

/** Takes turns with whoever else decides about this plan. */
export async function lockPlan(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .selectFrom('channel_plans')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

export async function insertPlan(
  ctx: Ctx,
  plan: Pick<PlanRow, 'id' | 'channelId' | 'because' | 'state' | 'mass'>,
): Promise<void> {
  await ctx.tx
    .insertInto('channel_plans')
    .values({
      network_id: ctx.network.id,
      id: plan.id,
      channel_id: plan.channelId,
      because: plan.because,
      state: plan.state,
      mass: plan.mass,
      made_by: ctx.actor.personId,
      made_at: ctx.now,
      due_at: plan.state === 'approved' ? ctx.now : null,
    })
    .execute();
}

interface Change {
  state?: PlanRow['state'];
  applied_by?: string | null;
  applied_at?: Date;
  approved_by?: string | null;
  done_at?: Date;
  due_at?: Date | null;
  claimed_until?: Date | null;
  error?: string | null;
}

export async function updatePlan(ctx: Ctx, id: string, change: Change): Promise<void> {
  await ctx.tx
    .updateTable('channel_plans')
    .set(change)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** The plan of a person that waits for one, for another, or to be carried out. */
export async function selectOpenPlan(ctx: Ctx, channelId: string): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('channel_plans')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('channel_id', '=', channelId)
    .where('because', '=', 'person')
    .where('state', 'in', ['open', 'waiting', 'approved'])
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The next approved plan that is due, taken until `until`; who was removed from the network goes first. */
export async function takePlan(ctx: Ctx, until: Date): Promise<{ id: string; tries: number } | null> {
  const { rows } = await sql<{ id: string; tries: number }>`
    update channel_plans p set claimed_until = ${until}, tries = p.tries + 1 from (
      select id from channel_plans where network_id = ${ctx.network.id} and state = 'approved' and due_at <= ${ctx.now}
        and (claimed_until is null or claimed_until <= ${ctx.now})
      order by because = 'person', due_at limit 1 for update skip locked) due
    where p.network_id = ${ctx.network.id} and p.id = due.id returning p.id, p.tries`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** So many were taken out of a channel on account of their safety numbers since. */
export async function countSafetyMoves(ctx: Ctx, channelId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from channel_plans p join channel_moves m on m.network_id = p.network_id and m.plan_id = p.id
    where p.network_id = ${ctx.network.id} and p.channel_id = ${channelId} and p.because = 'safety'
      and p.made_at > ${since} and m.state <> 'skipped'`.execute(ctx.tx);
  return rows[0]!.n;
}

/** Whether a plan of this channel was carried out, or is being, since then. */
export async function wasChangedSince(ctx: Ctx, channelId: string, at: Date): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('channel_plans')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('channel_id', '=', channelId)
    .where((e) => e.or([e('done_at', '>', at), e('claimed_until', '>', ctx.now)]))
    .executeTakeFirst();
  return row !== undefined;
}

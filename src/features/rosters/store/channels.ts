import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Rule } from '../contract.ts';

export interface ChannelRow {
  id: string;
  name: string;
  rule: Rule;
  lookedAt: Date | null;
  trouble: string | null;
  troubleAt: Date | null;
  belong: number;
  inside: number;
  missing: number;
  astray: number;
  unreachable: number;
  groups: number;
  unlocked: number;
  /** State of the plan that waits for a person, where there is one. */
  plan: 'open' | 'waiting' | 'approved' | null;
}

/** Channels that are not ended, by name; or one of them. */
export async function selectChannels(ctx: Ctx, id?: string): Promise<ChannelRow[]> {
  const one = id ? sql`and c.id = ${id}` : sql``;
  const { rows } = await sql<ChannelRow>`
    select c.id, c.name, c.rule, c.looked_at as "lookedAt", c.trouble,
      c.trouble_at as "troubleAt", c.belong, c.inside, c.missing, c.astray, c.unreachable,
      (select count(*)::int from channel_groups g where g.network_id = c.network_id and g.channel_id = c.id) as groups,
      (select count(*)::int from channel_groups g where g.network_id = c.network_id and g.channel_id = c.id
        and not (g.locked and g.present and g.administered)) as unlocked,
      p.state as plan
    from group_channels c left join channel_plans p on p.network_id = c.network_id and p.channel_id = c.id
      and p.because = 'person' and p.state in ('open','waiting','approved')
    where c.network_id = ${ctx.network.id} and c.ended_at is null ${one} order by c.name, c.id`.execute(
    ctx.tx,
  );
  return rows;
}

/** Takes turns with whoever else changes this channel. False when there is none. */
export async function lockChannel(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('group_channels')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** False when there is one of that id. */
export async function insertChannel(
  ctx: Ctx,
  row: { id: string; name: string; rule: Rule },
): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('group_channels')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      name: row.name,
      rule: JSON.stringify(row.rule),
      made_by: ctx.actor.personId,
      made_at: ctx.now,
      look_due_at: ctx.now,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

interface Change {
  rule?: string;
  ended_at?: Date;
  look_due_at?: Date;
  look_until?: Date | null;
  looked_at?: Date;
  trouble?: string | null;
  trouble_at?: Date | null;
  belong?: number;
  inside?: number;
  missing?: number;
  astray?: number;
  unreachable?: number;
}

export async function updateChannel(ctx: Ctx, id: string, change: Change): Promise<void> {
  await ctx.tx
    .updateTable('group_channels')
    .set(change)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** All channels whose look is due, taken by this process until `until`. */
export async function takeLooks(ctx: Ctx, until: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update group_channels c set look_until = ${until} from (
      select id from group_channels where network_id = ${ctx.network.id} and ended_at is null
        and look_due_at <= ${ctx.now} and (look_until is null or look_until <= ${ctx.now})
      for update skip locked) due
    where c.network_id = ${ctx.network.id} and c.id = due.id returning c.id`.execute(ctx.tx);
  return rows.map((r) => r.id);
}

/** Has every channel of the network looked at now. */
export async function bringLooksForward(ctx: Ctx): Promise<void> {
  await ctx.tx
    .updateTable('group_channels')
    .set({ look_due_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('ended_at', 'is', null)
    .where('look_due_at', '>', ctx.now)
    .execute();
}

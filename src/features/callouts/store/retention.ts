import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface SentFacts {
  id: string;
  noun: 'assignment' | 'callout';
  records: string[];
  persons: string[];
  at: Date;
  ended: Date;
  open: boolean;
  zoneId: string | null;
}

const over = 'coalesce(departed_at, answered_at, asked_at)';
const facts =
  sql.raw(`id, 'assignment' as noun, array[id, incident_id, callout_id] as records, array[person_id] as persons, asked_at as at,
  ${over} as ended, state in ('accepted','en_route','on_scene') as open, null::uuid as "zoneId"`);

/** Assignments and call-outs among these ids. */
export async function selectSentFacts(ctx: Ctx, ids: readonly string[]): Promise<SentFacts[]> {
  const { rows } = await sql<SentFacts>`
    select ${facts} from assignments where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])
    union all
    select id, 'callout', array[id, incident_id], array[]::uuid[], at, coalesce(closed_at, at), closed_at is null, zone_id
    from callouts where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/** Assignments that are over and of which somebody's words are left. */
export async function selectSpokenOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<SentFacts[]> {
  const after = mark ? sql`and (${sql.raw(over)}, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<SentFacts>`select ${facts} from assignments a
    where network_id = ${ctx.network.id} and state not in ('accepted','en_route','on_scene')
      and ${sql.raw(over)} <= ${by} ${after}
      and (says is not null or exists (select from debriefs d
        where d.network_id = a.network_id and d.assignment_id = a.id))
    order by ${sql.raw(over)}, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Removes what people wrote beside an answer and after an assignment. Returns of how many assignments. */
export async function forgetSpoken(ctx: Ctx, ids: string[]): Promise<number> {
  const own = sql`network_id = ${ctx.network.id}`;
  const { numAffectedRows } = await sql`update assignments set says = null
    where ${own} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  await sql`delete from debriefs where ${own} and assignment_id = any(${ids}::uuid[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}

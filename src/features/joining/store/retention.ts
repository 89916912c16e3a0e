import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface ApplicationFacts {
  id: string;
  personId: string;
  at: Date;
  touchedAt: Date;
  settled: boolean;
}

const facts = sql`id, person_id as "personId", at, touched_at as "touchedAt", settled`;

/** What came to nothing, the oldest first. */
export async function selectOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<ApplicationFacts[]> {
  const after = mark ? sql`and (touched_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<ApplicationFacts>`select ${facts} from applications
    where network_id = ${ctx.network.id} and not settled and touched_at <= ${by} ${after}
    order by touched_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function selectFacts(ctx: Ctx, ids: readonly string[]): Promise<ApplicationFacts[]> {
  const { rows } = await sql<ApplicationFacts>`select ${facts} from applications
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/** Returns whose they were. */
export async function deleteApplications(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`delete from applications
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and not settled
    returning person_id as "personId"`.execute(ctx.tx);
  return rows.map((r) => r.personId);
}

export async function deleteOf(ctx: Ctx, personIds: readonly string[]): Promise<void> {
  await sql`delete from applications
    where network_id = ${ctx.network.id} and person_id = any(${personIds}::uuid[])`.execute(ctx.tx);
}

/** Of these people, those of whom an application is still here. */
export async function selectApplicants(ctx: Ctx, personIds?: readonly string[]): Promise<string[]> {
  const among = personIds ? sql`and person_id = any(${personIds}::uuid[])` : sql``;
  const { rows } = await sql<{ personId: string }>`select distinct person_id as "personId" from applications
    where network_id = ${ctx.network.id} ${among}`.execute(ctx.tx);
  return rows.map((r) => r.personId);
}

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

export interface NoteFacts {
  id: string;
  personId: string;
  endedAt: Date;
}

/** Vetting notes whose conversation ended by then, the oldest first. */
export async function selectNotesOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<NoteFacts[]> {
  const after = mark ? sql`and (ended_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } =
    await sql<NoteFacts>`select id, person_id as "personId", ended_at as "endedAt" from greetings
    where network_id = ${ctx.network.id} and notes is not null and ended_at <= ${by} ${after}
    order by ended_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** How it ended stays. Returns how many. */
export async function wipeNotes(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`update greetings set notes = null
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and ended_at is not null`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows);
}

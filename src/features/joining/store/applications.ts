import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { MEMBERSHIPS, SOURCES, Want } from '../contract.ts';

export interface ApplicationRow {
  id: string;
  personId: string;
  at: Date;
  source: (typeof SOURCES)[number];
  tag: string | null;
  kind: (typeof MEMBERSHIPS)[number];
  wants: Want[];
  name: Encrypted | null;
  known: boolean;
  throttled: boolean;
}

const chunk = 1000;

/** One application at a time in a network: whoever comes twice at once is found by the second. */
export async function lockApplications(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`applications ${ctx.network.id}`}, 0))`.execute(
    ctx.tx,
  );
}

export async function insertApplications(ctx: Ctx, rows: ApplicationRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk)
    await ctx.tx
      .insertInto('applications')
      .values(
        rows.slice(i, i + chunk).map((a) => ({
          ...{ network_id: ctx.network.id, id: a.id, person_id: a.personId, at: a.at, touched_at: a.at },
          ...{ source: a.source, tag: a.tag, kind: a.kind, wants: a.wants },
          ...{ name: a.name, known: a.known, throttled: a.throttled },
        })),
      )
      .execute();
}

/** Whose application each of these is, by its id. */
export async function selectApplied(
  ctx: Ctx,
  ids: string[],
): Promise<Map<string, { personId: string; known: boolean }>> {
  const { rows } = await sql<{ id: string; personId: string; known: boolean }>`
    select id, person_id as "personId", known from applications
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map(({ id, ...applied }) => [id, applied]));
}

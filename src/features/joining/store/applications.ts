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

const chunk = 2000;

/** One application at a time in a network: whoever comes twice at once is found by the second. */
export async function lockApplications(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`applications ${ctx.network.id}`}, 0))`.execute(
    ctx.tx,
  );
}

const box = (bytes: Encrypted | null) => bytes && `\\x${bytes.toString('hex')}`;

/** As one JSON text a chunk: a parameter for each value takes several times as long. */
export async function insertApplications(ctx: Ctx, rows: ApplicationRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk) {
    const some = rows.slice(i, i + chunk).map(({ personId, name, ...a }) => ({
      ...a,
      person_id: personId,
      name: box(name),
    }));
    await sql`
      insert into applications (network_id, id, person_id, at, touched_at, source, tag, kind, wants, name, known, throttled)
      select ${ctx.network.id}, a.id, a.person_id, a.at, a.at, a.source, a.tag, a.kind, a.wants::clear[], a.name, a.known,
        a.throttled
      from json_to_recordset(${JSON.stringify(some)}::json) a(id uuid, person_id uuid, at timestamptz, source text,
        tag text, kind text, wants text[], name bytea, known boolean, throttled boolean)`.execute(ctx.tx);
  }
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

const columns = [
  ...(['id', 'person_id as personId', 'at', 'source', 'tag', 'kind', 'wants'] as const),
  ...(['name', 'known', 'throttled'] as const),
] as const;

/** All that these people applied with, the newest first. */
export async function selectApplications(ctx: Ctx, personIds: readonly string[]): Promise<ApplicationRow[]> {
  if (personIds.length === 0) return [];
  return ctx.tx
    .selectFrom('applications')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .where((e) => e('person_id', '=', e.fn.any(e.val([...personIds]))))
    .orderBy('at', 'desc')
    .orderBy('id')
    .$narrowType<Pick<ApplicationRow, 'source' | 'kind' | 'wants'>>()
    .execute();
}

/** Who said that they want this; all who applied where nothing is asked for. */
export async function selectWanting(ctx: Ctx, want: Want | undefined): Promise<string[]> {
  const wanted = want ? sql`and ${want} = any(wants)` : sql``;
  const { rows } = await sql<{ personId: string }>`select distinct person_id as "personId" from applications
    where network_id = ${ctx.network.id} ${wanted}`.execute(ctx.tx);
  return rows.map((r) => r.personId);
}

/** Something happened about them: what they applied with is kept from now; `settled` once it came to something. */
export async function touchApplications(
  ctx: Ctx,
  personIds: string[],
  { settled }: { settled?: boolean } = {},
): Promise<void> {
  if (personIds.length === 0) return;
  await ctx.tx
    .updateTable('applications')
    .set({ touched_at: ctx.now, ...(settled !== undefined && { settled }) })
    .where('network_id', '=', ctx.network.id)
    .where((e) => e('person_id', '=', e.fn.any(e.val(personIds))))
    .execute();
}

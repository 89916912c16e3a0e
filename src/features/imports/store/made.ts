import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export async function insertMade(
  ctx: Ctx,
  importId: string,
  made: { personId: string; line: number }[],
): Promise<void> {
  if (made.length === 0) return;
  await sql`
    insert into import_made (network_id, import_id, person_id, line, at)
    select ${ctx.network.id}, ${importId}, m.person_id, m.line, ${ctx.now}
    from unnest(${made.map((m) => m.personId)}::uuid[], ${made.map((m) => m.line)}::int[]) m(person_id, line)
    on conflict do nothing`.execute(ctx.tx);
}

/** Those that an undo has not looked at yet. */
export const selectMade = (
  ctx: Ctx,
  importId: string,
  limit: number,
): Promise<{ personId: string; at: Date }[]> =>
  ctx.tx
    .selectFrom('import_made')
    .select(['person_id as personId', 'at'])
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .where('undone_at', 'is', null)
    .orderBy('line')
    .limit(limit)
    .execute();

/** Each with why they stayed, or null where they went. */
export async function markUndone(
  ctx: Ctx,
  importId: string,
  of: { personId: string; stayed: string | null }[],
): Promise<void> {
  await sql`
    update import_made m set undone_at = ${ctx.now}, stayed = u.stayed
    from unnest(${of.map((o) => o.personId)}::uuid[], ${of.map((o) => o.stayed)}::text[]) u(person_id, stayed)
    where m.network_id = ${ctx.network.id} and m.import_id = ${importId} and m.person_id = u.person_id`.execute(
    ctx.tx,
  );
}

export const selectStayed = (
  ctx: Ctx,
  importId: string,
  limit: number,
): Promise<{ personId: string; stayed: string }[]> =>
  ctx.tx
    .selectFrom('import_made')
    .select(['person_id as personId', 'stayed'])
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .where('stayed', 'is not', null)
    .orderBy('line')
    .limit(limit)
    .$narrowType<{ stayed: string }>()
    .execute();

/** Of each import: whom it made and who is still here, who stayed at an undo, what waits to be decided. */
export async function tally(
  ctx: Ctx,
  ids: string[],
): Promise<Map<string, { made: number; stayed: number; asks: number }>> {
  const { rows } = await sql<{ id: string; made: number; stayed: number; asks: number }>`
    select i.id,
      (select count(*)::int from import_made m where m.network_id = ${ctx.network.id} and m.import_id = i.id
        and (m.undone_at is null or m.stayed is not null))
        + (select count(*)::int from import_seats s where s.network_id = ${ctx.network.id} and s.import_id = i.id
          and (s.undone_at is null or s.stayed)) as made,
      (select count(*)::int from import_made m where m.network_id = ${ctx.network.id} and m.import_id = i.id
        and m.stayed is not null) + (select count(*)::int from import_seats s where s.network_id = ${ctx.network.id}
          and s.import_id = i.id and s.stayed) as stayed,
      (select count(*)::int from import_asks a where a.network_id = ${ctx.network.id} and a.import_id = i.id
        and a.decided is null and a.body is not null) as asks
    from unnest(${ids}::uuid[]) i(id)`.execute(ctx.tx);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export interface AskRow {
  id: string;
  line: number;
  personId: string;
  body: Encrypted | null;
  decided: 'same' | 'other' | null;
}

export async function insertAsks(
  ctx: Ctx,
  importId: string,
  asks: Pick<AskRow, 'id' | 'line' | 'personId' | 'body'>[],
): Promise<void> {
  if (asks.length === 0) return;
  await sql`
    insert into import_asks (network_id, id, import_id, line, person_id, body)
    select ${ctx.network.id}, a.id, ${importId}, a.line, a.person_id, a.body
    from unnest(${asks.map((a) => a.id)}::uuid[], ${asks.map((a) => a.line)}::int[],
      ${asks.map((a) => a.personId)}::uuid[], ${asks.map((a) => a.body)}::bytea[]) a(id, line, person_id, body)
    on conflict do nothing`.execute(ctx.tx);
}

const asks = (ctx: Ctx, importId: string) =>
  ctx.tx
    .selectFrom('import_asks')
    .select(['id', 'line', 'person_id as personId', 'body', 'decided'])
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .$narrowType<Pick<AskRow, 'decided'>>();

/** What waits, in the order of lines. */
export const selectAsks = (ctx: Ctx, importId: string, limit: number): Promise<AskRow[]> =>
  asks(ctx, importId)
    .where('decided', 'is', null)
    .where('body', 'is not', null)
    .orderBy('line')
    .limit(limit)
    .execute();

export const lockAsk = async (ctx: Ctx, importId: string, line: number): Promise<AskRow | null> =>
  (await asks(ctx, importId).where('line', '=', line).forUpdate().executeTakeFirst()) ?? null;

/** What the row said goes with the decision. */
export async function decideAsk(
  ctx: Ctx,
  id: string,
  decided: 'same' | 'other',
  by: string | null,
): Promise<void> {
  await ctx.tx
    .updateTable('import_asks')
    .set({ decided, decided_by: by, decided_at: ctx.now, body: null })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Forgets what the rows said that nobody decided about. */
export async function forgetAsks(ctx: Ctx, importId: string): Promise<void> {
  await ctx.tx
    .updateTable('import_asks')
    .set({ body: null })
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .where('body', 'is not', null)
    .execute();
}

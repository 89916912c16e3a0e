import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Fault } from '../contract.ts';

/** As arrays, however many: a million bad rows are a million lines of a result. */
export async function insertFaults(ctx: Ctx, importId: string, faults: Fault[]): Promise<void> {
  if (faults.length === 0) return;
  const seen = new Map<number, number>();
  const ns = faults.map(({ line }) => {
    const n = seen.get(line) ?? 0;
    seen.set(line, n + 1);
    return n;
  });
  await sql`
    insert into import_faults (network_id, import_id, line, n, field, code, taken)
    select ${ctx.network.id}, ${importId}, f.* from unnest(${faults.map((f) => f.line)}::int[], ${ns}::int[],
      ${faults.map((f) => f.field)}::text[], ${faults.map((f) => f.code)}::text[],
      ${faults.map((f) => f.taken)}::boolean[]) f(line, n, field, code, taken)
    on conflict do nothing`.execute(ctx.tx);
}

/** Those after a line, in the order of lines. Whole lines only, so that the next page begins with the next. */
export const selectFaults = (ctx: Ctx, importId: string, after: number, limit: number): Promise<Fault[]> =>
  ctx.tx
    .selectFrom('import_faults')
    .select(['line', 'field', 'code', 'taken'])
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .where('line', '>', after)
    .orderBy('line')
    .orderBy('n')
    .limit(limit)
    .$narrowType<Pick<Fault, 'field' | 'code'>>()
    .execute();

export async function deleteFaults(ctx: Ctx, importId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('import_faults')
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .execute();
}

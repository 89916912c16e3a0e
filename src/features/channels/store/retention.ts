import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface LetterFacts {
  id: string;
  at: Date;
  subject: string | null;
  personId: string | null;
}

const tables = {
  messages: { at: 'created_at', where: `state <> 'queued'` },
  inbound: { at: 'at', where: 'true' },
};
export type Letters = keyof typeof tables;

/** Messages out or in that are older; what still waits to leave is not. */
export async function selectLettersOver(
  ctx: Ctx,
  letters: Letters,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<LetterFacts[]> {
  const { at, where } = tables[letters];
  const time = sql.ref(at);
  const after = mark ? sql`and (${time}, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<LetterFacts>`
    select id, ${time} as at, subject, person_id as "personId" from ${sql.table(letters)}
    where network_id = ${ctx.network.id} and ${sql.raw(where)} and ${time} <= ${by} ${after}
    order by ${time}, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteLetters(ctx: Ctx, letters: Letters, ids: string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`delete from ${sql.table(letters)}
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and ${sql.raw(tables[letters].where)}
    returning id`.execute(ctx.tx);
  if (letters === 'messages') {
    const gone = rows.map((r) => r.id);
    await sql`delete from attempts where network_id = ${ctx.network.id}
      and message_id = any(${gone}::uuid[])`.execute(ctx.tx);
    await sql`delete from message_files where network_id = ${ctx.network.id}
      and id = any(${gone}::uuid[])`.execute(ctx.tx);
  }
  return rows.length;
}

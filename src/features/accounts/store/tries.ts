import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export interface Tries {
  failures: number;
  at: Date;
}

/** How often somebody failed lately; locked, so that tries at once take turns, whichever process they came to. */
export async function lockTries(ctx: Ctx, whose: string, since: Date): Promise<Tries> {
  await sql`delete from sign_in_tries where network_id = ${ctx.network.id} and at < ${since}`.execute(ctx.tx);
  const { rows } = await sql<Tries>`
    insert into sign_in_tries (network_id, whose, failures, at) values (${ctx.network.id}, ${whose}, 0, ${ctx.now})
    on conflict (network_id, whose) do update set failures = sign_in_tries.failures
    returning failures, at`.execute(ctx.tx);
  return rows[0]!;
}

export async function updateTries(ctx: Ctx, whose: string, { failures, at }: Tries): Promise<void> {
  await sql`update sign_in_tries set failures = ${failures}, at = ${at}
    where network_id = ${ctx.network.id} and whose = ${whose}`.execute(ctx.tx);
}

export async function deleteTries(ctx: Ctx, whose: string): Promise<void> {
  await sql`delete from sign_in_tries where network_id = ${ctx.network.id} and whose = ${whose}`.execute(
    ctx.tx,
  );
}

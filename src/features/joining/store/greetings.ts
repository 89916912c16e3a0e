import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { HOWS, Outcome } from '../contract.ts';

export interface GreetingRow {
  id: string;
  personId: string;
  greeterId: string;
  takenAt: Date;
  bookedFor: Date | null;
  how: (typeof HOWS)[number] | null;
  checked: string[];
  notes: Sealed | null;
  outcome: Outcome | 'given_back' | null;
  endedAt: Date | null;
}

const greetings = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('greetings')
    .select([
      ...(['id', 'person_id as personId', 'greeter_id as greeterId', 'taken_at as takenAt'] as const),
      ...(['booked_for as bookedFor', 'how', 'checked', 'notes', 'outcome', 'ended_at as endedAt'] as const),
    ])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<GreetingRow, 'how' | 'outcome'>>();

/** Of these people, the newest first. */
export async function selectGreetings(ctx: Ctx, personIds: readonly string[]): Promise<GreetingRow[]> {
  if (personIds.length === 0) return [];
  return greetings(ctx)
    .where((e) => e('person_id', '=', e.fn.any(e.val([...personIds]))))
    .orderBy('taken_at', 'desc')
    .execute();
}

/** Held until the transaction ends; null where there is none. */
export async function lockGreeting(ctx: Ctx, id: string): Promise<GreetingRow | null> {
  return (await greetings(ctx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** False where somebody has the applicant, or the id is known. */
export async function insertGreeting(
  ctx: Ctx,
  { id, personId, greeterId }: Pick<GreetingRow, 'id' | 'personId' | 'greeterId'>,
): Promise<boolean> {
  const { rows } = await sql`insert into greetings (network_id, id, person_id, greeter_id, taken_at)
    values (${ctx.network.id}, ${id}, ${personId}, ${greeterId}, ${ctx.now})
    on conflict do nothing returning id`.execute(ctx.tx);
  return rows.length > 0;
}

/** Rows as they are, for the demo. */
export async function insertGreetings(ctx: Ctx, rows: GreetingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('greetings')
    .values(
      rows.map((g) => ({
        ...{ network_id: ctx.network.id, id: g.id, person_id: g.personId, greeter_id: g.greeterId },
        ...{ taken_at: g.takenAt, booked_for: g.bookedFor, how: g.how, checked: g.checked },
        ...{ notes: g.notes, outcome: g.outcome, ended_at: g.endedAt },
      })),
    )
    .execute();
}

export async function updateGreeting(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<GreetingRow, 'bookedFor' | 'how' | 'checked' | 'notes' | 'outcome' | 'endedAt'>>,
): Promise<void> {
  const { bookedFor, endedAt, ...same } = change;
  await ctx.tx
    .updateTable('greetings')
    .set({
      ...same,
      ...(bookedFor !== undefined && { booked_for: bookedFor }),
      ...(endedAt !== undefined && { ended_at: endedAt }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function selectTakenBy(ctx: Ctx, greeterId: string): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('greetings')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('greeter_id', '=', greeterId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((r) => r.person_id);
}

/** Of somebody who has left. Returns the ids, whose keys go with them. */
export async function deleteGreetings(ctx: Ctx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from greetings
    where network_id = ${ctx.network.id} and person_id = ${personId} returning id`.execute(ctx.tx);
  return rows.map((r) => r.id);
}

/** Whom a greeter who leaves had taken is free again. */
export async function freeTakenBy(ctx: Ctx, greeterId: string): Promise<void> {
  await sql`update greetings set outcome = 'given_back', ended_at = ${ctx.now}
    where network_id = ${ctx.network.id} and greeter_id = ${greeterId} and ended_at is null`.execute(ctx.tx);
}

import { sql } from 'kysely';
import { plusMinutes } from '../clock.ts';
import type { Ctx } from '../context.ts';

/** An act that matters for security, as pseudonyms and codes: ids, never names, addresses or words. */
export interface Act {
  /** What was done, noun first: `session.opened`, `person.exported`, `key.given`. */
  act: string;
  subject: string;
  data?: Record<string, string | number | boolean | null>;
}

/** How many minutes one note stands for: screens read the same record again after each event. */
const onceMinutes = 15;

/** Writes down what comes again and again, a reading or a refusal: once in a quarter of an hour by each to each. */
export async function auditOnce(ctx: Ctx, act: Act): Promise<void> {
  const since = plusMinutes(ctx.now, -onceMinutes);
  const { rows } = await sql`
    select 1 from audit_acts where network_id = ${ctx.network.id} and subject = ${act.subject} and at > ${since}
      and act = ${act.act} and actor is not distinct from ${ctx.actor.id}::uuid
      and data = ${JSON.stringify(act.data ?? {})}::jsonb limit 1`.execute(ctx.tx);
  if (rows.length === 0) await audit(ctx, act);
}

/** Writes acts down in their own transaction. The log puts them in order and hashes them afterwards. */
export async function audit(ctx: Ctx, ...acts: Act[]): Promise<void> {
  if (acts.length === 0) return;
  await sql`
    insert into audit_acts (network_id, at, actor, act, subject, data)
    select ${ctx.network.id}::uuid, ${ctx.now}::timestamptz, ${ctx.actor.id}::uuid, a.act, a.subject, a.data::jsonb
    from unnest(${acts.map((a) => a.act)}::text[], ${acts.map((a) => a.subject)}::uuid[],
      ${acts.map((a) => JSON.stringify(a.data ?? {}))}::text[]) as a(act, subject, data)`.execute(ctx.tx);
}

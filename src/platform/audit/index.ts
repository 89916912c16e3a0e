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

/** How many minutes one note of a reading stands for: screens read the same record again after each event. */
const readingMinutes = 15;

/** Writes down that somebody read a restricted record, once in a quarter of an hour. */
export async function auditReading(ctx: Ctx, act: Act): Promise<void> {
  const since = plusMinutes(ctx.now, -readingMinutes);
  const { rows } = await sql`
    select 1 from audit_acts where network_id = ${ctx.network.id} and subject = ${act.subject}
      and act = ${act.act} and actor = ${ctx.actor.id} and at > ${since} limit 1`.execute(ctx.tx);
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

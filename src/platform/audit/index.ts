import { sql } from 'kysely';
import type { Ctx } from '../context.ts';

/** An act that matters for security, as pseudonyms and codes: ids, never names, addresses or words. */
export interface Act {
  /** What was done, noun first: `session.opened`, `person.exported`, `key.given`. */
  act: string;
  subject: string;
  data?: Record<string, string | number | boolean | null>;
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

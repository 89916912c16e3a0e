import { sql } from 'kysely';
import type { z } from 'zod/mini';
import type { Ctx } from '../context.ts';
import type { Services } from '../http/call.ts';

/** A timer or a cron task of a feature. `run` gets the system's ctx in its own transaction; its body is one line. */
export interface Job<P = unknown> {
  name: string;
  payload: z.ZodMiniType<P>;
  /** Five-field crontab; runs for every network with an empty payload. */
  cron?: string;
  run: (ctx: Ctx, payload: P) => Promise<void>;
}

/** Declares a job, so that a list of jobs with different payloads stays typed. */
export const job = <P>(declared: Job<P>): Job => declared as unknown as Job;

/**
 * A timer, written in the act's transaction. The same `key` again moves it; `cancel(key)` removes it.
 * Not for the intake path: it costs two thirds of its throughput.
 */
export async function enqueue(
  ctx: Ctx,
  name: string,
  payload: object,
  at: Date,
  key?: string,
): Promise<void> {
  const body = JSON.stringify({ network: ctx.network.id, ...payload });
  const jobKey = key ? `${ctx.network.id} ${key}` : null;
  await sql`select graphile_worker.enqueue(${name}, ${body}::json, ${at}, ${jobKey})`.execute(ctx.tx);
}

export async function cancel(ctx: Ctx, key: string): Promise<void> {
  await sql`select graphile_worker.cancel(${`${ctx.network.id} ${key}`})`.execute(ctx.tx);
}

/** Work that polls its own ledger, such as message delivery: `run` returns true while there is more at once. */
export interface Loop {
  name: string;
  run: (services: Services, networkId: string) => Promise<boolean>;
  /** Ends what `run` has set going. */
  stop?: (services: Services) => Promise<void>;
}

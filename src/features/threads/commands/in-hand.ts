import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { DESK_KINDS } from '../contract.ts';
import * as store from '../store.ts';

/** Threads that were given to a member of the desk and calls that they promised. The caller authorizes. */
export async function withThem(
  ctx: Ctx,
  personId: string,
): Promise<{ threads: { id: string; at: Date }[]; callbacks: { id: string; at: Date }[] }> {
  return {
    threads: await store.selectAssignedTo(ctx, personId),
    callbacks: await store.selectPromisedBy(ctx, personId),
  };
}

/** They go to another, or to everyone; from nobody, those that are still with nobody go to one. The caller authorizes. */
export async function passThreads(
  ctx: Ctx,
  ids: { threads: readonly string[]; callbacks: readonly string[] },
  from: string | null,
  to: string | null,
): Promise<string[]> {
  const threads = await store.moveThreads(ctx, ids.threads, from, to);
  const callbacks = await store.moveCallbacks(ctx, ids.callbacks, from, to);
  await emit(
    ctx,
    ...threads.map((id) => ({ kind: 'thread.assigned', subject: id })),
    ...callbacks.map((id) => ({ kind: 'callback.changed', subject: id })),
  );
  return [...threads, ...callbacks];
}

const soonMinutes = 60;

/** How many people wait for an answer, and how many promised calls are due within the hour. */
export async function waitingForUs(ctx: Ctx): Promise<{ threads: number; callbacks: number }> {
  return {
    threads: await store.countNeedAnswer(ctx, DESK_KINDS),
    callbacks: await store.countDue(ctx, plusMinutes(ctx.now, soonMinutes)),
  };
}

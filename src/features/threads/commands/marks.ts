import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { refused } from '../../../platform/problem.ts';
import { eventOf } from '../rules.ts';
import * as store from '../store.ts';
import { load, member } from './load.ts';
import { onDesk } from './read.ts';

export interface Wanted {
  seen?: boolean | undefined;
  needsAnswer?: boolean | undefined;
  resolved?: boolean | undefined;
}

/** Marks a thread; what is done waits for no answer any more. */
export async function mark(ctx: Ctx, id: string, { seen, needsAnswer, resolved }: Wanted): Promise<void> {
  const { kind } = await load(ctx, id, 'mark');
  const by = member(ctx);
  await store.markThread(
    ctx,
    { id, kind },
    {
      ...(seen !== undefined && { seenAt: seen ? ctx.now : null }),
      ...(needsAnswer !== undefined && { needsAnswer }),
      ...(resolved === true && { resolvedAt: ctx.now, resolvedBy: by, needsAnswer: false, seenAt: ctx.now }),
      ...(resolved === false && { resolvedAt: null, resolvedBy: null }),
    },
  );
  await emit(ctx, { kind: eventOf(kind, 'thread.marked'), subject: id });
}

/** Gives it to one person, or back to everyone. Throws 422 for who is neither on shift at the desk nor oneself. */
export async function assign(ctx: Ctx, id: string, personId: string | null): Promise<void> {
  const { kind } = await load(ctx, id, 'assign');
  const by = member(ctx);
  if (personId && personId !== by && !(await onDesk(ctx, kind)).includes(personId))
    throw refused('They are not on shift at the desk.', 'Give it to somebody who is, or take it yourself.');
  await store.markThread(ctx, { id, kind }, { assignedTo: personId, assignedBy: by, assignedAt: ctx.now });
  await emit(ctx, { kind: eventOf(kind, 'thread.assigned'), subject: id });
}

/** For how long somebody who says so has a thread before them, in minutes. */
const hereMinutes = 0.5;

/** Somebody has it before them; others of the desk see it at once. */
export async function here(ctx: Ctx, id: string, typing: boolean): Promise<void> {
  const { kind } = await load(ctx, id, 'read');
  const by = member(ctx);
  if (await store.upsertReader(ctx, id, by, typing, plusMinutes(ctx.now, hereMinutes)))
    await emit(ctx, { kind: eventOf(kind, 'reading.changed'), subject: id });
}

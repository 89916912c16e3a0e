import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import type { Facts, Kind, Plan } from '../contract.ts';
import { isRestricted, usualPlan } from '../rules.ts';
import * as store from '../store.ts';
import { plansInForce } from './plans.ts';

/** Something that waits for a person from now on. */
export interface Waiting {
  kind: Kind;
  /** What waits: a report, a call, an assignment, a slot of the rota. */
  subject: string;
  chapterId?: string | null;
  drill?: boolean;
  facts?: Facts;
  /** Somebody who is paged before everyone whom the plan names, so that it wakes them. */
  first?: string | null;
}

/**
 * From now on these wait: unless somebody has them first, people are paged by the plan of their kind, which holds for them
 * to the end. In the act's transaction; what waits already goes on as it does.
 */
export async function escalate(ctx: Ctx, ...waiting: Waiting[]): Promise<void> {
  if (waiting.length === 0) return;
  const planOf = await plansInForce(ctx);
  await store.insertEscalations(
    ctx,
    waiting.map(({ kind, subject, chapterId = null, drill = false, facts = {}, first = null }) => {
      const own = planOf(kind, chapterId);
      const plan = first ? beginningWith(first, own ?? usualPlan(kind)) : own;
      const dueAt = plusMinutes(ctx.now, (plan ?? usualPlan(kind)).after);
      return {
        id: newId(),
        kind,
        subject,
        chapterId,
        restricted: isRestricted(kind),
        drill,
        facts,
        plan,
        dueAt,
      };
    }),
  );
}

/** Minutes that somebody who is asked before all others has. */
const firstMinutes = 4;

const beginningWith = (personId: string, plan: Plan): Plan => ({
  ...plan,
  steps: [{ to: { who: 'person', personId }, manner: 'ring', minutes: firstMinutes }, ...plan.steps],
});

/** Who said that they have what waits for a subject; null where nobody has. */
export const whoHas = (ctx: Ctx, subject: string, kind: Kind): Promise<string | null> =>
  store.selectHolder(ctx, subject, kind);

/** These wait no more: nobody is paged for them again. Of one kind, or whatever waits for the subject. */
export async function settle(ctx: Ctx, subjects: string | string[], kind: Kind | null = null): Promise<void> {
  const settled = await store.settleSubjects(ctx, [subjects].flat(), kind);
  await emit(ctx, ...settled.filter((row) => row.step > 0).map((row) => changed(row, 'settled')));
}

/** The exact times of these subjects are forgotten: so are those of who was paged for them. */
export const coarsenPages = (ctx: Ctx, subjects: string[]): Promise<void> =>
  store.coarsenSubjects(ctx, subjects);

/** Tells those who may see it: of what is the legal desk's alone, the legal desk. */
export const changed = (
  { id, restricted }: { id: string; restricted: boolean },
  what: 'settled' | 'acknowledged' | 'unanswered' | 'resumed' | 'paged',
  person?: string,
) => ({
  kind: restricted ? 'escalation.restricted' : `escalation.${what}`,
  subject: id,
  data: { ...(person && { person }) },
});

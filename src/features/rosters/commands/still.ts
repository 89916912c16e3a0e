import type { Ctx } from '../../../platform/context.ts';
import { peopleAt } from '../../channels/index.ts';
import { astrayBecause, type Facts, missingOf } from '../rules.ts';
import type * as store from '../store.ts';
import { factsOf, heldBack } from './census.ts';
import { addressesIn } from './common.ts';

/** Those moves of a plan that its rule still asks for at this moment: between plan and deed things may have changed. */
export async function stillMeant(
  ctx: Ctx,
  plan: store.PlanRow,
  moves: store.MoveRow[],
): Promise<Set<string>> {
  const ids = moves.flatMap((m) => (m.personId ? [m.personId] : []));
  const facts = await factsOf(ctx, [plan.rule], [...new Set(ids)]);
  const { held, overdue } = await heldBack(ctx, plan.channelId);
  const strangers = moves.filter((m) => m.kind === 'remove' && !m.personId);
  const known = await peopleAt(
    ctx,
    strangers.map((m) => addressesIn(ctx, m)),
  );
  const stillStrange = new Set(strangers.filter((_, i) => !known[i]).map((m) => m.id));
  const isMeant = (move: store.MoveRow): boolean => {
    if (move.kind === 'lock' || plan.because === 'removed') return true;
    if (!move.personId) return stillStrange.has(move.id);
    if (plan.because === 'safety') return overdue.has(move.personId);
    return move.kind === 'add'
      ? !held.has(move.personId) && belongs(plan, facts.get(move.personId), ctx.now)
      : move.reasons.includes('twice') ||
          overdue.has(move.personId) ||
          astrayBecause(plan.rule, facts.get(move.personId), ctx.now).length > 0;
  };
  return new Set(moves.filter(isMeant).map((m) => m.id));
}

const belongs = ({ rule }: store.PlanRow, facts: Facts | undefined, now: Date) =>
  facts !== undefined && missingOf(rule, facts, now).length === 0;

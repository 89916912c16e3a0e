import { tellAttack } from '../attack.ts';
import { Gauge, type Limit } from '../gauge.ts';
import { log, nameOf } from '../log.ts';
import { askedTooOften } from '../problem.ts';
import type { Call } from './call.ts';

/** How often one may ask. */
export interface Budgets {
  /**
   * One session, whatever it asks. A desk in a rush asks for 100 to 200 things a minute, in a storm of events for up to
   * 1,200 (`desk/live.ts` fetches twice a second what has changed).
   */
  session: Limit;
  /** One door (address bucket) without a session: phones behind one address share it. */
  door: Limit;
}

export const usualBudgets: Budgets = {
  session: { most: 1800, minutes: 1 },
  door: { most: 1200, minutes: 1 },
};

/**
 * Counts requests in memory and throws 429 for what is beyond the budget. Nobody who reports is counted: intake has its own
 * limits, which put apart and refuse nothing.
 */
export function requestBudget({ session, door }: Budgets): (call: Call) => Promise<void> {
  const gauges = { session: new Gauge(session), door: new Gauge(door) };
  return async (call) => {
    const { sessionId } = call.actor;
    const gauge = sessionId ? gauges.session : gauges.door;
    const key = `${call.network.id} ${sessionId ?? call.origin}`;
    const now = call.services.clock.now();
    if (!gauge.isOver(key, now)) return;
    // Written down once in ten minutes; where that fails, the answer is the same.
    await tellAttack(call, 'requests.flooded').catch((error) =>
      log.warn({ error: nameOf(error) }, 'a flood was not written down'),
    );
    throw askedTooOften(gauge.limit.most, gauge.secondsLeft(key, now));
  };
}

import type { Services } from '../../../platform/http/call.ts';

/** Background work looks by itself every second; what is due sooner wakes it to the moment. */
const soonMs = 1500;
const set = new WeakMap<Services, Map<string, NodeJS.Timeout>>();

/** Wakes this process when the next escalation of a network is due, where that is soon. */
export function wakeAt(services: Services, networkId: string, at: Date | null): void {
  const timers = set.get(services) ?? new Map<string, NodeJS.Timeout>();
  set.set(services, timers);
  clearTimeout(timers.get(networkId));
  timers.delete(networkId);
  const ms = at ? at.getTime() - services.clock.now().getTime() : Number.POSITIVE_INFINITY;
  if (ms <= 0 || ms > soonMs) return;
  timers.set(networkId, setTimeout(() => services.wake.wake(), ms).unref());
}

/** Nothing is woken any more. */
export async function stopWaking(services: Services): Promise<void> {
  for (const timer of set.get(services)?.values() ?? []) clearTimeout(timer);
  set.delete(services);
}

import type { Purpose, State } from '../contract.ts';
import { isSeated } from './state.ts';

/** What somebody who goes does themselves from the ask to the last word; a verifier says what they saw as well. */
const going = ['answer', 'on-scene', 'depart', 'debrief'];

/** Whether somebody went through a whole call-out, by the kinds of the acts that they did themselves. */
export const wentThrough = (purpose: Purpose, own: ReadonlySet<string>): boolean =>
  [...going, ...(purpose === 'verify' ? ['finding'] : [])].every((act) => own.has(act));

/**
 * Who led an incident from its opening over what was found and who was sent to its conclusion, when somebody was there
 * and nobody is out any more; null where that was not one person, or is not over.
 */
export function whoLed(
  entries: readonly { kind: string; by: string | null }[],
  sent: readonly { state: State; onSceneAt: Date | null }[],
): string | null {
  const did = (kind: string, by: string | null) => entries.some((e) => e.kind === kind && e.by === by);
  const leader = entries.findLast((e) => e.kind === 'concluded')?.by ?? null;
  if (!leader || !did('opened', leader) || !did('callout.started', leader)) return null;
  if (!did('confirmed', leader) && !did('not_confirmed', leader)) return null;
  if (sent.some(({ state }) => isSeated(state))) return null;
  return sent.some(({ state, onSceneAt }) => state === 'departed' && onSceneAt) ? leader : null;
}

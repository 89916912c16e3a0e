import { plusMinutes } from '../../../platform/clock.ts';
import { randomOf } from '../../../platform/random.ts';
import type { NewPerson, State } from '../store.ts';

const day = 24 * 60;
const road: State[] = ['applied', 'trained', 'met', 'active'];

/** The states before the one that somebody is in, each some days to three weeks before the next; dice of its own. */
export function roadOf({ id, state, stateAt }: NewPerson): { personId: string; at: Date; state: State }[] {
  const before = road.slice(0, state === 'paused' || state === 'left' ? 4 : road.indexOf(state));
  const random = randomOf(1, id);
  let at = stateAt;
  return before
    .reverse()
    .map((earlier) => {
      at = plusMinutes(at, -(3 + Math.floor(random() * 18)) * day);
      return { personId: id, at, state: earlier };
    })
    .reverse();
}

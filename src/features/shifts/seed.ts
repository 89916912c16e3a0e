import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { peopleByRole } from '../people/index.ts';
import { SHIFT_ROLES } from './contract.ts';
import * as store from './store.ts';

const seatMinutes = 6 * 60;
/** Four weeks of six-hour seats, the first having begun two hours ago. */
const seats = 4 * 7 * 4;
/** How many sit in a role at once. */
const wanted = { operator: 2, dispatcher: 1, verifier: 2, legal: 1 };

/** A desk on shift now and for four weeks, seats taken in turn. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const first = plusMinutes(world.at, -120);
  for (const role of SHIFT_ROLES) {
    const people = await peopleByRole(ctx, role, 40);
    if (people.length === 0) continue;
    const shifts = Array.from({ length: seats * wanted[role] }, (_, n) => {
      const startsAt = plusMinutes(first, Math.floor(n / wanted[role]) * seatMinutes);
      const personId = people[n % people.length]!.id;
      return {
        id: world.id(),
        role,
        chapterId: null,
        personId,
        startsAt,
        endsAt: plusMinutes(startsAt, seatMinutes),
      };
    });
    await store.insertShifts(ctx, shifts);
  }
}

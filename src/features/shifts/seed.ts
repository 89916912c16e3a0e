import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { peopleByRole } from '../people/index.ts';
import { addShifts, type Shift } from './commands.ts';
import type { ShiftRole } from './contract.ts';

/** How many of each role are on at a time. */
const SEATS: [role: ShiftRole, seats: number][] = [
  ['operator', 3],
  ['dispatcher', 2],
  ['verifier', 4],
  ['legal', 1],
];

const slotMinutes = 12 * 60;
/** Twelve weeks of two slots a day. */
const slots = 168;

/** A desk on shift since two hours ago, and those who follow it by turns for twelve weeks. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const start = plusMinutes(world.at, -2 * 60);
  const shifts: Shift[] = [];
  for (const [role, seats] of SEATS) {
    const people = await peopleByRole(ctx, role, seats * 4);
    const turns = Math.min(seats, people.length);
    for (let slot = 0; slot < slots; slot++) {
      for (let seat = 0; seat < turns; seat++) {
        const startsAt = plusMinutes(start, slot * slotMinutes);
        const { id: personId } = people[(slot * turns + seat) % people.length]!;
        const endsAt = plusMinutes(startsAt, slotMinutes);
        shifts.push({ id: world.id(), role, chapterId: null, personId, startsAt, endsAt });
      }
    }
  }
  await addShifts(ctx, shifts);
}

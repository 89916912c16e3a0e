import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { responderFacts } from '../people/index.ts';
import { isPaged, momentFor, monthOf, slotsAfter } from './rules.ts';
import { insertWakings, type WakingRow } from './store.ts';

const day = 24 * 60;
const before = [31, 62, 93];

/** How one went: most hear it within a minute, some after the telephone rang, some not at all. */
function ended(world: World, sentAt: Date): Pick<WakingRow, 'state' | 'heardAt' | 'way' | 'why'> {
  const luck = world.random();
  const seconds = Math.round(5 + 40 * -Math.log(1 - world.random()) + (luck > 0.7 ? 180 : 0));
  const heardAt = plusMinutes(sentAt, Math.min(seconds, 1100) / 60);
  if (luck < 0.82) return { state: 'heard', heardAt, way: 'wall', why: null };
  if (luck < 0.87)
    return { state: 'unheard', heardAt: plusMinutes(sentAt, 90), way: 'wall', why: 'no answer' };
  if (luck < 0.96) return { state: 'unheard', heardAt: null, way: null, why: 'no answer' };
  return { state: 'unreachable', heardAt: null, way: null, why: luck < 0.98 ? 'stopped' : 'no way' };
}

/** The last three months of test pages. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const paged = (await responderFacts(ctx, null)).filter((p) => p.active && isPaged(p.roles));
  for (const days of before) {
    const { timeZone } = ctx.network;
    const at = plusMinutes(world.at, -days * day);
    const first = new Date(`${monthOf(at, timeZone)}-01T12:00:00Z`);
    const slots = slotsAfter(first, timeZone);
    await insertWakings(
      ctx,
      paged.map((p) => {
        const sentAt = momentFor(slots, p.availability, world.random())!;
        const month = monthOf(sentAt, timeZone);
        return { id: world.id(), personId: p.id, month, dueAt: sentAt, sentAt, ...ended(world, sentAt) };
      }),
    );
  }
}

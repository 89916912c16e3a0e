import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { TAKEN_IN_DRILL } from '../rules.ts';
import * as store from '../store.ts';
import { member } from './load.ts';

/** After an act on a drill's report: tells that its actor has now taken enough of them for an operator's practice. */
export async function tellTaken(ctx: Ctx, { drill }: { drill?: boolean | undefined }): Promise<void> {
  if (!drill) return;
  const person = member(ctx);
  const since = plusMinutes(ctx.now, -TAKEN_IN_DRILL.minutes);
  if ((await store.countTakenInDrills(ctx, person, since)) < TAKEN_IN_DRILL.reports) return;
  await emit(ctx, { kind: 'drill.practised', subject: person, data: { person, course: 'operator' } });
}

import type { Ctx } from '../../platform/context.ts';
import { callSigns } from '../people/index.ts';
import { type Course, credit } from '../trainings/index.ts';
import { playedIn } from './rules.ts';
import * as store from './store.ts';

/**
 * Credits the practice of a course to somebody who did their part in a drill themselves at that time. Whom the drill
 * played did nothing.
 */
export async function creditPractice(ctx: Ctx, personId: string, course: Course, at: Date): Promise<void> {
  const sign = (await callSigns(ctx, [personId])).get(personId);
  if (!sign) return;
  const drills = await store.selectDrillsAt(ctx, at);
  if (drills.some(({ steps }) => playedIn(steps).has(sign))) return;
  await credit(ctx, { personId, course, modules: ['practice'], how: 'drill' });
}

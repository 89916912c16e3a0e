import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';

/** Those of these people who are asked or out at this moment: nobody comes to them with anything that can wait. */
export const busyPeople = async (ctx: Ctx, personIds: string[]): Promise<Set<string>> =>
  new Set(await store.selectBusy(ctx, personIds));

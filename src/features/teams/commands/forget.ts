import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { NEED_DAYS, THANKS_DAYS } from '../rules.ts';
import * as store from '../store.ts';

const day = 24 * 60;

/** Asks and thanks whose time is over. */
export async function forgetOld(ctx: Ctx): Promise<void> {
  await store.deleteNeedsBefore(ctx, plusMinutes(ctx.now, -NEED_DAYS * day));
  await store.deleteThanksBefore(ctx, plusMinutes(ctx.now, -THANKS_DAYS * day));
}

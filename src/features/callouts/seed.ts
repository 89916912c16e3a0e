import type { Ctx } from '../../platform/context.ts';
import { rebuildResponders } from './commands/responders.ts';

/** The demo's members, as those who could be asked. */
export const seed = (ctx: Ctx): Promise<void> => rebuildResponders(ctx);

import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { send } from '../../channels/index.ts';
import type { Application } from '../contract.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { type Applied, apply } from './apply.ts';

/**
 * The form on /join. Who is new gets one message, which is also how somebody learns that another wrote down their number;
 * in a flood nobody does. The same form again is the same act.
 */
export async function join(
  ctx: Ctx,
  application: Application,
  { lang, link }: { lang: Lang; link: string },
): Promise<Applied> {
  await store.lockApplications(ctx);
  const before = await store.selectApplied(ctx, [application.id]);
  const applied = await apply(ctx, application);
  if (before.size > 0 || applied.known || application.throttled) return applied;
  await send(ctx, [
    {
      to: { personId: applied.personId },
      ...{ language: lang, purpose: 'application', subject: application.id },
      body: say(lang, 'received', { network: ctx.network.name, name: application.name!, link }),
    },
  ]);
  return applied;
}

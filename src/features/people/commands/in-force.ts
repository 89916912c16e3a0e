import type { Ctx } from '../../../platform/context.ts';
import { conductVersions, currentPlaybook, type Trust } from '../../playbooks/index.ts';
import { versionsInForce } from '../rules.ts';

/** The playbook's rules of trust. */
export const trustRules = async (ctx: Ctx): Promise<Trust> => (await currentPlaybook(ctx)).trust;

/** Versions of the conduct agreement whose signature counts now. */
export async function agreementsInForce(ctx: Ctx): Promise<number[]> {
  const { slug, trust } = await currentPlaybook(ctx);
  return versionsInForce(await conductVersions(ctx, slug), trust.graceDays, ctx.now);
}

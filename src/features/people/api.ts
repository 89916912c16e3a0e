import type { Ctx } from '../../platform/context.ts';
import { type Route, serve } from '../../platform/http/route.ts';
import { currentPlaybook } from '../playbooks/index.ts';
import { conductRoutes } from './api/conduct.ts';
import { exportRoutes } from './api/exports.ts';
import { type Later, memberRoutes } from './api/members.ts';
import { vouchRoutes } from './api/vouches.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

async function presentMe(ctx: Ctx, person: commands.Person) {
  const { slug, conduct } = await currentPlaybook(ctx);
  return {
    ...person,
    hasEmergencyContact: await commands.hasEmergencyContact(ctx, person.id),
    agreement: {
      playbook: slug,
      version: conduct.version,
      signedVersion: person.signedVersion,
      current: person.signedVersion === conduct.version,
    },
  };
}

const meRoutes: Route[] = [
  serve(c.readMe, async (ctx) => presentMe(ctx, await commands.me(ctx))),
  serve(c.changeMe, async (ctx, { body }) => presentMe(ctx, await commands.changeMe(ctx, body))),
  serve(c.signAgreement, async (ctx, { body }) => presentMe(ctx, await commands.signAgreement(ctx, body))),
];

export const routes = (later: Later): Route[] => [
  ...meRoutes,
  ...memberRoutes(later),
  ...exportRoutes(later),
  ...conductRoutes,
  ...vouchRoutes,
];

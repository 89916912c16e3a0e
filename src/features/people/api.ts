import type { Ctx } from '../../platform/context.ts';
import { type Route, serve } from '../../platform/http/route.ts';
import { currentPlaybook } from '../playbooks/index.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

async function presentMe(ctx: Ctx, p: commands.Person) {
  const { slug, conduct } = await currentPlaybook(ctx);
  return {
    ...p,
    state: p.state as (typeof c.STATES)[number],
    hasEmergencyContact: (await commands.emergencyContact(ctx, p.id)) !== null,
    agreement: {
      playbook: slug,
      version: conduct.version,
      signedVersion: p.signedVersion,
      current: p.signedVersion === conduct.version,
    },
  };
}

export const routes: Route[] = [
  serve(c.readMe, async (ctx) => presentMe(ctx, await commands.me(ctx))),
  serve(c.changeMe, async (ctx, { body }) => presentMe(ctx, await commands.changeMe(ctx, body))),
  serve(c.signAgreement, async (ctx, { body }) =>
    presentMe(ctx, await commands.signAgreement(ctx, body.id, body.version)),
  ),
];

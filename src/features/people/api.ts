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
  serve(c.readMyAgreement, async (ctx) => {
    const { from, signed, until, ...rest } = await commands.myAgreement(ctx);
    return {
      ...rest,
      from: from.toISOString(),
      signed: signed && { ...signed, at: signed.at.toISOString() },
      until: until?.toISOString() ?? null,
    };
  }),
  serve(c.listUnsigned, async (ctx) => {
    const { items, ...rest } = await commands.notSigned(ctx);
    return { ...rest, items: items.map((i) => ({ ...i, until: i.until?.toISOString() ?? null })) };
  }),
  serve(c.pauseMe, async (ctx, { body: { paused } }) =>
    presentMe(ctx, await commands.changeMe(ctx, { state: paused ? 'paused' : 'active' })),
  ),
  serve(c.signAgreement, async (ctx, { body }) => presentMe(ctx, await commands.signAgreement(ctx, body))),
];

export const routes = (later: Later): Route[] => [
  ...meRoutes,
  ...memberRoutes(later),
  ...exportRoutes(later),
  ...conductRoutes,
  ...vouchRoutes,
];

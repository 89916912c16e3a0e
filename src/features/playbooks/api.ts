import type { Ctx } from '../../platform/context.ts';
import { type Route, serve } from '../../platform/http/route.ts';
import { abilities } from '../../platform/policy.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { policy } from './policy.ts';

const present = (ctx: Ctx, stop: commands.Stop) => ({
  ...stop,
  at: stop.at.toISOString(),
  liftedAt: stop.liftedAt?.toISOString() ?? null,
  can: stop.liftedAt ? [] : abilities(policy, ctx.actor, 'stop').filter((verb) => verb === 'lift'),
});

export const routes: Route[] = [
  serve(c.readCurrentPlaybook, async (ctx, { query }) => ({
    playbook: await commands.currentPlaybook(ctx, query.slug),
    rulePack: await commands.rulePack(ctx),
  })),
  serve(c.savePlaybook, (ctx, { body }) => commands.savePlaybook(ctx, body)),
  serve(c.signRulePack, (ctx, { params, body }) => commands.signRulePack(ctx, params.state, body)),
  serve(c.listStops, async (ctx) => ({
    items: (await commands.listStops(ctx)).map((stop) => present(ctx, stop)),
    can: abilities(policy, ctx.actor, 'stop').filter((verb) => verb === 'set'),
  })),
  serve(c.setStop, async (ctx, { body }) => present(ctx, await commands.setStop(ctx, body))),
  serve(c.liftStop, async (ctx, { params }) => present(ctx, await commands.liftStop(ctx, params.id))),
];

import type { Ctx } from '../../platform/context.ts';
import { type Route, serve } from '../../platform/http/route.ts';
import { abilities } from '../../platform/policy.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { policy } from './policy.ts';

const present = (ctx: Ctx, { takenByCallSign, ...intake }: commands.Intake): c.Intake => ({
  ...intake,
  state: intake.state as c.Intake['state'],
  takenBy: takenByCallSign,
  takenAt: intake.takenAt?.toISOString() ?? null,
  at: intake.at.toISOString(),
  can: abilities(policy, ctx.actor, 'intake'),
});

export const routes: Route[] = [
  serve(c.listIntakes, async (ctx) => ({
    items: (await commands.openIntakes(ctx)).map((i) => present(ctx, i)),
  })),
  serve(c.takeIntake, async (ctx, { params }) => present(ctx, await commands.takeIntake(ctx, params.id))),
  serve(c.closeIntake, async (ctx, { params }) => present(ctx, await commands.closeIntake(ctx, params.id))),
];

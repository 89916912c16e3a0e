import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { groupsOf } from '../channels/index.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

const byOf = async ({ services, network }: Call) => {
  if (network.demo) return 'demo' as const;
  return (await groupsOf(services, network.id)) ? ('signal' as const) : ('nothing' as const);
};

export const routes: Route[] = [
  serveCall(c.listChannels, async (call) => ({
    ...(await call.tx((ctx) => commands.listChannels(ctx))),
    by: await byOf(call),
  })),
  serve(c.makeChannel, (ctx, { body }) => commands.makeChannel(ctx, body)),
  serve(c.changeChannel, (ctx, { params, body }) => commands.changeChannel(ctx, params.id, body.rule)),
  serve(c.endChannel, (ctx, { params }) => commands.endChannel(ctx, params.id)),
  serve(c.lookAtChannel, (ctx, { params }) => commands.askForLook(ctx, params.id)),
  serveCall(c.listFreeGroups, async (call) => ({ items: await commands.freeGroups(call) })),
  serveCall(c.linkGroup, (call, { params, body }) => commands.linkGroup(call, params.id, body.group)),
  serve(c.readChannel, (ctx, { params }) => commands.readChannel(ctx, params.id)),
  serve(c.makePlan, (ctx, { params, body }) => commands.makePlan(ctx, params.id, body.id)),
  serve(c.applyPlan, (ctx, { params }) => commands.applyPlan(ctx, params.id)),
  serve(c.approvePlan, (ctx, { params }) => commands.approvePlan(ctx, params.id)),
  serve(c.dropPlan, (ctx, { params }) => commands.dropPlan(ctx, params.id)),
  serve(c.answerSafety, (ctx, { params, body }) => commands.answerFor(ctx, params.id, body.mine)),
  serveCall(c.listMyChannels, async (call) => ({
    ...(await call.tx((ctx) => commands.myChannels(ctx))),
    number: (await byOf(call)) === 'signal' ? call.services.config.signal!.number : null,
  })),
  serve(c.returnToChannel, (ctx, { params }) => commands.returnTo(ctx, params.id)),
  serve(c.answerMySafety, async (ctx, { params, body }) => {
    await commands.answerMine(ctx, params.id, body.mine);
    return { mine: body.mine };
  }),
];

import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listEscalations, async (ctx, { query }) => ({
    items: await commands.listEscalations(ctx, query.over ?? false),
  })),
  serve(c.listMyPages, async (ctx) => ({ items: await commands.myPages(ctx) })),
  serve(c.readEscalation, (ctx, { params }) => commands.readEscalation(ctx, params.id)),
  serve(c.acknowledgeEscalation, (ctx, { params }) => commands.acknowledge(ctx, params.id)),
  serve(c.declineEscalation, (ctx, { params }) => commands.decline(ctx, params.id)),
  serve(c.listPolicies, (ctx) => commands.listPolicies(ctx)),
  serve(c.savePolicy, (ctx, { body }) => commands.savePolicy(ctx, body)),
  serve(c.previewPolicy, (ctx, { body }) => commands.previewPolicy(ctx, body)),
  serve(c.nameAlways, (ctx, { body }) => commands.nameAlways(ctx, body)),
];

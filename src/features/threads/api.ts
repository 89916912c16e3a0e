import { serve, serveCall } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes = [
  serve(c.listThreads, (ctx, { query }) => commands.list(ctx, query.resolved === '1')),
  serve(c.readThread, (ctx, { params }) => commands.read(ctx, params.id)),
  serveCall(c.replyInThread, async (call, { params, body }) => {
    await commands.replyWith(call, params.id, body);
    return call.tx((ctx) => commands.read(ctx, params.id));
  }),
  serve(c.markThread, async (ctx, { params, body }) => {
    await commands.mark(ctx, params.id, body);
    return commands.read(ctx, params.id);
  }),
  serve(c.assignThread, async (ctx, { params, body }) => {
    await commands.assign(ctx, params.id, body.personId);
    return commands.read(ctx, params.id);
  }),
  serve(c.beHere, async (ctx, { params, body }) => {
    await commands.here(ctx, params.id, body.typing);
    return {};
  }),
  serve(c.listCallbacks, async (ctx) => ({ items: await commands.callbacks(ctx) })),
  serve(c.planCallback, async (ctx, { params, body }) => {
    await commands.plan(ctx, params.id, body.dueAt ? new Date(body.dueAt) : null);
    return { id: params.id };
  }),
  serve(c.endCallback, async (ctx, { params, body }) => {
    await commands.end(ctx, params.id, body.outcome);
    return { id: params.id };
  }),
];

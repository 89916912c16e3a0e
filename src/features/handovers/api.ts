import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listHandovers, async (ctx) => ({ items: await commands.handovers(ctx) })),
  serve(c.readMine, (ctx) => commands.mine(ctx)),
  serve(c.readSince, (ctx, { query }) => commands.since(ctx, query.lang ?? 'en')),
  serve(c.offerHandover, async (ctx, { params, body }) => {
    await commands.offer(ctx, params.id, body.note);
    return { id: params.id, state: 'offered' as const };
  }),
  serve(c.takeHandover, async (ctx, { params }) => {
    await commands.take(ctx, params.id);
    return { id: params.id, state: 'taken' as const };
  }),
  serve(c.giveHandover, async (ctx, { params, body }) => {
    await commands.give(ctx, params.id, body.personId);
    return { id: params.id, state: 'taken' as const };
  }),
  serve(c.leaveDuty, async (ctx, { params }) => {
    await commands.leave(ctx, params.id);
    return { id: params.id, state: 'left' as const };
  }),
  serve(c.leaveShift, async (ctx, { params, body: { at } }) => ({
    leftAt: (await commands.leaveShift(ctx, params.id, at ? new Date(at) : null)).toISOString(),
  })),
];

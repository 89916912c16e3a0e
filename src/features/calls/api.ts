import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listCalls, (ctx) => commands.list(ctx)),
  serve(c.answerCall, async (ctx, { params }) => {
    await commands.answer(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
  serve(c.hangUpCall, async (ctx, { params }) => {
    await commands.hangUp(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
];

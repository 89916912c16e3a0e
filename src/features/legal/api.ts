import { serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes = [
  serve(c.listIntakes, async (ctx, { query }) => ({
    items: await commands.list(ctx, query.open !== '0', query.report),
  })),
  serve(c.readIntake, (ctx, { params }) => commands.detail(ctx, params.id)),
  serve(c.takeIntake, async (ctx, { params }) => {
    await commands.take(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
  serve(c.writeInIntake, async (ctx, { params, body }) => {
    await commands.write(ctx, params.id, body);
    return commands.detail(ctx, params.id);
  }),
  serve(c.returnIntake, async (ctx, { params }) => {
    await commands.giveBack(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
  serve(c.closeIntake, async (ctx, { params }) => {
    await commands.close(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
];

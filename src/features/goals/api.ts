import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.readGoals, (ctx) => commands.goalPage(ctx)),
  serve(c.setGoal, (ctx, { params, body }) => commands.setGoal(ctx, { ...params, ...body })),
];

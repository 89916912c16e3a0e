import { type Route, serve } from '../../../platform/http/route.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import type { Later } from './members.ts';

export const exportRoutes = (later: Later): Route[] => [
  serve(c.listExports, async (ctx) => ({ items: await commands.listExports(ctx) })),
  serve(c.askForExport, (ctx, { body }) => commands.askForExport(ctx, body)),
  serve(c.decideExport, (ctx, { params, body }) => commands.decideExport(ctx, params.id, body.says)),
  serve(c.takeExport, (ctx, { params, body }) => commands.takeExport(ctx, params.id, later, body.format)),
];

import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.readMine, (ctx) => commands.mine(ctx)),
  serve(c.chooseMine, (ctx, { body }) => commands.choose(ctx, body.wanted)),
  serve(c.testMe, (ctx, { body }) => commands.testMe(ctx, body.id)),
  serve(c.hearMine, (ctx, { params }) => commands.hearMine(ctx, params.id)),
  serveCall(c.readReport, async (call, { query }) => ({
    ...(await call.tx((ctx) => commands.report(ctx, query.month))),
    demo: call.network.demo,
    card: {
      url: `${call.services.config.url}/contact`,
      numbers: commands.cardNumbers(call.services.config, call.network),
    },
  })),
  // What was looked at stays counted, also when the rest is refused.
  serveCall(c.listMissed, async (call, { body }) => {
    const found = await call.tx((ctx) => commands.missed(ctx, body.month));
    if (found instanceof Problem) throw found;
    const { hour, day } = found.looks;
    return { ...found.answer, left: { hour: hour.of - hour.used, day: day.of - day.used } };
  }),
];

import type { Ctx } from '../../platform/context.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { playHere } from './here.ts';

const readFor = (call: Call, id: string, lang: 'en' | 'es' | 'zh' = 'en') =>
  call.tx((ctx: Ctx) => commands.read(ctx, id, lang));

export const routes: Route[] = [
  serve(c.listEvenings, async (ctx, { query }) => commands.listEvenings(ctx, query.lang ?? 'en')),
  serveCall(c.startDrill, async (call, { body, query }) => {
    const begun = await call.tx((ctx) => commands.start(ctx, body));
    if (begun) playHere(call.services, call.network.id, begun);
    return readFor(call, body.id, query.lang);
  }),
  serve(c.listDrills, async (ctx, { query }) => ({ items: await commands.list(ctx, query.lang ?? 'en') })),
  serve(c.readDrill, (ctx, { params, query }) => commands.read(ctx, params.id, query.lang ?? 'en')),
  serve(c.stopDrill, async (ctx, { params, query }) => {
    await commands.stop(ctx, params.id);
    return commands.read(ctx, params.id, query.lang ?? 'en');
  }),
  serve(c.readReplay, (ctx, { params }) => commands.replay(ctx, params.incidentId)),
];

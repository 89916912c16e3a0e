import { plusMinutes } from '../../platform/clock.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { authorize } from '../../platform/policy.ts';
import { invalid } from '../../platform/problem.ts';
import { readDelivery, sendAnyway, setCaps } from './commands/delivery.ts';
import { readKeywords } from './commands/keywords.ts';
import { onlyInDemo, phone, phones } from './commands/phones.ts';
import { endPush, hasPush, startPush, tellPush } from './commands/push.ts';
import { quote } from './commands/quote.ts';
import { receive } from './commands/receive.ts';
import * as c from './contract.ts';
import { policy } from './policy.ts';
import * as store from './store.ts';
import type { Claimer, Quoters } from './types.ts';

const pushRoutes: Route[] = [
  serveCall(c.readPush, async (call) => ({
    publicKey: call.services.config.vapid?.publicKey ?? null,
    on: await call.tx(hasPush),
  })),
  serveCall(c.startPush, async (call, { body }) => {
    await call.tx((ctx) => startPush(ctx, call.services.config, body));
    return { on: true };
  }),
  serve(c.endPush, async (ctx) => {
    await endPush(ctx);
    return { on: false };
  }),
  serveCall(c.tellPush, async (call, { body }) => {
    await call.tx((ctx) => tellPush(ctx, call.services.config, body));
    return {};
  }),
];

const deliveryRoutes: Route[] = [
  serveCall(c.readDelivery, (call) => call.tx((ctx) => readDelivery(ctx, call.services.config))),
  serve(c.sendAnyway, async (ctx, { params }) => {
    await sendAnyway(ctx, params.id);
    return params;
  }),
  serve(c.readKeywords, (ctx) => readKeywords(ctx)),
  serve(c.setCaps, (ctx, { body }) => setCaps(ctx, body)),
];

/** The routes; what is written on a phone of the wall goes the way of every inbound message. */
export const channelRoutes = (claimers: Claimer[], quoters: Quoters): Route[] => [
  ...pushRoutes,
  ...deliveryRoutes,
  serveCall(c.readQuote, (call, { body: { what, facts = {}, subject } }) =>
    call.tx(async (ctx) => {
      if (what === 'ask') return quote(ctx, call.services.config, await quoters.ask(ctx, facts));
      if (!subject) throw invalid([{ path: 'body.subject', message: 'must say what it is about' }]);
      return quote(ctx, call.services.config, await quoters[what](ctx, facts, subject));
    }),
  ),
  serve(c.readDeliveries, (ctx) => {
    authorize(policy, ctx.actor, 'read', 'deliveries');
    return store.countDeliveries(ctx, plusMinutes(ctx.now, -60));
  }),
  serve(c.listPhones, async (ctx, { query }) => ({
    items: await phones(ctx, query.q ?? '', query.limit ?? 60),
  })),
  serve(c.readPhone, (ctx, { params }) => phone(ctx, params.address)),
  serveCall(c.writeOnPhone, async (call, { params, body }) => {
    onlyInDemo(call);
    const raw = {
      kind: 'wall',
      providerId: body.id,
      address: params.address,
      body: body.body,
      drill: body.drill ?? false,
    } as const;
    return { reply: await receive(call, { ...raw, media: [] }, claimers) };
  }),
];

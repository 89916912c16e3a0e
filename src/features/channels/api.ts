import { plusMinutes } from '../../platform/clock.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { authorize } from '../../platform/policy.ts';
import { onlyInDemo, phone, phones } from './commands/phones.ts';
import { receive } from './commands/receive.ts';
import * as c from './contract.ts';
import { policy } from './policy.ts';
import * as store from './store.ts';
import type { Claimer } from './types.ts';

/** The routes; what is written on a phone of the wall goes the way of every inbound message. */
export const channelRoutes = (claimers: Claimer[]): Route[] => [
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

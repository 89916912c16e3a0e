import { serve, serveCall } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes = [
  serve(c.listRingKeys, async (ctx) => ({
    network: ctx.network.id,
    items: await commands.listRingKeys(ctx),
  })),
  serveCall(c.readHeldKeys, ({ services, tx }) => {
    const where = { dataDir: services.config.dataDir, master: services.master };
    return tx(async (ctx) => ({ items: await commands.heldKeys(ctx, where) }));
  }),
  serve(c.readRecordKeys, async (ctx, { body }) => ({ items: await commands.recordKeys(ctx, body.ids) })),
];

import { serve, serveCall } from '../../platform/http/route.ts';
import * as list from './commands/list.ts';
import * as members from './commands/members.ts';
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
  serve(c.readMyKey, (ctx) => members.myKey(ctx)),
  serve(c.makeMyKey, (ctx, { body }) => members.makeKey(ctx, body)),
  serve(c.addWay, (ctx, { body }) => members.addWay(ctx, body)),
  serve(c.dropWay, (ctx, { params }) => members.dropWay(ctx, params.id)),
  serve(c.readList, (ctx) => list.readList(ctx)),
  serve(c.proposeChange, (ctx, { body }) => list.proposeChange(ctx, body)),
  serve(c.signChange, (ctx, { params, body }) => list.signChange(ctx, params.id, body.signature)),
  serve(c.dropChange, (ctx, { params }) => list.dropChange(ctx, params.id)),
];

import { serve, serveCall } from '../../platform/http/route.ts';
import * as list from './commands/list.ts';
import * as members from './commands/members.ts';
import * as rings from './commands/rings.ts';
import * as trustees from './commands/trustees.ts';
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
  serve(c.readListedKeys, (ctx, { query }) => list.listedKeys(ctx, query.after ?? 0)),
  serve(c.proposeChange, (ctx, { body }) => list.proposeChange(ctx, body)),
  serve(c.signChange, (ctx, { params, body }) => list.signChange(ctx, params.id, body.signature)),
  serve(c.dropChange, (ctx, { params }) => list.dropChange(ctx, params.id)),
  serve(c.readMyRings, (ctx) => rings.myRings(ctx)),
  serve(c.giveWraps, (ctx, { body }) =>
    rings.giveWraps(ctx, body.wraps, (ring) => trustees.recovers(ctx, ring)),
  ),
  serve(c.readOldWraps, (ctx, { query }) => rings.oldWraps(ctx, query)),
  serve(c.moveWraps, (ctx, { body }) => rings.moveWraps(ctx, body)),
  serveCall(c.forgetHeld, ({ services, tx }, { params }) => {
    const where = { dataDir: services.config.dataDir, master: services.master };
    return tx((ctx) => rings.forgetHeld(ctx, where, params.ring));
  }),
  serve(c.readTrust, (ctx) => trustees.myTrust(ctx)),
  serve(c.giveShares, (ctx, { body }) => trustees.giveShares(ctx, body.shares)),
  serve(c.askTrustees, (ctx, { body }) => trustees.askTrustees(ctx, body)),
  serve(c.confirmRecovery, (ctx, { params }) => trustees.confirmRecovery(ctx, params.id)),
  serve(c.endRecovery, (ctx, { params }) => trustees.endRecovery(ctx, params.id)),
  serve(c.giveToAsker, (ctx, { params, body }) => trustees.giveToAsker(ctx, params.id, body.shares)),
];

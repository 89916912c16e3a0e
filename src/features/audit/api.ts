import type { FastifyReply } from 'fastify';
import { logKeys } from '../../platform/audit/entry.ts';
import { verifyNetworkLog } from '../../platform/audit/log.ts';
import { verifierKey } from '../../platform/audit/note.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

const keyOf = ({ services, network }: Call) => verifierKey(logKeys(services.master, network.id).signer);

const asText = (reply: FastifyReply) => reply.type('text/plain; charset=utf-8');

export const routes: Route[] = [
  serve(c.listActs, (ctx, { query }) => commands.listActs(ctx, query)),
  serveCall(c.readCheckpoint, async (call, _parsed, _request, reply) => {
    const note = await call.tx(commands.newestCheckpoint);
    asText(reply);
    return note;
  }),
  serveCall(c.readKey, async (call, _parsed, _request, reply) => {
    asText(reply);
    return `${keyOf(call)}\n`;
  }),
  serveCall(c.readState, async (call) => ({
    checkpoint: await call.tx(commands.readState),
    key: keyOf(call),
  })),
  serveCall(c.checkLog, async ({ tx, services, network }) => {
    await tx(async (ctx) => commands.mayCheck(ctx));
    const { root, ...verdict } = await verifyNetworkLog(services, network.id);
    return { ...verdict, root: root.toString('base64'), at: services.clock.now().toISOString() };
  }),
  serve(c.proveInclusion, (ctx, { params, query }) => commands.proveInclusion(ctx, params.index, query.size)),
  serve(c.proveConsistency, (ctx, { query }) => commands.proveConsistency(ctx, query.from, query.to)),
  serve(c.retryStuck, async (ctx, { body }) => {
    await commands.retryStuck(ctx, body.id);
    return { items: await commands.listStuck(ctx) };
  }),
  serve(c.listStuck, async (ctx) => ({ items: await commands.listStuck(ctx) })),
];

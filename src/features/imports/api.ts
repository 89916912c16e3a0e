import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listImports, (ctx) => commands.imports(ctx)),
  serve(c.setBesideOldChat, (ctx, { params, body }) => commands.setBeside(ctx, params.id, body.beside)),
  serve(c.startImport, (ctx, { body }) => commands.start(ctx, body)),
  serveCall(c.uploadFile, (call, { params }, request) => commands.takeUpload(call, params.id, request)),
  serveCall(c.listOldChats, async (call) => ({ items: await commands.oldChats(call) })),
  serveCall(c.takeOldChat, (call, { params, body }) => commands.takeOldChat(call, params.id, body.group)),
  serve(c.readImport, (ctx, { params }) => commands.look(ctx, params.id)),
  serve(c.mapImport, (ctx, { params, body }) => commands.map(ctx, params.id, body)),
  serve(c.applyImport, (ctx, { params, body }) => commands.apply(ctx, params.id, body)),
  serve(c.undoImport, (ctx, { params }) => commands.undo(ctx, params.id)),
  serve(c.dropImport, (ctx, { params }) => commands.drop(ctx, params.id)),
  serve(c.listFaults, (ctx, { params, query }) => commands.faults(ctx, params.id, query)),
  serve(c.listStayed, async (ctx, { params }) => ({ items: await commands.stayed(ctx, params.id) })),
  // What was looked at stays counted, also when the rest is refused.
  serveCall(c.listAsks, async (call, { params }) => {
    const found = await call.tx((ctx) => commands.asks(ctx, params.id));
    if (found instanceof Problem) throw found;
    return found.answer;
  }),
  serve(c.decideAsk, (ctx, { params, body }) => commands.decide(ctx, params.id, params.line, body.same)),
];

import type { Ctx } from '../../platform/context.ts';
import type { Answer } from '../../platform/http/endpoint.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

const act =
  <B>(verb: (ctx: Ctx, id: string, body: B) => Promise<void>) =>
  async (
    ctx: Ctx,
    { params, body }: { params: { id: string }; body: B },
  ): Promise<Answer<typeof c.answerCall>> => {
    await verb(ctx, params.id, body);
    return commands.detail(ctx, params.id);
  };

export const routes: Route[] = [
  serve(c.listCalls, (ctx) => commands.list(ctx)),
  serve(c.readCallLog, (ctx, { query }) => commands.log(ctx, query.days ?? 7)),
  serve(c.setPresence, (ctx, { body }) => commands.setPresence(ctx, body)),
  serve(c.callFromWall, (ctx, { params, body }) => commands.onWall(ctx, params.address, body)),
  serve(c.listPrompts, (ctx) => commands.prompts(ctx)),
  serve(c.savePrompt, (ctx, { params, body }) =>
    commands.savePrompt(ctx, params.language, params.prompt, body.sound),
  ),
  serve(c.dropPrompt, (ctx, { params }) => commands.dropPrompt(ctx, params.language, params.prompt)),
  serveCall(c.playPrompt, async (call, { params }, _request, reply) => {
    const { type, sound } = await commands.soundAt(call, params.token);
    return reply.type(type).send(sound);
  }),
  serve(c.answerCall, act(commands.answer)),
  serve(c.holdCall, act(commands.hold)),
  serve(c.resumeCall, act(commands.resume)),
  serve(
    c.handOverCall,
    act((ctx, id, body: { personId: string }) => commands.handOver(ctx, id, body.personId)),
  ),
  serve(c.hangUpCall, act(commands.hangUp)),
  serve(
    c.bindReport,
    act((ctx, id, body: { reportId: string }) => commands.bindReport(ctx, id, body.reportId)),
  ),
];

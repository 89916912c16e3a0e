import type { Ctx } from '../../platform/context.ts';
import type { Answer } from '../../platform/http/endpoint.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { refused } from '../../platform/problem.ts';
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

const done = async (act: Promise<void>): Promise<{ done: true }> => {
  await act;
  return { done: true };
};

export const routes: Route[] = [
  serve(c.listCalls, (ctx) => commands.list(ctx)),
  serve(c.listPresence, async (ctx) => ({ items: await commands.presence(ctx) })),
  serve(c.readCallLog, (ctx, { query }) => commands.log(ctx, query.days ?? 7)),
  serve(c.setPresence, (ctx, { body }) => commands.setPresence(ctx, body)),
  serve(c.callFromWall, (ctx, { params, body }) => commands.onWall(ctx, params.address, body)),
  serve(c.readCallSettings, (ctx) => commands.settings(ctx)),
  serve(c.saveCallSettings, (ctx, { body }) => commands.saveSettings(ctx, body)),
  serve(c.listPrompts, (ctx) => commands.prompts(ctx)),
  serve(c.savePrompt, (ctx, { params, body }) =>
    commands.savePrompt(ctx, params.language, params.prompt, body.sound),
  ),
  serve(c.dropPrompt, (ctx, { params }) => commands.dropPrompt(ctx, params.language, params.prompt)),
  serveCall(c.playPrompt, async (call, { params }, _request, reply) => {
    const { type, sound } = await commands.soundAt(call, params.token);
    return reply.type(type).send(sound);
  }),
  serveCall(c.placeCall, ({ services, origin, tx }, { body }) =>
    tx((ctx) => commands.place(ctx, services.config.turn, origin, body)),
  ),
  serve(c.solveCall, (ctx, { body }) => done(commands.solve(ctx, body))),
  serve(c.hearAsCaller, (ctx, { body }) => commands.hearAsCaller(ctx, body.secret, body.have)),
  serve(c.sayAsCaller, (ctx, { body }) => done(commands.sayAsCaller(ctx, body.secret, body))),
  serve(c.hangUpAsCaller, (ctx, { body }) => done(commands.hangUpAsCaller(ctx, body.secret))),
  serveCall(c.joinCall, ({ services, tx }, { params, body }) =>
    tx((ctx) => commands.join(ctx, services.config.turn, params.id, body)),
  ),
  serve(c.hearInCall, (ctx, { params, body }) => commands.hear(ctx, params.id, body.me, body.have)),
  serve(c.sayInCall, (ctx, { params, body }) => done(commands.sayAs(ctx, params.id, body.me, body))),
  serve(c.leaveCall, (ctx, { params, body }) => done(commands.leave(ctx, params.id, body.me))),
  serve(c.letGo, (ctx, { params, body }) => done(commands.letGo(ctx, params.id, body.peer))),
  serveCall(c.callBack, (call, { body }) => {
    if (!call.services.config.twilio)
      throw refused('There is no telephone carrier here to call by.', 'Ask an admin to set one up.');
    return call.tx(async (ctx) => {
      await commands.callBack(ctx, body);
      return commands.detail(ctx, body.id);
    });
  }),
  serve(c.coverSeat, async (ctx, { body }) => {
    await commands.coverSeat(ctx, body.id);
    return { cover: await commands.coverOf(ctx, ctx.actor.personId) };
  }),
  serve(c.uncoverSeat, async (ctx) => {
    await commands.uncoverSeat(ctx);
    return { cover: null };
  }),
  serve(c.noteKind, (ctx, { body }) => commands.noteKind(ctx, body)),
  serve(c.banCaller, async (ctx, { params, body }) => {
    await commands.banCaller(ctx, params.id, body.banned);
    return body;
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

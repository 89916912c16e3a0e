import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listTeams, (ctx) => commands.listTeams(ctx)),
  serve(c.makeTeam, (ctx, { body }) => commands.makeTeam(ctx, body)),
  serve(c.changeTeam, (ctx, { params, body }) => commands.changeTeam(ctx, params.id, body)),
  serve(c.endTeam, (ctx, { params }) => commands.endTeam(ctx, params.id)),
  serve(c.setPart, (ctx, { params, body }) => commands.setPart(ctx, params.id, body)),
  serve(c.thankMember, (ctx, { params, body }) => commands.thank(ctx, params.id, body)),
  // What was looked at stays counted, also when the rest is refused.
  serveCall(c.showMembers, async (call, { params }) => {
    const shown = await call.tx((ctx) => commands.showMembers(ctx, params.id));
    if (shown instanceof Problem) throw shown;
    return shown.answer;
  }),
  serveCall(c.findByNeed, async (call, { body }) => {
    const found = await call.tx((ctx) => commands.find(ctx, body));
    if (found instanceof Problem) throw found;
    return { found: found.answer, looks: found.looks };
  }),
  serve(c.listNeeds, (ctx) => commands.listNeeds(ctx)),
  serve(c.askForNeed, (ctx, { params, body }) => commands.ask(ctx, params.id, body)),
  serve(c.closeNeed, (ctx, { params }) => commands.close(ctx, params.id)),
  serve(c.readMyTeams, (ctx) => commands.mine(ctx)),
  serve(c.joinTeam, (ctx, { params }) => commands.join(ctx, params.id)),
  serve(c.leaveTeam, (ctx, { params }) => commands.leave(ctx, params.id)),
  serve(c.chooseFindable, (ctx, { body }) => commands.chooseFindable(ctx, body.skills)),
  serve(c.answerNeed, (ctx, { params, body }) => commands.answerMine(ctx, params.id, body.says)),
];

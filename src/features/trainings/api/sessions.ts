import { type Route, serve } from '../../../platform/http/route.ts';
import { abilities } from '../../../platform/policy.ts';
import { Problem } from '../../../platform/problem.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import { policy } from '../policy.ts';

export const sessionRoutes: Route[] = [
  serve(c.listSessions, async (ctx, { query }) => ({
    items: await commands.listSessions(ctx, query),
    can: abilities(policy, ctx.actor, 'session', { chapterId: '', trainers: [] }),
  })),
  serve(c.planSessions, async (ctx, { body }) => ({ items: await commands.planSessions(ctx, body) })),
  serve(c.changeSession, (ctx, { params, body }) => commands.changeSession(ctx, params.id, body)),
  serve(c.cancelSession, async (ctx, { params, body }) => ({
    items: await commands.cancelSession(ctx, params.id, body),
  })),
  serve(c.closeSession, (ctx, { params }) => commands.closeSession(ctx, params.id)),
  serve(c.readRoster, (ctx, { params }) => commands.readRoster(ctx, params.id)),
  serve(c.checkIn, (ctx, { params, body }) => commands.checkIn(ctx, params.id, body)),
  serve(c.checkInAll, async (ctx, { params, body }) => {
    const said = await commands.checkInAll(ctx, params.id, body.items);
    return {
      items: said.map((one, i) => {
        const { id } = body.items[i]!;
        if (!(one instanceof Problem)) return { id, checkedIn: one, problem: null };
        const { status, title, detail, next } = one;
        return { id, checkedIn: null, problem: { status, title, detail, ...(next && { next }) } };
      }),
    };
  }),
  serve(c.checkOut, (ctx, { params, body }) => commands.checkOut(ctx, params.id, body)),
  serve(c.listOwnSessions, (ctx) => commands.listOwn(ctx)),
  serve(c.registerMe, (ctx, { params, body }) => commands.registerMe(ctx, params.id, body)),
  serve(c.cancelMine, (ctx, { params }) => commands.cancelMine(ctx, params.id)),
  serve(c.readTrainers, (ctx) => commands.readTrainers(ctx)),
  serve(c.beginApprentice, async (ctx, { params, body }) => {
    await commands.beginApprentice(ctx, params.personId, body.mentorId);
    return params;
  }),
  serve(c.stopApprentice, async (ctx, { params }) => {
    await commands.stopApprentice(ctx, params.personId);
    return params;
  }),
  serve(c.assess, (ctx, { params, body }) => commands.assess(ctx, params.personId, body)),
];

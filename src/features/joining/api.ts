import type { Ctx } from '../../platform/context.ts';
import type { Answer, Endpoint, Parsed } from '../../platform/http/endpoint.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import type { Spent } from '../people/index.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

/** A route that spends looks: what was counted is committed before a problem is thrown. */
const spending = <E extends Endpoint>(
  endpoint: E,
  run: (ctx: Ctx, parsed: Parsed<E>) => Promise<Spent<object>>,
): Route =>
  serveCall(endpoint, async (call, parsed) => {
    const found = await call.tx((ctx) => run(ctx, parsed));
    if (found instanceof Problem) throw found;
    return { ...found.answer, looks: found.looks } as Answer<E>;
  });

export const routes: Route[] = [
  serve(c.listApplicants, (ctx, { query }) => commands.applicants(ctx, query)),
  serve(c.readApplicant, (ctx, { params }) => commands.applicant(ctx, params.id)),
  spending(c.showContact, (ctx, { params }) => commands.contact(ctx, params.id)),
  serve(c.takeApplicant, (ctx, { params, body }) => commands.take(ctx, { id: body.id, personId: params.id })),
  serve(c.bookConversation, (ctx, { params, body }) =>
    commands.book(ctx, params.id, { at: new Date(body.at), how: body.how }),
  ),
  serve(c.noteConversation, (ctx, { params, body }) => commands.note(ctx, params.id, body)),
  serveCall(c.endConversation, (call, { params, body }) =>
    call.tx((ctx) =>
      commands.end(ctx, params.id, {
        ...body,
        link: (lang) => `${call.services.config.url}/${lang}/trainings`,
      }),
    ),
  ),
  serve(c.giveBack, (ctx, { params }) => commands.giveBack(ctx, params.id)),
  serve(c.listAlike, (ctx) => commands.alike(ctx)),
  spending(c.showAlike, (ctx, { body }) => commands.showAlike(ctx, body)),
  serve(c.keepApart, (ctx, { body }) => commands.keepApart(ctx, body)),
  serve(c.mergePeople, (ctx, { body }) => commands.merge(ctx, body)),
  serve(c.undoMerge, (ctx, { params }) => commands.undoMerge(ctx, params.id)),
];

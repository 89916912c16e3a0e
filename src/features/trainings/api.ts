import type { Ctx } from '../../platform/context.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import { sessionRoutes } from './api/sessions.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { isCurrent } from './rules.ts';

const present = (ctx: Ctx, certificate: commands.Certificate) => ({
  ...certificate,
  issuedAt: certificate.issuedAt.toISOString(),
  expiresAt: certificate.expiresAt.toISOString(),
  revokedAt: certificate.revokedAt?.toISOString() ?? null,
  current: isCurrent(certificate, ctx.now),
});

const signer = ({ services, network }: Call) => commands.cardSigner(services.master, network.id);

export const routes: Route[] = [
  serve(c.listCourses, async (ctx, { query }) => ({
    items: await commands.listCourses(ctx, query.lang ?? 'en'),
  })),
  serve(c.readCourse, async (ctx, { params, query }) =>
    commands.readCourse(ctx, params.course, query.lang ?? 'en'),
  ),
  serve(c.finishModule, (ctx, { params, body }) => commands.finishModule(ctx, params.course, body.module)),
  serve(c.finishRehearsal, (ctx, { body }) => commands.finishRehearsal(ctx, body.steps)),
  serve(c.drawQuiz, (ctx, { params, body }) => commands.drawQuiz(ctx, { ...params, ...body })),
  serve(c.answerQuiz, (ctx, { params, body }) => commands.answerQuiz(ctx, { ...params, ...body })),
  serveCall(c.listCards, async (call) => ({
    items: await call.tx((ctx) => commands.myCards(ctx, signer(call))),
  })),
  serveCall(c.readCheckList, (call) => call.tx((ctx) => commands.checkList(ctx, signer(call)))),
  serve(c.readOverview, async (ctx) => ({ items: await commands.overview(ctx) })),
  serve(c.readQuestions, async (ctx, { params }) => ({
    items: await commands.questions(ctx, params.course),
  })),
  // What was looked at stays counted, also when the rest is refused.
  serveCall(c.listEnding, async (call, { params }) => {
    const found = await call.tx((ctx) => commands.listEnding(ctx, params.course));
    if (found instanceof Problem) throw found;
    const { hour, day } = found.looks;
    return {
      items: found.answer.items.map((item) => ({ ...item, expiresAt: item.expiresAt.toISOString() })),
      more: found.answer.more,
      left: { hour: hour.of - hour.used, day: day.of - day.used },
    };
  }),
  serve(c.readMemberCourses, (ctx, { params }) => commands.memberCourses(ctx, params.id)),
  serve(c.creditPrior, (ctx, { params, body }) =>
    commands.creditPrior(ctx, { ...body, personId: params.id, course: params.course }),
  ),
  serve(c.creditAtSession, (ctx, { params, body }) => commands.creditAtSession(ctx, params.id, body)),
  serve(c.listMyCertificates, async (ctx) => ({
    items: (await commands.myCertificates(ctx)).map((certificate) => present(ctx, certificate)),
  })),
  serve(c.issueCertificate, async (ctx, { body }) =>
    present(ctx, await commands.issueCertificate(ctx, body)),
  ),
  serve(c.revokeCertificate, async (ctx, { params }) =>
    present(ctx, await commands.revokeCertificate(ctx, params.id)),
  ),
  ...sessionRoutes,
];

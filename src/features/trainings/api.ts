import type { Ctx } from '../../platform/context.ts';
import { type Route, serve } from '../../platform/http/route.ts';
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

export const routes: Route[] = [
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

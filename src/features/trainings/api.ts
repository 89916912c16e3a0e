import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

const present = (certificate: commands.Certificate, now: Date) => ({
  ...certificate,
  course: certificate.course as c.Course,
  issuedAt: certificate.issuedAt.toISOString(),
  expiresAt: certificate.expiresAt.toISOString(),
  revokedAt: certificate.revokedAt?.toISOString() ?? null,
  current: certificate.revokedAt === null && certificate.expiresAt > now,
});

export const routes: Route[] = [
  serve(c.listMyCertificates, async (ctx) => ({
    items: (await commands.myCertificates(ctx)).map((one) => present(one, ctx.now)),
  })),
  serve(c.issueCertificate, async (ctx, { body }) => present(await commands.issue(ctx, body), ctx.now)),
  serve(c.revokeCertificate, async (ctx, { params }) =>
    present(await commands.revoke(ctx, params.id), ctx.now),
  ),
];

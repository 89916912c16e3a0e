import type { Ctx } from '../../../platform/context.ts';
import { type Route, serve } from '../../../platform/http/route.ts';
import { abilities } from '../../../platform/policy.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import { policy } from '../policy.ts';

const presentComplaint = (ctx: Ctx, complaint: commands.Complaint) => ({
  ...complaint,
  at: complaint.at.toISOString(),
  can:
    complaint.state === 'open'
      ? abilities(policy, ctx.actor, 'complaint').filter((verb) => verb === 'close')
      : [],
});

async function presentSuspensions(ctx: Ctx, suspensions: commands.Suspension[]) {
  const ids = suspensions.flatMap((s) => [s.personId, s.by, ...s.reviews.map((r) => r.by)]);
  const signs = await commands.callSigns(ctx, ids);
  const signOf = (id: string) => signs.get(id) ?? '';
  return suspensions.map((s) => ({
    ...s,
    callSign: signOf(s.personId),
    byCallSign: signOf(s.by),
    at: s.at.toISOString(),
    liftedAt: s.liftedAt?.toISOString() ?? null,
    reviews: s.reviews.map((r) => ({ ...r, callSign: signOf(r.by), at: r.at.toISOString() })),
    can: abilities(policy, ctx.actor, 'suspension', s).filter((verb) => verb === 'review'),
  }));
}

const presentSuspension = async (ctx: Ctx, suspension: commands.Suspension) =>
  (await presentSuspensions(ctx, [suspension]))[0]!;

export const conductRoutes: Route[] = [
  serve(c.listComplaints, async (ctx) => ({
    items: (await commands.listComplaints(ctx)).map((complaint) => presentComplaint(ctx, complaint)),
  })),
  serve(c.closeComplaint, async (ctx, { params }) =>
    presentComplaint(ctx, await commands.closeComplaint(ctx, params.id)),
  ),
  serve(c.listSuspensions, async (ctx) => ({
    items: await presentSuspensions(ctx, await commands.listSuspensions(ctx)),
  })),
  serve(c.suspend, async (ctx, { body }) => presentSuspension(ctx, await commands.suspend(ctx, body))),
  serve(c.reviewSuspension, async (ctx, { params, body }) =>
    presentSuspension(ctx, await commands.review(ctx, params.id, body.says, body.words)),
  ),
];

import type { Ctx } from '../../../platform/context.ts';
import { type Route, serve } from '../../../platform/http/route.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import type { Members } from './answer.ts';

const date = (text: string | null) => (text === null ? null : new Date(text));

async function presentRoles(ctx: Ctx, accountId: string) {
  const { items, can } = await commands.listRoles(ctx, accountId);
  return {
    items: items.map((g) => ({
      ...g,
      role: g.role as c.Role,
      startsAt: g.startsAt.toISOString(),
      endsAt: g.endsAt?.toISOString() ?? null,
      can: g.can as c.Grant['can'],
    })),
    can: can as ('give' | 'invite')[],
  };
}

const presentRules = (rules: { deskNeedsPasskey: boolean; onShiftRoles: string[] }) =>
  rules as { deskNeedsPasskey: boolean; onShiftRoles: ('operator' | 'dispatcher' | 'verifier' | 'legal')[] };

export const roleRoutes = (members: Members): Route[] => [
  serve(c.listRoles, async (ctx, { params }) => {
    commands.mayReadRoles(ctx);
    return presentRoles(ctx, await members.accountOf(ctx, params.id));
  }),
  serve(c.giveRole, async (ctx, { params, body }) => {
    commands.mayReadRoles(ctx);
    const accountId = await members.accountOf(ctx, params.id);
    await commands.giveRole(ctx, accountId, {
      ...body,
      startsAt: date(body.startsAt),
      endsAt: date(body.endsAt),
    });
    return presentRoles(ctx, accountId);
  }),
  serve(c.endRole, async (ctx, { params }) => presentRoles(ctx, await commands.endRole(ctx, params.id))),
  serve(c.inviteMember, async (ctx, { params }) => {
    commands.mayReadRoles(ctx);
    const { token, expiresAt } = await commands.inviteMember(ctx, await members.accountOf(ctx, params.id));
    return { token, expiresAt: expiresAt.toISOString() };
  }),
  serve(c.signOutMember, async (ctx, { params }) => {
    commands.mayReadRoles(ctx);
    return { ended: await commands.signOutMember(ctx, await members.accountOf(ctx, params.id)) };
  }),
  serve(c.readSignInRules, async (ctx) => presentRules(await commands.readRules(ctx))),
  serve(c.changeSignInRules, async (ctx, { body }) => presentRules(await commands.changeRules(ctx, body))),
];

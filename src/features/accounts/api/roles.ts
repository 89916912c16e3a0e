import type { Ctx } from '../../../platform/context.ts';
import { type Route, serve } from '../../../platform/http/route.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import type { Members } from './answer.ts';

const date = (text: string | null) => (text === null ? null : new Date(text));

/** A member's account, once it is clear that the actor may see it. Throws 403, 404. */
async function inSight(ctx: Ctx, members: Members, personId: string): Promise<commands.Whose> {
  commands.mayReadRoles(ctx);
  const chapterId = await members.chapterOf(ctx, personId);
  commands.mustSee(ctx, chapterId);
  return { accountId: await members.accountOf(ctx, personId), chapterId };
}

async function presentRoles(ctx: Ctx, whose: commands.Whose) {
  const { items, can } = await commands.listRoles(ctx, whose);
  return {
    items: items.map((g) => ({
      ...g,
      role: g.role as c.Role,
      startsAt: g.startsAt.toISOString(),
      endsAt: g.endsAt?.toISOString() ?? null,
    })),
    can,
  };
}

const presentRules = (rules: { deskNeedsPasskey: boolean; onShiftRoles: string[] }) =>
  rules as { deskNeedsPasskey: boolean; onShiftRoles: ('operator' | 'dispatcher' | 'verifier' | 'legal')[] };

export const roleRoutes = (members: Members): Route[] => [
  serve(c.listRoles, async (ctx, { params }) => presentRoles(ctx, await inSight(ctx, members, params.id))),
  serve(c.giveRole, async (ctx, { params, body }) => {
    const whose = await inSight(ctx, members, params.id);
    const { startsAt, endsAt } = body;
    const grant = { ...body, startsAt: date(startsAt), endsAt: date(endsAt) };
    await commands.giveRole(ctx, whose, grant, () => members.mustBeTrusted(ctx, params.id, body.role));
    return presentRoles(ctx, whose);
  }),
  serve(c.endRole, async (ctx, { params }) => {
    const chapterOf = (accountId: string) => members.chapterOfAccount(ctx, accountId);
    return presentRoles(ctx, await commands.endRole(ctx, params.id, chapterOf));
  }),
  serve(c.inviteMember, async (ctx, { params }) => {
    const { token, expiresAt } = await commands.inviteMember(ctx, await inSight(ctx, members, params.id));
    return { token, expiresAt: expiresAt.toISOString() };
  }),
  serve(c.signOutMember, async (ctx, { params }) => ({
    ended: await commands.signOutMember(ctx, await inSight(ctx, members, params.id)),
  })),
  serve(c.readSignInRules, async (ctx) => presentRules(await commands.readRules(ctx))),
  serve(c.changeSignInRules, async (ctx, { body }) => presentRules(await commands.changeRules(ctx, body))),
];

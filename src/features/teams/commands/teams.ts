import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound, type Problem } from '../../../platform/problem.ts';
import { callSigns, type Spent, spend } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Team, TeamMember, TeamNeed } from '../contract.ts';
import { chaptersOf, policy } from '../policy.ts';
import * as store from '../store.ts';
import { doesBound, teamToChange } from './common.ts';

export interface About {
  name: string;
  does: string;
  needs: TeamNeed[];
}

const changed = (ctx: Ctx, id: string) => emit(ctx, { kind: 'team.changed', subject: id });

/** Throws 403 outside one's chapter, 404 for a chapter that is none. The same id again changes nothing. */
export async function makeTeam(
  ctx: Ctx,
  { id, chapterId, does, ...about }: About & { id: string; chapterId: string | null },
): Promise<{ id: string }> {
  authorize(policy, ctx.actor, 'make', 'team', { chapterId });
  if (chapterId && !(await chapters(ctx)).some((c) => c.id === chapterId)) throw notFound('chapter');
  const box = ctx.vault.encrypt(does, doesBound(id));
  if (await store.insertTeam(ctx, { id, chapterId, does: box, ...about })) {
    await audit(ctx, { act: 'team.made', subject: id });
    await changed(ctx, id);
  }
  return { id };
}

export async function changeTeam(ctx: Ctx, id: string, { does, ...about }: About): Promise<{ id: string }> {
  const team = await teamToChange(ctx, id);
  authorize(policy, ctx.actor, 'change', 'team', team);
  await store.updateTeam(ctx, { id, does: ctx.vault.encrypt(does, doesBound(id)), ...about });
  await changed(ctx, id);
  return { id };
}

/** Nobody is in it any more; what its members were thanked for stays theirs. */
export async function endTeam(ctx: Ctx, id: string): Promise<{ id: string }> {
  const team = await teamToChange(ctx, id);
  authorize(policy, ctx.actor, 'end', 'team', team);
  await store.endTeam(ctx, id);
  await audit(ctx, { act: 'team.ended', subject: id });
  await changed(ctx, id);
  return { id };
}

/** Every team in numbers; by call sign only who asks to join, for those who decide it. */
export async function listTeams(ctx: Ctx): Promise<{ items: Team[]; makes: string[] | null }> {
  authorize(policy, ctx.actor, 'read', 'teams');
  const teams = await store.selectTeams(ctx);
  const members = Map.groupBy(
    await store.selectMembers(
      ctx,
      teams.map((t) => t.id),
    ),
    (m) => m.teamId,
  );
  const mine = teams.filter((team) => can(policy, ctx.actor, 'decide', 'team', team));
  const asking = mine.flatMap((t) => (members.get(t.id) ?? []).filter((m) => m.part === 'asking'));
  const named = await withSigns(ctx, asking);
  const items = teams.map(({ does, ...team }) => {
    const own = (members.get(team.id) ?? []).filter((m) => m.part !== 'asking');
    return {
      ...team,
      does: ctx.vault.decrypt<string>(does, doesBound(team.id)),
      members: own.length,
      leads: own.filter((m) => m.part === 'lead').length,
      asking: named.filter((m) => m.teamId === team.id),
      can: abilities(policy, ctx.actor, 'team', team).filter((verb) => verb !== 'make'),
    };
  });
  const makes = can(policy, ctx.actor, 'make', 'team', { chapterId: null }) ? null : chaptersOf(ctx.actor);
  return { items, makes };
}

/** Members of a team with their call signs. */
export async function withSigns(
  ctx: Ctx,
  rows: store.MemberRow[],
): Promise<(TeamMember & { teamId: string })[]> {
  const signs = await callSigns(
    ctx,
    rows.map((m) => m.personId),
  );
  return rows.map((m) => ({ ...m, callSign: signs.get(m.personId) ?? '' }));
}

/** Who is in a team, as many as the actor may still look at. Throws 403, 404; a spent budget comes back as a problem. */
export async function showMembers(
  ctx: Ctx,
  id: string,
): Promise<Spent<{ items: TeamMember[]; more: boolean }> | Problem> {
  const team = await teamToChange(ctx, id);
  authorize(policy, ctx.actor, 'list', 'team', team);
  return spend(ctx, async (room) => {
    const all = (await store.selectMembers(ctx, [id])).filter((m) => m.part !== 'asking');
    const items = await withSigns(ctx, all.slice(0, room));
    return { shown: items.length, answer: { items, more: all.length > items.length } };
  });
}

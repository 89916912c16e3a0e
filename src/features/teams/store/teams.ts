import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Part, Skill, TeamNeed } from '../contract.ts';

export interface TeamRow {
  id: string;
  chapterId: string | null;
  name: string;
  does: Encrypted;
  needs: TeamNeed[];
}

export interface MemberRow {
  teamId: string;
  personId: string;
  part: Part;
}

/** False where it was there before. */
export async function insertTeam(ctx: Ctx, team: TeamRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('teams')
    .values({
      network_id: ctx.network.id,
      ...{ id: team.id, chapter_id: team.chapterId, name: team.name, does: team.does },
      ...{ needs: JSON.stringify(team.needs), made_by: ctx.actor.personId, made_at: ctx.now },
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const teams = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('teams')
    .select(['id', 'chapter_id as chapterId', 'name', 'does', 'needs'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ needs: TeamNeed[]; does: Encrypted }>();

export const selectTeams = (ctx: Ctx): Promise<TeamRow[]> =>
  teams(ctx).where('ended_at', 'is', null).orderBy('name').orderBy('id').execute();

/** Held until the transaction ends, so that nobody comes into a team that is let go meanwhile. */
export async function lockTeam(ctx: Ctx, id: string): Promise<TeamRow | null> {
  const row = await teams(ctx)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Their names, of those that ended too. */
export async function selectNames(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  const rows = await teams(ctx)
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function updateTeam(ctx: Ctx, { id, name, does, needs }: Omit<TeamRow, 'chapterId'>) {
  await ctx.tx
    .updateTable('teams')
    .set({ name, does, needs: JSON.stringify(needs) })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function endTeam(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .deleteFrom('team_members')
    .where('network_id', '=', ctx.network.id)
    .where('team_id', '=', id)
    .execute();
  await ctx.tx
    .updateTable('teams')
    .set({ ended_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

const members = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('team_members')
    .select(['team_id as teamId', 'person_id as personId', 'part'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ part: Part }>();

/** Leads first, then who has been in it the longest. */
export const selectMembers = (ctx: Ctx, teamIds: string[]): Promise<MemberRow[]> =>
  members(ctx)
    .where((e) => e('team_id', '=', e.fn.any(e.val(teamIds))))
    .orderBy((e) => e.case().when('part', '=', 'lead').then(0).else(1).end())
    .orderBy('since')
    .orderBy('person_id')
    .execute();

export const selectOwn = (ctx: Ctx, personId: string): Promise<MemberRow[]> =>
  members(ctx).where('person_id', '=', personId).execute();

export async function insertMembers(ctx: Ctx, rows: MemberRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('team_members')
    .values(
      rows.map(({ teamId, personId, part }) => ({
        ...{ network_id: ctx.network.id, team_id: teamId, person_id: personId, part, since: ctx.now },
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function updatePart(ctx: Ctx, { teamId, personId, part }: MemberRow): Promise<void> {
  await ctx.tx
    .updateTable('team_members')
    .set({ part, since: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .execute();
}

/** False where they were not in it. */
export async function deleteMember(ctx: Ctx, teamId: string, personId: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('team_members')
    .where('network_id', '=', ctx.network.id)
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** What each of those can do who may be found. */
export async function selectFindable(ctx: Ctx): Promise<Map<string, Skill[]>> {
  const rows = await ctx.tx
    .selectFrom('findable_people')
    .select(['person_id as personId', 'skills'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ skills: Skill[] }>()
    .execute();
  return new Map(rows.map((row) => [row.personId, row.skills]));
}

/** Whether somebody may be found; held until the transaction ends, so that two do not ask them at once. */
export async function lockFindable(ctx: Ctx, personId: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('findable_people')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function saveFindable(ctx: Ctx, people: { personId: string; skills: Skill[] }[]): Promise<void> {
  if (people.length === 0) return;
  await ctx.tx
    .insertInto('findable_people')
    .values(
      people.map(({ personId, skills }) => ({
        ...{ network_id: ctx.network.id, person_id: personId, skills, since: ctx.now },
      })),
    )
    .onConflict((c) =>
      c.columns(['network_id', 'person_id']).doUpdateSet((e) => ({ skills: e.ref('excluded.skills') })),
    )
    .execute();
}

export async function deleteFindable(ctx: Ctx, personId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('findable_people')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .execute();
}

/** Of somebody who leaves the network nothing of this remains; what they thanked others for stays with those. */
export async function forget(ctx: Ctx, personId: string): Promise<void> {
  for (const table of ['team_members', 'findable_people', 'need_people', 'team_thanks'] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', personId)
      .execute();
  await ctx.tx
    .deleteFrom('needs')
    .where('network_id', '=', ctx.network.id)
    .where('by_person', '=', personId)
    .execute();
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { callSigns, type Person, person } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import { minutesThisYear } from '../../shifts/index.ts';
import type { MyAsk, MyTeam, MyTeams, Skill } from '../contract.ts';
import { policy } from '../policy.ts';
import { isOpen, OPEN_DAYS } from '../rules.ts';
import * as store from '../store.ts';
import { answer, placeOf } from './ask.ts';
import { activeMe, doesBound, wordsBound } from './common.ts';
import { withSigns } from './teams.ts';

/** What the field app shows of teams. */
export async function mine(ctx: Ctx): Promise<MyTeams> {
  authorize(policy, ctx.actor, 'read', 'ownTeams');
  const me = await person(ctx, ctx.actor.personId!);
  return {
    items: await teamsFor(ctx, me),
    asks: await asksFor(ctx, me.id),
    findable: (await store.selectFindable(ctx)).get(me.id) ?? null,
    thanks: await thanksTo(ctx, me.id),
    minutes: await minutesThisYear(ctx, me.id),
  };
}

/** Those of one's chapter and the network's; of those that one leads also who is in them. */
async function teamsFor(ctx: Ctx, me: Person): Promise<MyTeam[]> {
  const own = new Map((await store.selectOwn(ctx, me.id)).map((m) => [m.teamId, m.part]));
  const teams = (await store.selectTeams(ctx)).filter(
    (t) => t.chapterId === null || t.chapterId === me.chapterId || own.has(t.id),
  );
  const led = me.suspended ? [] : teams.filter((t) => own.get(t.id) === 'lead').map((t) => t.id);
  const people = await withSigns(ctx, await store.selectMembers(ctx, led));
  const names = new Map((await chapters(ctx)).map((c) => [c.id, c.name]));
  return teams.map(({ id, chapterId, name, does, needs }) => ({
    ...{ id, name, needs, part: own.get(id) ?? null },
    does: ctx.vault.decrypt<string>(does, doesBound(id)),
    chapter: (chapterId && names.get(chapterId)) ?? null,
    people: people.filter((m) => m.teamId === id && m.personId !== me.id),
  }));
}

async function asksFor(ctx: Ctx, personId: string): Promise<MyAsk[]> {
  const asks = await store.selectAsksOf(ctx, personId, plusMinutes(ctx.now, -OPEN_DAYS * 24 * 60));
  const needs = await store.selectNeeds(
    ctx,
    asks.map((a) => a.needId),
  );
  const names = await store.selectNames(
    ctx,
    needs.flatMap((n) => n.teamId ?? []),
  );
  return Promise.all(
    asks.flatMap(({ needId, askedAt }) => {
      const row = needs.find((n) => n.id === needId);
      if (!row?.words || !isOpen(row, askedAt!, ctx.now)) return [];
      return [present(ctx, row, names)];
    }),
  );
}

const present = async (ctx: Ctx, row: store.NeedRow, names: Map<string, string>): Promise<MyAsk> => ({
  id: row.id,
  team: (row.teamId && names.get(row.teamId)) ?? null,
  words: ctx.vault.decrypt<string>(row.words!, wordsBound(row.id)),
  place: await placeOf(ctx, row.need),
  at: row.need.at ?? null,
});

async function thanksTo(ctx: Ctx, personId: string): Promise<MyTeams['thanks']> {
  const rows = await store.selectThanks(ctx, personId);
  const names = await store.selectNames(
    ctx,
    rows.map((row) => row.teamId),
  );
  const signs = await callSigns(
    ctx,
    rows.map((row) => row.by),
  );
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at.toISOString(), by: signs.get(row.by) ?? '' },
    team: names.get(row.teamId) ?? '',
    words: ctx.vault.decrypt<string>(row.words, wordsBound(row.id)),
  }));
}

/** May be found, and for what; or (null) may not, which is so at once. */
export async function chooseFindable(ctx: Ctx, skills: Skill[] | null): Promise<{ skills: Skill[] | null }> {
  authorize(policy, ctx.actor, 'choose', 'ownTeams');
  const me = ctx.actor.personId!;
  if (skills) {
    await activeMe(ctx);
    await store.saveFindable(ctx, [{ personId: me, skills: [...new Set(skills)] }]);
  } else await store.deleteFindable(ctx, me);
  await emit(ctx, { kind: 'team.findable', subject: me, data: { person: me } });
  return { skills };
}

/** The answer by a tap. Throws 404 where one was not asked. */
export async function answerMine(
  ctx: Ctx,
  id: string,
  says: 'yes' | 'no',
): Promise<{ id: string; open: boolean }> {
  authorize(policy, ctx.actor, 'answer', 'ownTeams');
  const done = await answer(ctx, id, { personId: ctx.actor.personId!, says });
  if (!done) throw notFound('ask');
  return { id, ...done };
}

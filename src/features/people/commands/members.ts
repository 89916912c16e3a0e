import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { forbidden, notFound, type Problem } from '../../../platform/problem.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import { chaptersOf, policy } from '../policy.ts';
import { SEARCH_LIMIT } from '../rules.ts';
import * as store from '../store.ts';
import { watch } from './alarms.ts';
import { type Spent, spend } from './looks.ts';
import { type Person, people, person } from './people.ts';

export const nameBound = (id: string) => ({ record: id, field: 'name' });

/** A person whom the actor may see. Throws 404 outside a coordinator's chapter. */
export async function visible(ctx: Ctx, id: string): Promise<Person> {
  authorize(policy, ctx.actor, 'search', 'person');
  const found = await person(ctx, id);
  if (!can(policy, ctx.actor, 'read', 'person', found)) throw notFound('person');
  return found;
}

/** Chapters that the actor may look into; null: all. Only a coordinator is bound to their own. */
const chaptersInSight = (ctx: Ctx): string[] | null =>
  can(policy, ctx.actor, 'read', 'person', { chapterId: '' }) ? null : chaptersOf(ctx.actor, 'coordinator');

/** Members by call sign, at most twenty and at most what is left of the actor's looks. */
export async function findPeople(
  ctx: Ctx,
  find: {
    q: string;
    chapterId?: string | undefined;
    role?: string | undefined;
    language?: string | undefined;
  },
): Promise<Spent<{ items: Person[]; more: boolean }>> {
  authorize(policy, ctx.actor, 'search', 'person');
  const { slug } = await currentPlaybook(ctx);
  const sight = chaptersInSight(ctx);
  const wanted = find.chapterId ? [find.chapterId] : null;
  const chapterIds = sight && wanted ? wanted.filter((id) => sight.includes(id)) : (wanted ?? sight);
  return spend(ctx, async (room) => {
    const limit = Math.min(SEARCH_LIMIT, room);
    const found = await store.searchPeople(ctx.tx, ctx.network.id, slug, {
      ...find,
      chapterIds,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    await audit(ctx, {
      act: 'people.searched',
      subject: ctx.actor.id!,
      data: { shown: items.length, chapter: find.chapterId ?? null },
    });
    return { shown: items.length, answer: { items, more: found.length > limit } };
  });
}

/** One member's page; asking for nobody counts too, and says 404 after it was counted. */
export function lookAtPerson(ctx: Ctx, id: string): Promise<Spent<Person>> {
  authorize(policy, ctx.actor, 'search', 'person');
  return one(ctx, id, 'opened', async (found) => {
    await audit(ctx, { act: 'person.opened', subject: id });
    return found;
  });
}

/** The name of one member, for a coordinator of the chapter and admins; written down and counted. */
export async function showName(ctx: Ctx, id: string): Promise<Spent<string | null>> {
  authorize(policy, ctx.actor, 'read', 'personName');
  return one(ctx, id, 'named', async (found) => {
    if (!can(policy, ctx.actor, 'name', 'person', found)) return forbidden('read this name');
    await audit(ctx, { act: 'person.named', subject: id });
    return (await namesOf(ctx, [id])).get(id) ?? null;
  });
}

/** Names in the clear, of those who have one. */
export async function namesOf(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  const boxes = await store.selectNames(ctx.tx, ctx.network.id, ids);
  return new Map([...boxes].map(([id, box]) => [id, ctx.vault.decrypt<string>(box, nameBound(id))]));
}

/** The same on the desk, by who may see them: a canary among them raises its alarm. Within `spend`. */
export async function namesSeen(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  await watch(ctx, ids, 'named');
  return namesOf(ctx, ids);
}

/** Everyone of a chapter who has not left, with their names: for telling who a list means; shown to nobody. */
export async function chapterRoll(
  ctx: Ctx,
  chapterId: string,
): Promise<{ id: string; callSign: string; name: string | null; languages: string[] }[]> {
  const rows = await store.selectRoll(ctx.tx, ctx.network.id, chapterId);
  return rows.map((row) => ({
    ...row,
    name: row.name && ctx.vault.decrypt<string>(row.name, nameBound(row.id)),
  }));
}

/** Spends one look on one person; it stays spent where nobody is found. */
const one = <T>(
  ctx: Ctx,
  id: string,
  how: 'opened' | 'named',
  show: (found: Person) => Promise<T | Problem>,
): Promise<Spent<T>> =>
  spend<T>(ctx, async () => {
    const [found] = await people(ctx, [id]);
    if (!found || !can(policy, ctx.actor, 'read', 'person', found))
      return { shown: 1, answer: notFound('person') };
    await watch(ctx, [id], how);
    return { shown: 1, answer: await show(found) };
  });

import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { callSigns, countIn, type Person, people, peopleIn } from '../../people/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Applicant, STAGES, Want } from '../contract.ts';
import { chaptersInSight, policy } from '../policy.ts';
import { checklistOf } from '../rules.ts';
import * as store from '../store.ts';
import { presentGreeting } from './present.ts';
import { countAlike } from './same.ts';

const page = 50;

interface Find {
  state?: (typeof STAGES)[number] | undefined;
  chapterId?: string | undefined;
  language?: string | undefined;
  want?: Want | undefined;
  mine?: 'yes' | undefined;
}

const onTheWay = ['applied', 'trained', 'met'] as const;

/** Who waits, the longest first, without a name: a name is one person's, and behind a look. */
export async function applicants(ctx: Ctx, find: Find) {
  authorize(policy, ctx.actor, 'list', 'applicants');
  const sight = chaptersInSight(ctx.actor);
  const asked = find.chapterId ? [find.chapterId] : null;
  const chapterIds = sight && asked ? asked.filter((id) => sight.includes(id)) : (asked ?? sight);
  const state = find.state ?? 'applied';
  const applied = await store.selectWanting(ctx, undefined);
  const mine = find.mine && (await store.selectTakenBy(ctx, ctx.actor.personId ?? ''));
  const wanting = find.want && (await store.selectWanting(ctx, find.want));
  // Most active members came before there was a form; those who came by it are the end of this road.
  const among = [mine, wanting, state === 'active' ? applied : undefined].filter((ids) => ids !== undefined);
  const found = await peopleIn(ctx, {
    states: mine && !find.state ? onTheWay : [state],
    ...{ chapterIds, language: find.language, ids: intersection(among) },
    ...{ limit: page + 1, newest: state === 'active' },
  });
  const counts = {
    ...(await countIn(ctx, { states: onTheWay, chapterIds })),
    ...(await countIn(ctx, { states: ['active'], chapterIds, ids: applied })),
  };
  const items = await present(ctx, found.slice(0, page));
  return {
    items: [...items.filter((a) => !a.throttled), ...items.filter((a) => a.throttled)],
    more: found.length > page,
    counts: { applied: 0, trained: 0, met: 0, active: 0, ...counts },
    alike: can(policy, ctx.actor, 'list', 'likenesses') ? await countAlike(ctx) : 0,
    can: abilities(policy, ctx.actor, 'likenesses'),
  };
}

function intersection(lists: string[][]): string[] | undefined {
  if (lists.length === 0) return undefined;
  return lists.reduce((some, others) => {
    const known = new Set(others);
    return some.filter((id) => known.has(id));
  });
}

/** One whom the actor may see. Throws 404 outside their chapters, and for who has left. */
export async function seen(ctx: Ctx, personId: string): Promise<Person> {
  authorize(policy, ctx.actor, 'list', 'applicants');
  const [found] = await people(ctx, [personId]);
  if (!found || found.state === 'left' || !can(policy, ctx.actor, 'read', 'applicant', found))
    throw notFound('applicant');
  return found;
}

/** One applicant, with what they applied with, the conversations and the playbook's checklist. */
export async function applicant(ctx: Ctx, personId: string) {
  const found = await seen(ctx, personId);
  const [card] = await present(ctx, [found]);
  const applications = await store.selectApplications(ctx, [personId]);
  const greetings = await store.selectGreetings(ctx, [personId]);
  const signs = await callSigns(
    ctx,
    greetings.map((g) => g.greeterId),
  );
  const { slug } = await currentPlaybook(ctx);
  return {
    ...card!,
    times: applications.map(({ at, source, wants }) => ({ at: at.toISOString(), source, wants })),
    greetings: greetings.map((greeting) => presentGreeting(ctx, greeting, signs)),
    checklist: checklistOf(slug),
  };
}

async function present(ctx: Ctx, found: Person[]): Promise<Applicant[]> {
  const ids = found.map((p) => p.id);
  const applications = Map.groupBy(await store.selectApplications(ctx, ids), (a) => a.personId);
  const greetings = Map.groupBy(await store.selectGreetings(ctx, ids), (g) => g.personId);
  const signs = await callSigns(
    ctx,
    [...greetings.values()].flat().map((g) => g.greeterId),
  );
  return found.map((person) => {
    const own = applications.get(person.id) ?? [];
    const had = greetings.get(person.id) ?? [];
    const [last] = had;
    const first = own.at(-1);
    const open = had.find((g) => g.endedAt === null);
    const subject = { ...person, personId: person.id, greeterId: open?.greeterId ?? null };
    return {
      ...{ personId: person.id, callSign: person.callSign, chapterId: person.chapterId },
      ...{ languages: person.languages, state: person.state, since: person.stateAt.toISOString() },
      kind: person.roles.includes('ally') ? ('ally' as const) : ('member' as const),
      wants: [...new Set(own.flatMap((a) => a.wants))],
      ...{
        appliedAt: first?.at.toISOString() ?? null,
        source: first?.source ?? null,
        tag: first?.tag ?? null,
      },
      throttled: own.length > 0 && own.every((a) => a.throttled),
      met: had.some((g) => g.outcome === 'met'),
      greeting: last ? presentGreeting(ctx, last, signs) : null,
      can: abilities(policy, ctx.actor, 'applicant', subject),
    };
  });
}

import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { peopleByRole, type ResponderFacts, responderFacts } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import { doesBound, wordsBound } from './commands/common.ts';
import { SKILLS, type Skill, type TeamNeed } from './contract.ts';
import examples from './data/examples.json' with { type: 'json' };
import * as store from './store.ts';

/** In a network as small as a test’s there are none. */
const leastPeople = 1000;
/** One in five said that they may be found. */
const findable = 0.2;
const perTeam = 9;
const day = 24 * 60;

/** Three teams in each of two chapters, with their leads, somebody who asks to join, and a word of thanks. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  if (world.volunteers < leastPeople) return;
  const active = (await responderFacts(ctx, null)).filter((p) => p.active);
  await store.saveFindable(
    ctx,
    active.flatMap((p) => (world.random() < findable ? [{ personId: p.id, skills: skillsOf(world) }] : [])),
  );
  const [[keeper], [observer]] = [
    await peopleByRole(ctx, 'coordinator', 1),
    await peopleByRole(ctx, 'observer', 1),
  ];
  // Whoever plays the coordinator or an observer finds the teams of their chapter.
  const known = [keeper!.chapterId, observer!.chapterId, ...(await chapters(ctx)).map((c) => c.id)];
  for (const [i, chapterId] of [...new Set(known)].slice(0, 2).entries())
    for (const [n, example] of examples.entries()) {
      const own = active.filter((p) => p.chapterId === chapterId && p.roles.includes('observer'));
      const people = own.slice(n * perTeam, (n + 1) * perTeam - i);
      await grow(ctx, world, { chapterId, example, people, keeper: keeper!.id });
    }
}

const skillsOf = (world: World): Skill[] => SKILLS.filter(() => world.random() < 0.25);

interface Growing {
  chapterId: string;
  example: (typeof examples)[number];
  people: ResponderFacts[];
  keeper: string;
}

async function grow(ctx: Ctx, world: World, { chapterId, example, people, keeper }: Growing) {
  const id = world.id();
  const { name, does, needs, thanks } = example;
  const box = ctx.vault.encrypt(does, doesBound(id));
  await store.insertTeam(ctx, { id, chapterId, name, does: box, needs: needs as TeamNeed[] });
  await store.insertMembers(
    ctx,
    people.map(({ id: personId }, i) => ({
      ...{ teamId: id, personId },
      part: i === 0 ? 'lead' : i === people.length - 1 ? 'asking' : 'member',
    })),
  );
  const thankId = world.id();
  const thanked = people[1];
  if (thanked)
    await store.insertThanks(ctx, {
      ...{ id: thankId, teamId: id, personId: thanked.id, by: keeper },
      at: plusMinutes(world.at, -3 * day),
      words: ctx.vault.encrypt(thanks, wordsBound(thankId)),
    });
}

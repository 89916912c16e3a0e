import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { idFromKey } from '../../platform/id.ts';
import { namesOf, type Person, peopleByRole, responderFacts } from '../people/index.ts';
import { currentPlaybook } from '../playbooks/index.ts';
import { WANTS } from './contract.ts';
import { checklistOf, LIKELY, likeness } from './rules.ts';
import * as store from './store.ts';

const day = 24 * 60;
const sources = ['web', 'meeting', 'web', 'canvass', 'training', 'web'] as const;
const tags = ['', 'meeting', 'library', 'canvass', 'training', 'poster'] as const;
const hows = ['phone', 'in_person', 'video'] as const;
/** Pairs to look at, and conversations that are booked. */
const shown = { alike: 5, booked: 12 };

/**
 * What those who wait applied with, how those who were met were greeted, and whom somebody has taken. No dice: all of it
 * follows from who they are, so that other rooms' dice stay as they fall.
 */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const waiting = (await responderFacts(ctx, null)).filter((p) => p.state === 'applied' || p.state === 'met');
  await store.insertApplications(
    ctx,
    waiting.map((person, n) => applicationOf(person, n)),
  );
  const greeters = await peopleByRole(ctx, 'coordinator', 20);
  const { slug } = await currentPlaybook(ctx);
  const checked = checklistOf(slug).map((line) => line.id);
  const of = (person: Person, n: number) =>
    (greeters.find((g) => g.chapterId === person.chapterId) ?? greeters[n % greeters.length])!.id;
  const row = (person: Person, n: number, had: Partial<store.GreetingRow>): store.GreetingRow => ({
    ...{ id: idFromKey(ctx.network.id, `greeting ${n}`), personId: person.id, greeterId: of(person, n) },
    ...{ takenAt: person.stateAt, bookedFor: null, how: hows[n % hows.length]!, checked: [], notes: null },
    ...{ outcome: null, endedAt: null },
    ...had,
  });
  const met = waiting.flatMap((p, n) =>
    p.state === 'met'
      ? [row(p, n, { bookedFor: p.stateAt, checked, outcome: 'met', endedAt: p.stateAt })]
      : [],
  );
  const talking = waiting
    .filter((p) => p.state === 'applied')
    .slice(0, shown.booked)
    .map((p, n) =>
      row(p, waiting.length + n, {
        takenAt: plusMinutes(world.at, -(n + 1) * day),
        bookedFor: n % 3 === 0 ? null : plusMinutes(world.at, ((n % 5) + 1) * day + n * 30),
        checked: checked.slice(0, n % 4),
      }),
    );
  if (greeters.length > 0) await store.insertGreetings(ctx, [...met, ...talking]);
  await store.insertLikenesses(ctx, await alikeAmong(ctx, waiting));
}

const applicationOf = (person: Person, n: number): store.ApplicationRow => ({
  ...{ id: idFromKey(person.id, 'application'), personId: person.id, known: false, name: null },
  at: plusMinutes(person.stateAt, person.state === 'met' ? -30 * day : 0),
  ...{ source: sources[n % sources.length]!, tag: tags[n % tags.length] || null, throttled: false },
  kind: person.roles.includes('ally') ? 'ally' : 'member',
  wants: [...new Set([WANTS[n % WANTS.length]!, WANTS[(n * 4) % WANTS.length]!])],
});

/** Made-up names come again, so some of these have one with somebody of their chapter. */
async function alikeAmong(ctx: Ctx, waiting: Person[]): Promise<store.LikenessRow[]> {
  const applied = waiting.filter((p) => p.state === 'applied').slice(0, 300);
  const names = await namesOf(
    ctx,
    applied.map((p) => p.id),
  );
  const likened = applied.map((p) => ({ ...p, name: names.get(p.id) ?? null }));
  const found: store.LikenessRow[] = [];
  for (const [i, one] of likened.entries())
    for (const other of likened.slice(i + 1)) {
      if (found.length === shown.alike) return found;
      const near = likeness(one, other);
      const [a, b] = store.ordered(one.id, other.id);
      if (near >= LIKELY) found.push({ a, b, percent: Math.round(near * 100) });
    }
  return found;
}

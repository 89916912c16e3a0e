import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { World } from '../../../platform/feature.ts';
import { randomOf } from '../../../platform/random.ts';
import { sealFor } from '../../keys/index.ts';
import { lookForFlags } from '../commands.ts';
import { KNOWN } from '../contract.ts';
import * as store from '../store.ts';

const day = 24 * 60;
/** The first who were there, before there was anyone to vouch. */
const founders = 5;
/** Whose words are sealed; of the others nothing was said. */
const withWords = 40;
/** In a network as small as a test’s nobody’s vouches look odd. */
const leastPeople = 1000;

type Made = Omit<store.VouchRow, 'withdrawnAt' | 'withdrawnBy'>;
type Dice = () => number;

/** Who is active or paused is vouched for by two who were there before them; the longer here, the higher their trust. */
export async function vouchedFor(ctx: Ctx, world: World, people: store.NewPerson[]): Promise<void> {
  const dice = randomOf(1, 'vouches');
  const members = people
    .filter((p) => ['active', 'paused', 'left'].includes(p.state))
    .toSorted((a, b) => a.stateAt.getTime() - b.stateAt.getTime());
  const rows: Made[] = members.slice(0, founders).map((p) => ({
    ...{
      id: world.id(),
      personId: p.id,
      by: null,
      kind: 'founding',
      known: null,
      words: null,
      at: p.stateAt,
    },
  }));
  for (const [n, person] of members.entries()) {
    if (n < founders) continue;
    rows.push(...twoFor(world, dice, person, members.slice(0, n), 'vouch'));
    if (daysHere(world, person) > 150)
      rows.push(...twoFor(world, dice, person, members.slice(0, n), 'reference'));
  }
  for (const person of people.filter((p) => p.state === 'met' && members.length > 1)) {
    // Some of those who were met wait for one vouch, some for none.
    const two = twoFor(world, dice, { ...person, stateAt: world.at }, members, 'vouch');
    rows.push(...two.slice(0, dice() < 0.5 ? 1 : 2));
  }
  if (world.volunteers >= leastPeople) rows.push(...circle(world, members.slice(-9)));
  for (const row of rows.filter(({ known }) => known).slice(-withWords))
    row.words = (await sealFor(ctx, ['conduct'], row.id, { words: wordsOf(row.known!) })).words!;
  await store.insertVouches(ctx.tx, ctx.network.id, rows);
  await store.insertMarks(
    ctx.tx,
    ctx.network.id,
    members.flatMap((p) => marksOf(world, p)),
  );
  if (world.volunteers >= leastPeople) await lookForFlags(ctx, rows.at(-1)!.id);
}

const daysHere = (world: World, { stateAt }: { stateAt: Date }) =>
  (world.at.getTime() - stateAt.getTime()) / 86_400_000;

/** Two different ones of those before, neighbours in time for the most part: nobody vouches for hundreds. */
function twoFor(
  world: World,
  dice: Dice,
  person: { id: string; stateAt: Date },
  before: readonly { id: string }[],
  kind: 'vouch' | 'reference',
): Made[] {
  const first = Math.floor(dice() * before.length);
  const second = (first + 1 + Math.floor(dice() * (before.length - 1))) % before.length;
  return [first, second].map((n, i) => ({
    id: world.id(),
    personId: person.id,
    by: before[n]!.id,
    kind,
    known: KNOWN[Math.floor(dice() * KNOWN.length)]!,
    words: null,
    at: plusMinutes(person.stateAt, -(3 - i) * day),
  }));
}

/** Three who vouched for each other in turn, so that the demo shows what admins are asked to look at. */
function circle(world: World, [a, , , b, , , c]: readonly store.NewPerson[]): Made[] {
  const around = [a!, b!, c!];
  return around.map((by, n) => ({
    ...{ id: world.id(), by: by.id, personId: around[(n + 1) % 3]!.id, kind: 'vouch' as const },
    ...{ known: 'meeting' as const, words: null, at: plusMinutes(world.at, -(6 - n) * day) },
  }));
}

const said: Record<(typeof KNOWN)[number], string> = {
  training: 'Met at the rights training and again at the practice in the park.',
  meeting: 'Met at the last two monthly meetings; we set up the chairs together.',
  shift: 'Sat beside me for two evenings at the desk.',
  neighbour: 'Lives two doors down. I have known them for years.',
  other: 'Met at the food pantry, twice.',
};
const wordsOf = (known: (typeof KNOWN)[number]) => said[known];

/** Whoever has been here for half a year has what the highest level asks for. */
function marksOf(world: World, person: { id: string; stateAt: Date }): store.MarkRow[] {
  const days = daysHere(world, person);
  if (days <= 60) return [];
  const at = plusMinutes(person.stateAt, 40 * day);
  const one = (kind: store.MarkRow['kind'], source: string) => ({ personId: person.id, kind, source, at });
  const first = [one('training', 'rights'), one('meeting', 'demo 1')];
  if (days <= 150) return first;
  return [
    ...first,
    ...[one('training', 'observer'), one('meeting', 'demo 2')],
    ...[one('shadowed', 'demo 1'), one('shadowed', 'demo 2')],
  ];
}

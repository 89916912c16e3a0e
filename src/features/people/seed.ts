import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { homeCellOf, zones } from '../places/index.ts';
import { currentPlaybook } from '../playbooks/index.ts';
import type { Window } from './contract.ts';
import signs from './data/call-signs.json' with { type: 'json' };
import * as store from './store.ts';

/** How many of each desk role the demo has, in a network of 4,000; smaller networks keep the numbers. */
const staff: [role: string, count: number][] = [
  ['operator', 14],
  ['dispatcher', 8],
  ['coordinator', 5],
  ['legal', 5],
  ['counsel', 1],
  ['admin', 2],
];

/** The second language of a neighbour, by how common it is across the five boroughs (rough shares of our own). */
const languages: [code: string, share: number][] = [
  ['es', 0.42],
  ['zh', 0.16],
  ['bn', 0.06],
  ['ht', 0.05],
  ['fr', 0.05],
  ['ar', 0.05],
  ['ko', 0.03],
  ['ru', 0.05],
];

const skills = ['recorder', 'monitor', 'first-aid', 'interpreter', 'driver', 'photographer', 'accompaniment'];

const firstNames = [
  'Ana',
  'Bao',
  'Carmen',
  'David',
  'Elena',
  'Farid',
  'Grace',
  'Hassan',
  'Ines',
  'Jamal',
  'Kim',
  'Luis',
  'Mei',
  'Nadia',
  'Omar',
  'Priya',
  'Quinn',
  'Rosa',
  'Sam',
  'Tess',
];
const lastNames = [
  'Alvarez',
  'Brown',
  'Chen',
  'Diaz',
  'Edwards',
  'Flores',
  'Garcia',
  'Hill',
  'Islam',
  'Joseph',
  'Khan',
  'Lin',
  'Moreno',
  'Nguyen',
  'Ortiz',
  'Pierre',
  'Rahman',
  'Santos',
  'Torres',
  'Wu',
];

/** Neighbours: half of them members who may be sent, half allies who trained; a desk, fifty trainers, verifiers. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const all = await zones(ctx);
  const { slug, conduct } = await currentPlaybook(ctx);
  const people = Array.from({ length: world.volunteers }, (_, n) => neighbour(ctx, world, n, all));
  await store.insertPeople(ctx, people);
  await store.insertAgreements(
    ctx,
    people.flatMap((p) => signing(ctx, world, p.id, slug, conduct.version)),
  );
}

type Home = { id: string; chapterId: string; lat: number; lon: number };

function neighbour(ctx: Ctx, world: World, n: number, all: Home[]): store.NewPerson {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(world.random() * list.length)]!;
  const id = world.id();
  const home = pick(all);
  const roles = rolesOf(world, n);
  // Within some 500 m of the zone's middle, then coarsened: the home cell is rough on purpose.
  const near = {
    lat: home.lat + (world.random() - 0.5) * 0.009,
    lon: home.lon + (world.random() - 0.5) * 0.012,
  };
  return {
    id,
    callSign: callSign(n),
    name: ctx.vault.encrypt(`${pick(firstNames)} ${pick(lastNames)}`, { record: id, field: 'name' }),
    chapterId: home.chapterId,
    zoneIds: [home.id],
    homeCell: homeCellOf(near),
    languages: ['en', ...languages.filter(([, share]) => world.random() < share).map(([code]) => code)],
    skills: skills.filter(() => world.random() < 0.25),
    roles,
    state: roles.length > 1 ? 'active' : stateOf(world),
    availability: hours(world),
  };
}

/** The first of the list staff the desk; then come the trainers and verifiers; then observers and allies by turns. */
function rolesOf(world: World, n: number): string[] {
  let from = 0;
  for (const [role, count] of staff) {
    if (n < from + count) return [role, 'member'];
    from += count;
  }
  const trainers = Math.min(50, Math.ceil(world.volunteers / 80));
  if (n < from + trainers) return ['trainer', 'observer'];
  if (n % 16 === 3) return ['verifier', 'observer'];
  return n % 2 === 0 ? ['observer'] : ['ally'];
}

function stateOf(world: World): string {
  const dice = world.random();
  if (dice < 0.86) return 'active';
  if (dice < 0.91) return 'paused';
  return dice < 0.96 ? 'met' : 'left';
}

/** A call sign no one else has: a hundred by a hundred words, then numbered. */
function callSign(n: number): string {
  const { first, second } = signs;
  // 37 is coprime to 100, so that neighbours in the list do not share a word.
  const name = `${first[(n * 37) % first.length]} ${second[(n + Math.floor(n / first.length)) % second.length]}`;
  const round = Math.floor(n / (first.length * second.length));
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** A week as people have it: evenings, days, nights or nearly always. */
function hours(world: World): Window[] {
  const week = (from: number, to: number, days = [0, 1, 2, 3, 4, 5, 6]): Window[] =>
    days.filter(() => world.random() < 0.8).map((day) => ({ day, from: from * 60, to: to * 60 }));
  const dice = world.random();
  if (dice < 0.35) return week(17, 23);
  if (dice < 0.55) return week(8, 18, [0, 1, 2, 3, 4]);
  if (dice < 0.7) return week(20, 6);
  return week(6, 24);
}

function signing(
  ctx: Ctx,
  world: World,
  personId: string,
  playbook: string,
  version: number,
): store.NewAgreement[] {
  const dice = world.random();
  if (dice > 0.95) return [];
  const current = dice < 0.85;
  const daysAgo = Math.floor(world.random() * 200) + (current ? 0 : 400);
  return [
    {
      id: world.id(),
      personId,
      playbook,
      version: current ? version : Math.max(0, version - 1),
      signedAt: new Date(ctx.now.getTime() - daysAgo * 86_400_000),
    },
  ];
}

import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { cellCentre, cellsByZone, distanceM, homeCellOf, type Zone, zones } from '../places/index.ts';
import { currentPlaybook } from '../playbooks/index.ts';
import { complain, nameBound } from './commands.ts';
import madeUp from './data/names.json' with { type: 'json' };
import { callSignAt } from './rules.ts';
import { allHours, chance, draw, hoursOf, languagesOf, pick, skillsOf } from './seed/neighbour.ts';
import { roadOf } from './seed/road.ts';
import { type Part, partOf } from './seed/roles.ts';
import { vouchedFor } from './seed/vouches.ts';
import * as store from './store.ts';

const day = 24 * 60;
/** Zones with three times as many people as the others. */
const busy = new Set([
  'chinatown',
  'bushwick',
  'jackson-heights',
  'sunset-park',
  'flushing',
  'washington-heights',
]);
/** Not everybody has named somebody. */
const withContact = 120;

interface Home {
  zone: Zone;
  /** Cells whose coarse home cell has its middle in the zone. */
  cells: string[];
  /** The zone itself, then the two nearest of its chapter. */
  near: string[];
}

/** The people of the demo: a desk, fifty trainers, verifiers, members who may be sent, and allies who trained. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const homes = await homesOf(ctx);
  const parts = Array.from({ length: world.volunteers }, (_, n) => partOf(world, n));
  const people = parts.map((part, n) => neighbour(world, part, n, homeFor(world, part, n, homes)));
  for (const [n, person] of people.entries())
    person.name = ctx.vault.encrypt(nameAt(n), nameBound(person.id));
  for (const person of people.slice(0, withContact)) {
    const contact = {
      name: `Contact of ${person.callSign}`,
      phone: '+12125550199',
      language: person.languages[0],
    };
    const bound = { record: person.id, field: 'emergency_contact' };
    person.emergencyContact = ctx.vault.encrypt(contact, bound);
  }
  const road = people.flatMap(roadOf);
  await store.insertPeople(ctx.tx, ctx.network.id, people);
  await store.insertStates(ctx.tx, ctx.network.id, road);
  const { slug, conduct } = await currentPlaybook(ctx);
  const signings = people.flatMap((p, n) => signing(world, p, parts[n]!.isLead, slug, conduct.version));
  await store.insertAgreements(ctx.tx, ctx.network.id, signings);
  await complaints(ctx, world);
  await vouchedFor(ctx, world, people);
}

/** Made-up names by number, so that the dice of the other facts stay as they fall. */
const nameAt = (n: number) =>
  `${madeUp.first[n % madeUp.first.length]} ${madeUp.last[Math.floor(n / madeUp.first.length + n) % madeUp.last.length]}`;

async function homesOf(ctx: Ctx): Promise<Home[]> {
  const all = await zones(ctx);
  const cellsOf = await cellsByZone(ctx);
  return all.flatMap((zone) => {
    const cells = cellsOf.get(zone.id)!;
    const reach = Math.max(...cells.map((cell) => distanceM(zone, cellCentre(cell))));
    const inside = cells.filter((c) => distanceM(zone, cellCentre(homeCellOf(cellCentre(c)))) <= reach);
    const near = all
      .filter((other) => other.chapterId === zone.chapterId)
      .sort((a, b) => distanceM(zone, a) - distanceM(zone, b))
      .slice(0, 3)
      .map((other) => other.id);
    const home = { zone, cells: inside.length > 0 ? inside : cells, near };
    return busy.has(zone.slug) ? [home, home, home] : [home];
  });
}

/** Each chapter has its coordinator, the first members live where much happens, the others where the dice say. */
function homeFor(world: World, { roles, isLead }: Part, n: number, homes: Home[]): Home {
  if (isLead && /^(observer|verifier)$/.test(roles[0]!))
    return pick(
      world,
      homes.filter((h) => busy.has(h.zone.slug)),
    );
  if (!roles.includes('coordinator')) return pick(world, homes);
  const chapters = [...new Set(homes.map((h) => h.zone.chapterId))];
  return pick(
    world,
    homes.filter((h) => h.zone.chapterId === chapters[n % chapters.length]),
  );
}

function neighbour(world: World, { roles, state, isLead }: Part, n: number, home: Home): store.NewPerson {
  const id = world.id();
  return {
    id,
    accountId: null,
    callSign: callSignAt(n),
    chapterId: home.zone.chapterId,
    zoneIds: home.near.filter((_, i) => i === 0 || chance(world, 0.4)),
    homeCell: homeCellOf(cellCentre(pick(world, home.cells))),
    languages: languagesOf(world, home.zone.slug),
    skills: skillsOf(world),
    roles,
    state,
    // Who comes first in the list has been here the longest; who waits has not waited for ever.
    stateAt: plusMinutes(
      world.at,
      -(state === 'applied' ? 70 : 400) * (1 - n / world.volunteers) * day - day,
    ),
    availability: isLead ? allHours() : hoursOf(world),
  };
}

/** 85 % have signed what is now in force, some an older version, some nothing; allies have nothing to sign. */
function signing(
  world: World,
  { id: personId, roles }: store.NewPerson,
  isLead: boolean,
  playbook: string,
  current: number,
): store.AgreementRow[] {
  const dice = draw(world, [
    ['current', 0.85],
    ['older', 0.08],
    ['none', 0.07],
  ] as const);
  if (roles.includes('ally') || (dice === 'none' && !isLead)) return [];
  const version = dice === 'older' && !isLead ? current - 1 : current;
  const daysAgo = 5 + Math.floor(world.random() * 150) + (version === current ? 0 : 200);
  return [{ id: world.id(), personId, playbook, version, signedAt: plusMinutes(world.at, -daysAgo * day) }];
}

const made = [
  {
    language: 'en',
    words:
      'One of your observers stood in the door of the laundromat while filming, and customers could not pass.',
    contact: 'owner@laundromat.example',
    daysAgo: 1,
  },
  {
    language: 'es',
    words: 'Dos observadores hablaban muy alto debajo de mi ventana después de que todo había terminado.',
    daysAgo: 6,
  },
];

async function complaints(ctx: Ctx, world: World): Promise<void> {
  for (const { daysAgo, ...form } of made)
    await complain({ ...ctx, now: plusMinutes(world.at, -daysAgo * day) }, { id: world.id(), ...form });
}

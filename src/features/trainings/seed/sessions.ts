import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { World } from '../../../platform/feature.ts';
import { atWall, dayAt, dayPlus } from '../../../platform/wall.ts';
import { peopleByRole, responderFacts } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Access, Course } from '../contract.ts';
import { modulesOf } from '../rules.ts';
import * as store from '../store.ts';

interface Sketch {
  /** Days from the day of seeding; before it where negative. */
  day: number;
  hour: number;
  course: Course;
  /** Which of the chapter's rooms; null: online. */
  place: number | null;
  languages: string[];
  capacity: number;
  /** How many asked for a seat. */
  asked: number;
  access?: Access[];
}

const [library, church, school] = [0, 1, 2];
/** Of each chapter a library, a parish hall and a school; made up. */
const rooms: Record<string, [string, string, string]> = {
  Bronx: [
    'Library, 2556 Bainbridge Ave',
    'St. Mary’s, parish hall, 1008 Elder Ave',
    'School, 1180 Tinton Ave',
  ],
  Brooklyn: ['Library, 360 Irving Ave', 'St. Mary’s, parish hall, 418 Grove St', 'School, 250 Menahan St'],
  Manhattan: ['Library, 535 W 179th St', 'St. Mary’s, parish hall, 521 W 126th St', 'School, 586 W 177th St'],
  Queens: ['Library, 35-51 81st St', 'St. Mary’s, parish hall, 70-31 48th Ave', 'School, 85-28 Britton Ave'],
  'Staten Island': [
    'Library, 75 Bennett St',
    'St. Mary’s, parish hall, 1101 Bay St',
    'School, 144 Keating Pl',
  ],
};

const sketches: Sketch[] = [
  { day: -26, hour: 18, course: 'rights', place: library, languages: ['es'], capacity: 30, asked: 34 },
  { day: -19, hour: 18, course: 'observer', place: church, languages: ['en'], capacity: 20, asked: 22 },
  { day: -12, hour: 11, course: 'observer', place: church, languages: ['es'], capacity: 20, asked: 21 },
  { day: -9, hour: 19, course: 'rights', place: null, languages: ['en', 'es'], capacity: 60, asked: 41 },
  { day: -5, hour: 18, course: 'firstaid', place: school, languages: ['en'], capacity: 16, asked: 17 },
  {
    ...{
      day: 0,
      hour: 19,
      course: 'rights',
      place: library,
      languages: ['en', 'es'],
      capacity: 24,
      asked: 19,
    },
    access: ['step_free', 'interpreter', 'child_care'],
  },
  {
    ...{ day: 2, hour: 18, course: 'observer', place: church, languages: ['en'], capacity: 12, asked: 19 },
    access: ['step_free'],
  },
  { day: 4, hour: 11, course: 'observer', place: school, languages: ['es'], capacity: 20, asked: 9 },
  { day: 5, hour: 19, course: 'rights', place: null, languages: ['zh'], capacity: 40, asked: 12 },
  { day: 8, hour: 18, course: 'operator', place: library, languages: ['en'], capacity: 10, asked: 7 },
  { day: 9, hour: 18, course: 'observer', place: church, languages: ['en'], capacity: 12, asked: 6 },
  { day: 12, hour: 10, course: 'firstaid', place: school, languages: ['en', 'es'], capacity: 16, asked: 5 },
  { day: 16, hour: 18, course: 'observer', place: church, languages: ['en'], capacity: 12, asked: 2 },
  { day: 18, hour: 19, course: 'dispatcher', place: null, languages: ['en'], capacity: 12, asked: 4 },
  {
    ...{
      day: 23,
      hour: 18,
      course: 'trainer',
      place: library,
      languages: ['en', 'es'],
      capacity: 14,
      asked: 3,
    },
    access: ['step_free', 'quiet_room'],
  },
];

const lengthMinutes = 150;
const said = [
  'More practice, less talk.',
  'Clear and calm. Thank you.',
  'The room was cold.',
  'Más tiempo para preguntas.',
];

/** Fifteen sessions around now: five that are over, with who came and what they said; one tonight; nine to come. */
export async function seedSessions(ctx: Ctx, world: World): Promise<void> {
  const own = await chapters(ctx);
  const teachers = await peopleByRole(ctx, 'trainer', 6);
  const facts = (await responderFacts(ctx, null)).filter((p) => p.state !== 'left');
  if (own.length === 0 || teachers.length === 0 || facts.length === 0) return;
  const zone = ctx.network.timeZone;
  const made = sketches.map((sketch, n) => {
    const startsAt = atWall(dayPlus(dayAt(world.at, zone), sketch.day), sketch.hour * 60, zone);
    const id = world.id();
    const { course, languages, capacity, access = [] } = sketch;
    const chapter = own[n % own.length]!;
    const place = sketch.place === null ? null : (rooms[chapter.name] ?? rooms.Queens!)[sketch.place]!;
    const row: store.NewSession = {
      ...{ id, seriesId: null, course, languages, capacity, access, startsAt },
      ...{ modules: modulesOf(course).map((m) => m.id), chapterId: chapter.id },
      endsAt: plusMinutes(startsAt, lengthMinutes),
      form: place ? 'place' : 'online',
      place: place ? ctx.vault.encrypt(place, { record: id, field: 'place' }) : null,
      link: place
        ? null
        : ctx.vault.encrypt(`https://meet.example/${id.slice(-8)}`, { record: id, field: 'link' }),
    };
    return {
      row,
      sketch,
      ...(sketch.day < 0 ? past(ctx, world, row, sketch, facts) : ahead(world, row, sketch, facts)),
    };
  });
  await store.insertSessions(
    ctx,
    made.map((m) => m.row),
  );
  await store.insertRegistrations(
    ctx,
    made.flatMap((m) => m.registrations),
  );
  await store.insertAttendances(
    ctx,
    made.flatMap((m) => m.attendances),
  );
  await store.insertFeedback(
    ctx,
    made.flatMap((m) => m.feedback),
  );
  const [first, second] = facts.filter((p) => p.active && p.roles.join() === 'observer');
  const trainers = made.flatMap(({ row: { id: sessionId } }, n): store.TrainerRow[] => [
    { sessionId, personId: teachers[n % teachers.length]!.id, part: 'lead' },
    ...(first && n < 2 ? [{ sessionId, personId: first.id, part: 'apprentice' as const }] : []),
    ...(second && (n === 4 || n === 6)
      ? [{ sessionId, personId: second.id, part: 'apprentice' as const }]
      : []),
  ]);
  await store.saveTrainers(
    ctx,
    made.map((m) => m.row.id),
    trainers,
  );
  for (const [n, one] of [first, second].entries())
    if (one)
      await store.saveApprentice(ctx, {
        ...{ personId: one.id, mentorId: n === 0 ? teachers[0]!.id : null, state: 'learning' },
        startedAt: plusMinutes(world.at, -40 * 24 * 60),
      });
}

type Facts = { id: string; languages: string[] }[];

/** People in a row from somewhere in the list. */
function crowd(world: World, facts: Facts, count: number): Facts {
  const from = Math.floor(world.random() * facts.length);
  return Array.from({ length: Math.min(count, facts.length) }, (_, i) => facts[(from + i) % facts.length]!);
}

const asking = (
  world: World,
  row: store.NewSession,
  person: Facts[number],
  state: 'confirmed' | 'waiting',
) => ({
  ...{ id: world.id(), sessionId: row.id, personId: person.id, state, language: person.languages[0] ?? 'en' },
  at: plusMinutes(row.startsAt, -10 * 24 * 60 * world.random() - 24 * 60),
});

function ahead(world: World, row: store.NewSession, { asked, capacity }: Sketch, facts: Facts) {
  const seats = capacity + Math.floor(capacity / 6);
  const registrations = crowd(world, facts, asked).map((p, i) =>
    asking(world, row, p, i < seats ? 'confirmed' : 'waiting'),
  );
  // Nobody has asked before today for what is asked from today on.
  for (const r of registrations) if (r.at > world.at) r.at = plusMinutes(world.at, -60 * world.random());
  return { registrations, attendances: [], feedback: [] };
}

function past(ctx: Ctx, world: World, row: store.NewSession, { asked }: Sketch, facts: Facts) {
  const registrations = crowd(world, facts, asked).map((p) => asking(world, row, p, 'confirmed'));
  const came = registrations.filter(() => world.random() < 0.66);
  Object.assign(row, {
    state: 'closed',
    expected: registrations.length,
    came: came.length,
    endedAt: row.endsAt,
  });
  const attendances = came.map((r) => ({
    ...{ sessionId: row.id, personId: r.personId, id: world.id(), how: 'list' as const, cameBy: null },
    ...{ cameAt: plusMinutes(row.startsAt, 20 * world.random() - 10), leftAt: null },
  }));
  const feedback = came.slice(0, 6).map((_, i) => {
    const id = world.id();
    const words = said[i];
    return {
      ...{ id, sessionId: row.id, rating: 3 + Math.floor(world.random() * 3) },
      ...{ day: dayAt(row.endsAt, ctx.network.timeZone) },
      words: words ? ctx.vault.encrypt(words, { record: id, field: 'words' }) : null,
    };
  });
  return { registrations, attendances, feedback };
}

import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { peopleByRole, type ResponderFacts, responderFacts } from '../people/index.ts';
import { reminderDays } from './commands.ts';
import { COURSES, type Course } from './contract.ts';
import { courses, draw, modulesOf } from './rules.ts';
import { seedSessions } from './seed/sessions.ts';
import * as store from './store.ts';
import { bankOf } from './texts.ts';

const day = 24 * 60;
const quizzes = 120;

/**
 * Seven members of ten hold a current observer's certificate, some a lapsed one, some none; verifiers, trainers and the
 * desk are certified for what they do, and so are the first whom a visitor of the demo meets. Whoever took the observer's
 * course had learnt the rights a week before. Some have taken quizzes, and some have begun another course.
 */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const first = await Promise.all(['observer', 'verifier'].map((role) => peopleByRole(ctx, role, 20)));
  const sure = new Set(first.flat().map((p) => p.id));
  const rows = (await responderFacts(ctx, null)).flatMap((person) =>
    coursesOf(person).flatMap((course) => certificate(world, person, course, sure.has(person.id))),
  );
  await store.insertCertificates(ctx.tx, ctx.network.id, rows);
  await seedSessions(ctx, world);
  await store.markEnding(ctx, reminderDays);
  const observers = await peopleByRole(ctx, 'observer', quizzes);
  await store.insertAnswered(
    ctx,
    observers.map((p, i) => answered(world, p.id, i % 3 === 0 ? 'rights' : 'observer')),
  );
  await store.saveCredits(
    ctx,
    observers.slice(0, 40).flatMap(({ id: personId }, i) => {
      const course = (['firstaid', 'security'] as const)[i % 2]!;
      const done = modulesOf(course).slice(0, 1 + (i % 4));
      return done.map((m) => ({ personId, course, part: m.id, how: 'online' as const, at: world.at }));
    }),
  );
}

/** A quiz of the last months; some questions are harder than others. */
function answered(world: World, personId: string, course: Course): store.Answered {
  const drawn = draw(bankOf(course), courses[course].asked, [], world.random);
  const marks = drawn.map(({ q }) => world.random() > 0.05 + ((Number(q.slice(1)) * 7) % 10) / 25);
  const answers = drawn.map(({ order }, i) => order.indexOf(marks[i] ? 0 : 1));
  const at = plusMinutes(world.at, -world.random() * 200 * day);
  const passed = marks.filter(Boolean).length >= courses[course].pass;
  return { id: world.id(), personId, course, drawn, answers, marks, passed, at };
}

const coursesOf = ({ roles, state }: ResponderFacts): Course[] =>
  roles.includes('ally')
    ? state === 'trained'
      ? ['observer']
      : []
    : COURSES.filter((course) => roles.includes(course));

function certificate(
  world: World,
  { id: personId, roles }: ResponderFacts,
  course: Course,
  isSure: boolean,
): Omit<store.Certificate, 'revokedAt'>[] {
  const dice = world.random();
  const age = world.random();
  const holds = isSure || roles.length > 1 || course !== 'observer' ? 'current' : outcome(dice);
  if (holds === 'none') return [];
  const { validDays } = courses[course];
  const daysAgo =
    5 + Math.floor(age * (validDays - (isSure ? 40 : 8))) + (holds === 'lapsed' ? validDays : 0);
  const issued = [
    { course, daysAgo },
    ...(course === 'observer' ? [{ course: 'rights' as const, daysAgo: daysAgo + 7 }] : []),
  ];
  return issued.map((one) => {
    const issuedAt = plusMinutes(world.at, -one.daysAgo * day);
    const expiresAt = plusMinutes(issuedAt, courses[one.course].validDays * day);
    return { id: world.id(), personId, course: one.course, issuedAt, expiresAt };
  });
}

const outcome = (dice: number) => (dice < 0.68 ? 'current' : dice < 0.86 ? 'lapsed' : 'none');

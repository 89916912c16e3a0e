import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { peopleByRole, type ResponderFacts, responderFacts } from '../people/index.ts';
import { COURSES, type Course } from './contract.ts';
import { courses } from './rules.ts';
import { seedSessions } from './seed/sessions.ts';
import * as store from './store.ts';

const day = 24 * 60;

/**
 * Seven members of ten hold a current observer's certificate, some a lapsed one, some none; verifiers, trainers and the
 * desk are certified for what they do, and so are the first whom a visitor of the demo meets. Whoever took the observer's
 * course had learnt the rights a week before.
 */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const first = await Promise.all(['observer', 'verifier'].map((role) => peopleByRole(ctx, role, 20)));
  const sure = new Set(first.flat().map((p) => p.id));
  const rows = (await responderFacts(ctx, null)).flatMap((person) =>
    coursesOf(person).flatMap((course) => certificate(world, person, course, sure.has(person.id))),
  );
  await store.insertCertificates(ctx.tx, ctx.network.id, rows);
  await seedSessions(ctx, world);
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
  const daysAgo = 5 + Math.floor(age * (validDays - 40)) + (holds === 'lapsed' ? validDays : 0);
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

import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { responderFacts } from '../people/index.ts';
import { COURSES } from './contract.ts';
import * as store from './store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Members hold the certificates of their roles: most current, some lapsed, some never issued. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const people = await responderFacts(ctx, null);
  const certificates = people.flatMap((p) =>
    COURSES.filter(
      (course) => p.roles.includes(course) || (course === 'observer' && p.roles.includes('verifier')),
    ).flatMap((course) => {
      const dice = world.random();
      if (dice > 0.94) return [];
      const lapsed = dice > 0.86;
      const issuedAt = new Date(
        world.at.getTime() - Math.floor(world.random() * 300 + (lapsed ? 370 : 0)) * dayMs,
      );
      return [
        {
          id: world.id(),
          personId: p.id,
          course,
          issuedAt,
          expiresAt: new Date(issuedAt.getTime() + 365 * dayMs),
        },
      ];
    }),
  );
  await store.insertCertificates(ctx, certificates);
}

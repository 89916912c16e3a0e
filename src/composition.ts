import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { routes as accountRoutes, type Identity, identify } from './features/accounts/index.ts';
import { feature as audit } from './features/audit/index.ts';
import { feature as callouts, claimer as calloutsClaimer } from './features/callouts/index.ts';
import { channelsFeature } from './features/channels/index.ts';
import { demo } from './features/demo/index.ts';
import { feature as drills } from './features/drills/index.ts';
import { feature as evidence } from './features/evidence/index.ts';
import { feature as hotline, claimer as hotlineClaimer } from './features/hotline/index.ts';
import { feature as incidents } from './features/incidents/index.ts';
import { deskKeys, feature as keys } from './features/keys/index.ts';
import { feature as legal } from './features/legal/index.ts';
import { loadNetwork, networkAtHost } from './features/networks/index.ts';
import { feature as people, personOfAccount } from './features/people/index.ts';
import { feature as places } from './features/places/index.ts';
import { feature as playbooks } from './features/playbooks/index.ts';
import { feature as rights } from './features/rights/index.ts';
import { feature as shifts } from './features/shifts/index.ts';
import { feature as trainings } from './features/trainings/index.ts';
import { type Actor, type Ctx, resident, system } from './platform/context.ts';
import type { EventRow } from './platform/events/index.ts';
import type { Feature } from './platform/feature.ts';
import type { Call, Services } from './platform/http/call.ts';
import { addFace } from './platform/http/faces.ts';
import { addHealth } from './platform/http/health.ts';
import { liveRoute } from './platform/http/live.ts';
import { buildServer } from './platform/http/server.ts';
import { addTiles } from './platform/http/tiles.ts';
import type { Domain } from './platform/process.ts';
import { problemPage, siteCss, sitePages } from './site/index.ts';

export const domain: Domain = { loadNetwork, deskKeys };

/** The member behind an account. Who is suspended stays a member, but acts in no role until it is decided. */
async function actorOf(ctx: Ctx, { accountId, roles, confirmedAt }: Identity): Promise<Actor> {
  const person = await personOfAccount(ctx, accountId);
  return {
    kind: 'person',
    id: accountId,
    personId: person?.id ?? null,
    callSign: person?.callSign ?? null,
    roles: person?.suspended ? [] : roles,
    confirmedAt,
  };
}

/** Every feature, in the order in which they may know each other. */
export const features: Feature[] = [
  playbooks,
  places,
  { name: 'accounts', routes: accountRoutes(actorOf) },
  keys,
  people,
  audit,
  channelsFeature([calloutsClaimer, hotlineClaimer]),
  evidence,
  rights,
  trainings,
  shifts,
  incidents,
  hotline,
  callouts,
  legal,
  drills,
  demo,
];

const desk = new Set(['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin']);
const legalOnly = /^(report\.restricted|intake\.|media\.restricted)/;

/** The desk follows everything but the legal desk's; a member follows what is theirs and what stops everyone. */
export function maySee({ actor }: Call, event: EventRow): boolean {
  if (legalOnly.test(event.kind)) return actor.roles.some((r) => r.role === 'legal');
  if (actor.roles.some((r) => desk.has(r.role))) return true;
  return event.data.person === actor.personId || event.kind.startsWith('stop.');
}

const dist = join(import.meta.dirname, '../dist');

/** The HTTP server of a process, not yet listening. */
export async function buildWeb(
  services: Services,
  networkAt = (host: string) => networkAtHost(services.db, host),
): Promise<FastifyInstance> {
  const app = await buildServer({
    services,
    networkAt,
    identify: async (networkId, token, face) => {
      const network = await services.network(networkId);
      const vault = await services.vault(networkId);
      return services.db.inNetwork(networkId, async (tx) => {
        const ctx = { tx, network, vault, actor: system, now: services.clock.now() };
        const identity = await identify(ctx, token, face);
        return identity ? actorOf(ctx, identity) : null;
      });
    },
    anonymous: resident,
    routes: [liveRoute(maySee), ...features.flatMap((f) => f.routes ?? [])],
    pages: [...sitePages, ...features.flatMap((f) => f.pages ?? [])],
    problemPage,
  });
  app.get('/assets/site.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css').send(siteCss),
  );
  addHealth(app, services.db);
  if (services.config.tiles) addTiles(app, services.config.tiles);
  for (const face of ['desk', 'field']) await addFace(app, face, dist);
  await addFace(app, 'phones', dist, '/demo/phones');
  return app;
}

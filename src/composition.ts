import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { Role } from './features/accounts/contract.ts';
import {
  keeps as accountKeeps,
  routes as accountRoutes,
  createAccounts,
  type Identity,
  identify,
  type Members,
} from './features/accounts/index.ts';

import { feature as audit } from './features/audit/index.ts';
import {
  feature as callouts,
  claimer as calloutsClaimer,
  quoteAsk,
  quoteStandDown,
} from './features/callouts/index.ts';
import { feature as calls, telephone } from './features/calls/index.ts';
import { addAddresses, addressesOf, channelsFeature } from './features/channels/index.ts';
import { demo } from './features/demo/index.ts';
import { feature as drills } from './features/drills/index.ts';
import {
  feature as escalations,
  claimer as escalationsClaimer,
  mustNotBeAlwaysThere,
} from './features/escalations/index.ts';
import { feature as evidence } from './features/evidence/index.ts';
import { feature as goals } from './features/goals/index.ts';
import { feature as handovers } from './features/handovers/index.ts';
import { holdsFeature, isHeld } from './features/holds/index.ts';
import { claimer as hotlineClaimer, hotlineFeature } from './features/hotline/index.ts';
import { feature as imports } from './features/imports/index.ts';
import { feature as incidents } from './features/incidents/index.ts';
import { feature as joining } from './features/joining/index.ts';
import { checkKeys, feature as keys, ringKeys } from './features/keys/index.ts';
import { feature as legal } from './features/legal/index.ts';
import { feature as meetings, claimer as meetingsClaimer } from './features/meetings/index.ts';
import { loadNetwork, networkAtHost } from './features/networks/index.ts';
import {
  linkAccount,
  mustBeTrusted,
  peopleFeature,
  person,
  personOfAccount,
} from './features/people/index.ts';
import { feature as places } from './features/places/index.ts';
import { feature as playbooks } from './features/playbooks/index.ts';
import { feature as rights } from './features/rights/index.ts';
import { feature as rosters, claimer as rostersClaimer } from './features/rosters/index.ts';
import { hoursLine, hoursTable, onShift, feature as shifts } from './features/shifts/index.ts';
import { feature as teams, claimer as teamsClaimer } from './features/teams/index.ts';
import {
  keeping,
  quoteReply,
  repliesTo,
  feature as threads,
  claimer as threadsClaimer,
} from './features/threads/index.ts';
import {
  currentCertificates,
  feature as trainings,
  claimer as trainingsClaimer,
} from './features/trainings/index.ts';
import { feature as wakings, claimer as wakingsClaimer } from './features/wakings/index.ts';
import { plusMinutes } from './platform/clock.ts';
import { type Actor, type Ctx, resident, system } from './platform/context.ts';
import type { EventRow } from './platform/events/index.ts';
import type { Feature } from './platform/feature.ts';
import { type Budgets, requestBudget, usualBudgets } from './platform/http/budget.ts';
import type { Call, Services } from './platform/http/call.ts';
import { addFace, addHashes } from './platform/http/faces.ts';
import { addHealth } from './platform/http/health.ts';
import { liveRoute } from './platform/http/live.ts';
import { buildServer } from './platform/http/server.ts';
import { addTiles } from './platform/http/tiles.ts';
import { newId } from './platform/id.ts';
import type { Domain } from './platform/process.ts';
import { problemPage, siteCss, sitePages } from './site/index.ts';

export const domain: Domain = { loadNetwork, ringKeys, checkKeys };

/** The member behind an account. Who is suspended stays a member, but acts in no role until it is decided. */
async function actorOf(ctx: Ctx, identity: Identity): Promise<Actor> {
  const { accountId, sessionId, roles, confirmedAt } = identity;
  const person = await personOfAccount(ctx, accountId);
  const resting = person?.suspended ? [] : await restingRoles(ctx, person?.id ?? null, identity);
  return {
    kind: 'person',
    id: accountId,
    personId: person?.id ?? null,
    callSign: person?.callSign ?? null,
    roles: person?.suspended ? [] : roles.filter(({ role }) => !resting.includes(role)),
    resting,
    confirmedAt,
    sessionId,
  };
}

/** Roles that a network lets act only while on shift, of somebody who is not. */
async function restingRoles(
  ctx: Ctx,
  personId: string | null,
  { roles, onShiftRoles }: Identity,
): Promise<string[]> {
  const asked = onShiftRoles.filter((role) => roles.some((held) => held.role === role));
  const off = await Promise.all(
    asked.map(async (role) => ((await onShift(ctx, role)).includes(personId ?? '') ? [] : [role])),
  );
  return off.flat();
}

const members: Members = {
  actorOf,
  async accountOf(ctx, personId) {
    const { roles, chapterId, accountId } = await person(ctx, personId);
    if (accountId) return accountId;
    await linkAccount(ctx, personId, personId);
    // The people of a demo have their parts before they ever signed in.
    const parts = ctx.network.demo ? roles.filter((role) => Role.safeParse(role).success) : [];
    await createAccounts(ctx, [
      {
        id: personId,
        roles: parts.map((role) => ({ role, chapterId: role === 'coordinator' ? chapterId : null })),
      },
    ]);
    return personId;
  },
  mustBeTrusted,
  chapterOf: async (ctx, personId) => (await person(ctx, personId)).chapterId,
  async chapterOfAccount(ctx, accountId) {
    const found = await personOfAccount(ctx, accountId);
    return found && (await person(ctx, found.id)).chapterId;
  },
  callSignOf: async (ctx, accountId) => (await personOfAccount(ctx, accountId))?.callSign ?? null,
};

/** What all of them keep and know, for what is kept and held. Asked for when the house stands. */
const house = {
  get keeps() {
    return features.flatMap((f) => f.keeps ?? []);
  },
  get abouts() {
    return features.flatMap((f) => f.about ?? []);
  },
};

/** Every feature, in the order in which they may know each other. */
export const features: Feature[] = [
  playbooks,
  places,
  { name: 'accounts', routes: accountRoutes(members), keeps: accountKeeps },
  keys,
  peopleFeature({
    addressesOf,
    hoursOf: hoursTable,
    addAddress: (ctx, personId, address) =>
      addAddresses(ctx, [{ id: newId(), personId, kind: 'sms', address, rank: 1 }]),
    isHeld,
    mustBeFree: mustNotBeAlwaysThere,
    certificatesOf: currentCertificates,
  }),
  audit,
  channelsFeature(
    [
      rostersClaimer,
      wakingsClaimer,
      keeping(trainingsClaimer),
      keeping(meetingsClaimer),
      keeping(teamsClaimer),
      keeping(escalationsClaimer),
      keeping(calloutsClaimer),
      threadsClaimer,
      hotlineClaimer,
    ],
    telephone,
    isHeld,
    { ask: quoteAsk, stand_down: quoteStandDown, reply: quoteReply },
  ),
  evidence,
  holdsFeature(house),
  rights,
  joining,
  trainings,
  meetings,
  shifts,
  escalations,
  rosters,
  incidents,
  imports,
  goals,
  teams,
  hotlineFeature({ repliesTo }),
  calls,
  callouts,
  threads,
  handovers,
  legal,
  wakings,
  drills,
  demo,
];

const isAdmin = (actor: Actor) => actor.roles.some((r) => r.role === 'admin');
const desk = new Set(['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin']);
const legalOnly = /^(intake\.|(report|call|thread|escalation|media)\.restricted)/;

/** What an account may do may have changed: its session, its roles, its person. */
const aboutAccounts = /^(session|role)\./;
const aboutPeople = /^(person|suspension)\./;

/** Whether an event may have changed what this viewer may see, or whether they may see anything. */
export const concerns = ({ actor }: Call, { kind, data }: EventRow): boolean =>
  aboutAccounts.test(kind)
    ? data.account === actor.id || data.account === undefined
    : aboutPeople.test(kind) && data.person === actor.personId;

/** Whoever knows of these would know which member does not exist. */
const adminOnly = /^(alarm|canary)\./;

/** Of who is in which channel and who vouches for whom, those who look after members. */
const aboutMembers = /^(channel|group|safety|vouch)\./;
const keepers = new Set(['admin', 'coordinator']);

/** The desk follows everything but the legal desk's; a member follows what is theirs and what stops everyone. */
export function maySee({ actor }: Call, event: EventRow): boolean {
  if (aboutAccounts.test(event.kind)) return event.data.account === actor.id || isAdmin(actor);
  if (legalOnly.test(event.kind)) return actor.roles.some((r) => r.role === 'legal');
  if (adminOnly.test(event.kind)) return isAdmin(actor);
  if (aboutMembers.test(event.kind) && !actor.roles.some((r) => keepers.has(r.role)))
    return event.data.person === actor.personId;
  if (actor.roles.some((r) => desk.has(r.role))) return true;
  return event.data.person === actor.personId || event.kind.startsWith('stop.');
}

const dist = join(import.meta.dirname, '../dist');

/** The HTTP server of a process, not yet listening. */
export async function buildWeb(
  services: Services,
  networkAt = (host: string) => networkAtHost(services.db, host),
  budgets: Budgets = usualBudgets,
): Promise<FastifyInstance> {
  const app = await buildServer({
    services,
    networkAt,
    identify: async ({ networkId, ...presented }) => {
      const network = await services.network(networkId);
      const vault = await services.vault(networkId);
      return services.db.inNetwork(networkId, async (tx) => {
        const ctx = { tx, network, vault, actor: system, now: services.clock.now() };
        const identity = await identify(ctx, presented);
        if (!identity || 'due' in identity) return identity;
        const actor = await actorOf(ctx, identity);
        // A shift begins and ends by time alone: looked at again within the five seconds that a removal may take.
        const onShift = identity.roles.some(({ role }) => identity.onShiftRoles.includes(role));
        return { actor, until: onShift ? plusMinutes(ctx.now, 5 / 60) : identity.until };
      });
    },
    anonymous: resident,
    budget: requestBudget(budgets),
    routes: [liveRoute({ maySee, concerns }), ...features.flatMap((f) => f.routes ?? [])],
    pages: [...sitePages(hoursLine), ...features.flatMap((f) => f.pages ?? [])],
    problemPage,
  });
  app.get('/assets/site.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css').send(siteCss),
  );
  addHealth(
    app,
    services,
    features.flatMap((f) => f.readings ?? []),
  );
  if (services.config.tiles) addTiles(app, services.config.tiles);
  addHashes(app, ['desk', 'field', 'phones', 'call'], dist);
  for (const face of ['desk', 'field']) await addFace(app, face, dist);
  await addFace(app, 'phones', dist, '/demo/phones');
  await addFace(app, 'call', dist, '/call/line');
  return app;
}

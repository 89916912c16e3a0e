import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, invalid, notFound, refused } from '../../../platform/problem.ts';
import { check, type Incident, incident, note, setResponse } from '../../incidents/index.ts';
import { cellOf, distanceM, nearestCrossings, type Point, publicCorner, zoneAt } from '../../places/index.ts';
import { callsStopped, currentPlaybook } from '../../playbooks/index.ts';
import type { Manner, MeetWish, Purpose } from '../contract.ts';
import { policy } from '../policy.ts';
import { freeCode, isSeated, PLACE_RADIUS_M } from '../rules.ts';
import * as store from '../store.ts';
import { placeRoom } from './places.ts';
import { firstWave } from './wave.ts';

export interface NewCallout {
  id: string;
  incidentId: string;
  purpose: Purpose;
  manner: Manner;
  wanted: number;
  roles: string[];
  languages?: string[] | undefined;
  meet: MeetWish;
  brief?: string | undefined;
  minutes: number;
  relieves?: string[] | undefined;
}

/**
 * Asks people to go: checks what must hold, limits the wish to the free places, and sends the first wave in the same
 * transaction. The same id again changes nothing. Throws 404, 409 where the incident is closed, 422 where a rule says no.
 */
export async function startCallout(ctx: Ctx, wish: NewCallout): Promise<void> {
  authorize(policy, ctx.actor, 'start', 'callout');
  await store.lockPlaces(ctx);
  const known = await store.selectCallout(ctx, wish.id);
  if (known?.incidentId === wish.incidentId) return;
  if (known) throw conflict('This id belongs to another call-out.');
  const about = await incident(ctx, wish.incidentId);
  mustBeOpen(about);
  await mustNotBeStopped(ctx);
  mustBeChecked(about, wish.purpose);
  mustBeNear(about, wish.meet);
  mustBePaired(wish);
  const points = about.point ? [wish.meet, about.point] : [wish.meet];
  const relieves = wish.purpose === 'relief' ? await toRelieve(ctx, wish) : [];
  const wanted = relieves.length || (await wantedOf(ctx, wish, points));
  // Asking verifiers is the check beginning; one key less for the dispatcher.
  if (wish.purpose === 'verify' && about.verification === 'unverified') await check(ctx, about.id);
  if (about.response === 'none') await setResponse(ctx, about.id, 'called_out');
  const made = await insert(ctx, wish, about, { wanted, relieves });
  if (made) await firstWave(ctx, made);
}

async function insert(
  ctx: Ctx,
  wish: NewCallout,
  about: Incident,
  { wanted, relieves }: { wanted: number; relieves: string[] },
): Promise<store.CalloutRow | null> {
  const { id, meet, brief } = wish;
  const { taken, count } = await store.takeCodes(ctx);
  const code = freeCode(count, taken);
  const { checkInMinutes } = await currentPlaybook(ctx, about.playbook);
  const zone = await zoneAt(ctx, meet);
  const { lat, lon } = meet;
  const row = {
    id,
    incidentId: about.id,
    purpose: wish.purpose,
    manner: wish.manner,
    code,
    wanted,
    roles: wish.roles,
    languages: wish.languages ?? [],
    zoneId: zone?.id ?? about.zone?.id ?? null,
    cell: cellOf(meet),
    meetPoint: ctx.vault.encrypt(
      { meet: { lat, lon }, incident: about.point },
      { record: id, field: 'meet_point' },
    ),
    meetLabel: ctx.vault.encrypt(await labelOf(ctx, meet), { record: id, field: 'meet_label' }),
    brief: brief ? ctx.vault.encrypt(brief, { record: id, field: 'brief' }) : null,
    relieves,
    minutes: wish.minutes,
    checkInMinutes,
    by: ctx.actor.personId!,
    at: ctx.now,
    drill: about.drill,
  };
  if (!(await store.insertCallout(ctx, row))) return null;
  await note(ctx, about.id, 'callout.started', {
    subject: id,
    data: { code, purpose: wish.purpose, manner: wish.manner, wanted },
  });
  await emit(ctx, { kind: 'callout.started', subject: id, data: { incident: about.id, code } });
  return { ...row, wave: 0, resentAt: null, closedAt: null, closedAs: null };
}

/** Metres from a crossing that still are at the crossing: the other side of a broad street. */
const atCrossingM = 60;

/**
 * What texts and screens call the meet point: the crossing's own name, or two streets where we know no crossing.
 * Nothing else that somebody types: it goes out on lock screens. Throws 400.
 */
async function labelOf(ctx: Ctx, meet: MeetWish): Promise<string> {
  const [nearest] = await nearestCrossings(ctx, meet, 1);
  if (nearest && distanceM(nearest, meet) <= atCrossingM) return nearest.name;
  const label = publicCorner(meet.label ?? '');
  if (label) return label;
  throw invalid([
    { path: 'body.meet', message: 'must be a public crossing: two streets, such as Roosevelt Av & 82 St' },
  ]);
}

export function mustBeOpen(about: Incident): void {
  if (about.concludedAt) throw conflict(`Incident #${about.number} is concluded.`);
  if (about.mergedInto) throw conflict(`Incident #${about.number} was merged into another.`);
}

export async function mustNotBeStopped(ctx: Ctx): Promise<void> {
  const stop = await callsStopped(ctx);
  if (stop)
    throw refused('Counsel has stopped all call-outs.', 'Nobody is asked until counsel lifts the stop.', {
      reason: stop.reason,
      at: stop.at.toISOString(),
    });
}

function mustBeChecked(about: Incident, purpose: Purpose): void {
  if (purpose === 'verify' || about.verification === 'confirmed') return;
  throw refused(
    `Incident #${about.number} is not confirmed.`,
    'Ask verifiers first; observers go to what is confirmed.',
  );
}

function mustBeNear(about: Incident, meet: Point): void {
  if (!about.point || distanceM(about.point, meet) <= PLACE_RADIUS_M) return;
  throw invalid([
    { path: 'body.meet', message: `must be within ${PLACE_RADIUS_M} m of the incident, at a public place` },
  ]);
}

/** One alone, from a vantage point, checks; whoever observes or relieves goes in a pair. */
function mustBePaired({ manner, purpose }: NewCallout): void {
  if (manner === 'vantage' && purpose !== 'verify')
    throw invalid([
      { path: 'body.manner', message: 'must be pair: only verifiers look from a vantage point' },
    ]);
}

/** How many are asked for: pairs, and no more than there are places. */
async function wantedOf(ctx: Ctx, wish: NewCallout, points: Point[]): Promise<number> {
  const there = (await store.selectAssignmentsAt(ctx, [wish.incidentId])).filter((r) => isSeated(r.state));
  const isPair = wish.manner === 'pair';
  const asked = isPair && wish.purpose === 'verify' ? 2 : wish.wanted;
  const least = isPair && there.length === 0 ? 2 : 1;
  if (asked < least)
    throw invalid([{ path: 'body.wanted', message: 'must be 2 or more: nobody goes alone' }]);
  const free = await placeRoom(ctx, ...points);
  if (free < least) throw noPlace(free);
  return Math.min(asked, free);
}

const noPlace = (free: number) =>
  refused(
    free === 0
      ? 'Four of our people are within 500 m already.'
      : 'Only one more may go there, and people go in pairs.',
    'Wait until somebody leaves, ask for relief, or ask one person to look from a vantage point.',
    { free },
  );

/** Those to be relieved, one for one: the ones named, or as many as wanted of those longest on the scene. */
async function toRelieve(ctx: Ctx, wish: NewCallout): Promise<string[]> {
  const there = (await store.selectAssignmentsAt(ctx, [wish.incidentId]))
    .filter((r) => r.state === 'on_scene' || r.state === 'en_route')
    .sort((a, b) => (a.onSceneAt?.getTime() ?? Infinity) - (b.onSceneAt?.getTime() ?? Infinity))
    .map((r) => r.id);
  const named = wish.relieves ?? there.slice(0, wish.wanted);
  if (named.some((id) => !there.includes(id))) throw notFound('person out to be relieved');
  if (named.length === 0) throw refused('Nobody is out at this incident, so there is nobody to relieve.');
  return named;
}

import { newId } from '../../../platform/id.ts';
import { randomOf } from '../../../platform/random.ts';
import {
  type Assignment,
  type Callout,
  type FieldAssignment,
  readCallout,
  readField,
  resendCallout,
} from '../../callouts/contract.ts';
import { type Response, responseOf } from '../rules.ts';
import { Client } from './client.ts';
import { type Show, tryTo } from './show.ts';
import { answer } from './volunteer.ts';

/** Somebody who was asked, and how they behave. */
export interface Member {
  assignmentId: string;
  personId: string;
  callSign: string;
  distanceM: number | null;
  response: Response;
  askedAt: Date;
  /** Has answered, or never will. */
  settled: boolean;
  is: 'out' | 'leaving' | 'home';
}

/** A call-out and those whom it asks. */
export interface Crew {
  calloutId: string;
  purpose: 'verify' | 'observe';
  wanted: number;
  members: Member[];
  resent: number;
  isOver: boolean;
  arrived: Member[];
  /** Each time somebody stands at the meet point. */
  onArrival(member: Member): Promise<void>;
  /** Nobody is left to ask. */
  onFailure(): Promise<void>;
}

const lookEveryMinutes = { asking: 0.25, going: 1 };
const mostResends = 8;
/** Who has not answered by then stays silent. */
const silentAfterMinutes = 2;

export const seated = (callout: Callout): Assignment[] =>
  callout.assignments.filter((a) => ['accepted', 'en_route', 'on_scene'].includes(a.state));

/** Follows a call-out: gives everyone it asks a behaviour, and asks further while too few have said yes. */
export const watch = (show: Show, crew: Crew): Promise<void> =>
  tryTo(show, show.dispatcher.session!.callSign!, () => look(show, crew));

async function look(show: Show, crew: Crew): Promise<void> {
  if (crew.isOver) return;
  const callout = await show.dispatcher.call(readCallout, { params: { id: crew.calloutId } });
  for (const asked of callout.assignments) {
    if (!crew.members.some((m) => m.assignmentId === asked.id)) await meet(show, crew, asked);
  }
  const waiting = crew.members.some((m) => !m.settled);
  const missing = crew.wanted - seated(callout).length;
  if (missing > 0 && !waiting) {
    if (crew.resent >= mostResends) return crew.onFailure();
    crew.resent++;
    await show.note('asked.further', show.dispatcher.session!.callSign!, { code: callout.code });
    await show.dispatcher.call(resendCallout, { params: { id: crew.calloutId } });
    for (const member of crew.members)
      if (member.response.says === 'silent') expectAnswer(show, crew, member);
  }
  if (crew.arrived.length < crew.wanted)
    show.stage.in(lookEveryMinutes[missing > 0 || waiting ? 'asking' : 'going'], () => watch(show, crew));
}

async function meet(show: Show, crew: Crew, asked: Assignment): Promise<void> {
  const member: Member = {
    assignmentId: asked.id,
    personId: asked.personId,
    callSign: asked.callSign,
    distanceM: asked.distanceM,
    response: responseOf(() => 0),
    askedAt: new Date(asked.askedAt),
    settled: false,
    is: 'out',
  };
  crew.members.push(member);
  await show.note('asked', member.callSign, { purpose: crew.purpose, metres: asked.distanceM ?? 0 });
  expectAnswer(show, crew, member);
}

/** Draws how they take this ask. Whoever was silent may hear the second one. */
function expectAnswer(show: Show, crew: Crew, member: Member): void {
  const name = `${member.callSign} ${crew.purpose} ${crew.resent}`;
  member.response = responseOf(randomOf(show.seed, name));
  member.settled = false;
  const { says, delayS } = member.response;
  const minutes = says === 'silent' ? silentAfterMinutes : delayS / 60;
  show.stage.in(minutes, () => answer(show, crew, member));
}

/** The field app of that person, signed in at its first use. */
export async function appOf(show: Show, { personId }: Member): Promise<Client> {
  const app = show.apps.get(personId) ?? (await new Client(show.wire, 'field').signIn({ person: personId }));
  show.apps.set(personId, app);
  return app;
}

/** The assignment as its owner's phone shows it. */
export async function readAssignment(app: Client, member: Member): Promise<FieldAssignment> {
  const { assignments, history } = await app.call(readField, {});
  const found = [...assignments, ...history].find((a) => a.id === member.assignmentId);
  if (!found) throw new Error(`${member.callSign} does not see the assignment in the field app`);
  return found;
}

/** An act of that person's phone, with an id of its own. */
export const actOf = <B extends object>(member: Member, more: B) => ({
  params: { assignment: member.assignmentId },
  body: { id: newId(), ...more },
});

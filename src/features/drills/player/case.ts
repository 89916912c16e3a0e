import { newId } from '../../../platform/id.ts';
import { previewCallout, standDown, startCallout } from '../../callouts/contract.ts';
import {
  claimReport,
  closeReport,
  linkReport,
  listReports,
  openFromReport,
  type Report,
} from '../../hotline/contract.ts';
import {
  checkIncident,
  concludeIncident,
  type IncidentDetail,
  readIncident,
  verifyIncident,
} from '../../incidents/contract.ts';
import { findCrossings } from '../../places/contract.ts';
import type { Expected, Scene } from '../contract.ts';
import { type Crew, type Member, watch } from './crew.ts';
import type { Sent } from './residents.ts';
import { type Show, tryTo } from './show.ts';
import { checkIn, debrief, find, goHome } from './volunteer.ts';

/** Everything that is about one thing, and what the desk made of it. */
export interface Case {
  expected: Expected;
  sent: Sent[];
  /** Reports that the desk has linked or closed. */
  handled: number;
  incidentId: string | null;
  crews: Crew[];
  isSending: boolean;
  /** Everyone sent is home again. */
  isQuiet: boolean;
  endedAt: Date | null;
  onEnd(ended: Case): void;
}

/** Minutes that the played desk takes for each step. */
const takes = { triage: 0.6, rumour: 2.5, send: 0.5, look: 1, stay: 2, standDown: 1.5, home: 0.6, write: 1 };

/** Of twelve, two say yes in 97 of 100 evenings. */
const enoughToAsk = 12;
const reaches = [20, 30, 45, 60, 90];

const me = (show: Show) => show.dispatcher.session!.callSign!;
const closing = (e: Expected) => e.verification === 'unverified';
const finding = (e: Expected) => (e.verification === 'confirmed' ? 'confirmed' : 'nothing_there');

/** The report comes up on the board, and the desk decides what it belongs to. */
export const triage = (show: Show, theCase: Case, sent: Sent) =>
  show.stage.in(takes.triage, () =>
    tryTo(show, me(show), async () => {
      const report = await show.stage.waitFor(() => findOnBoard(show, sent));
      await show.note('expected.received', me(show), { door: sent.scene.door }, report !== null);
      if (!report) return;
      await show.dispatcher.call(claimReport, { params: { id: report.id } });
      if (closing(theCase.expected)) await close(show, theCase, report);
      else await place(show, theCase, report);
      theCase.handled++;
      await goOn(show, theCase);
    }),
  );

/** The newest drill report of that door and language which nobody has taken yet. */
async function findOnBoard(show: Show, { scene }: Sent): Promise<Report | undefined> {
  const { items } = await show.dispatcher.call(listReports, {});
  const door = doorOnBoard(scene.door);
  return items.findLast(
    (r) => r.drill && r.state === 'new' && r.door === door && r.words?.includes(scene.what),
  );
}

const doorOnBoard = (door: Scene['door']): Scene['door'] =>
  door === 'sms' || door === 'whatsapp' ? 'wall' : door === 'voice' ? 'desk' : door;

async function close(show: Show, theCase: Case, report: Report): Promise<void> {
  const as = theCase.expected.outcome.replaceAll('-', '_') as 'past_event';
  const { state } = await show.dispatcher.call(closeReport, { params: { id: report.id }, body: { as } });
  await show.note('expected.closed', me(show), { as }, state === 'closed');
  theCase.isQuiet = true;
}

/** A new incident for the first report, a link for those that follow. */
async function place(show: Show, theCase: Case, report: Report): Promise<void> {
  const params = { id: report.id };
  if (!theCase.incidentId) {
    const opened = await show.dispatcher.call(openFromReport, { params, body: { id: newId() } });
    theCase.incidentId = opened.incidentId;
    return show.note('opened', me(show), { crossing: report.place.text ?? '' });
  }
  const incidentId = theCase.incidentId;
  const match = report.serverMatches.find((m) => m.incidentId === incidentId);
  const linked = await show.dispatcher.call(linkReport, { params, body: { incidentId } });
  const score = Math.round((match?.score ?? 0) * 100);
  await show.note('expected.merged', me(show), { score }, linked.incidentId === incidentId);
}

/** What is next for this case after a report was handled or somebody came home. */
async function goOn(show: Show, theCase: Case): Promise<void> {
  const { expected, handled } = theCase;
  const enough = handled >= Math.min(2, expected.reports);
  if (!closing(expected) && !theCase.isSending && enough) {
    theCase.isSending = true;
    if (expected.callout) show.stage.in(takes.send, () => send(show, theCase, 'verify'));
    else show.stage.in(takes.rumour, () => decide(show, theCase));
  }
  if (theCase.isQuiet && handled === expected.reports && !theCase.endedAt) await end(show, theCase);
}

/** Asks a pair to go, by the nearest crossing as meet point. */
const send = (show: Show, theCase: Case, purpose: Crew['purpose']) =>
  tryTo(show, me(show), async () => {
    const incidentId = theCase.incidentId!;
    if (purpose === 'verify') await show.dispatcher.call(checkIncident, { params: { id: incidentId } });
    const incident = await show.dispatcher.call(readIncident, { params: { id: incidentId } });
    const crew = newCrew(show, theCase, purpose);
    theCase.crews.push(crew);
    const callout = await show.dispatcher.call(startCallout, {
      body: {
        id: crew.calloutId,
        incidentId,
        purpose,
        manner: 'pair',
        wanted: crew.wanted,
        roles: purpose === 'verify' ? [] : ['recorder', 'monitor'],
        meet: await meetPoint(show, incident),
        minutes: await reachOf(show, incident, purpose),
      },
    });
    await show.note(`sent.${purpose}`, me(show), { code: callout.code, wanted: crew.wanted });
    await watch(show, crew);
  });

async function meetPoint(show: Show, { point, label }: IncidentDetail) {
  if (!point) throw new Error(`there is no point for ${label}`);
  const near = await show.dispatcher.call(findCrossings, { query: { near: `${point.lat},${point.lon}` } });
  const { name, lat, lon } = near.items[0] ?? { name: label, ...point };
  return { label: name, lat, lon };
}

/** Asks for people within the fewest minutes in which enough of them live: at night that is further away. */
async function reachOf(show: Show, { point }: IncidentDetail, purpose: Crew['purpose']): Promise<number> {
  for (const minutes of reaches) {
    const { eligible } = await show.dispatcher.call(previewCallout, {
      query: { purpose, ...point!, minutes },
    });
    if (eligible >= enoughToAsk) return minutes;
  }
  return reaches.at(-1)!;
}

function newCrew(show: Show, theCase: Case, purpose: Crew['purpose']): Crew {
  const crew: Crew = {
    calloutId: newId(),
    purpose,
    wanted: 2,
    members: [],
    resent: 0,
    over: false,
    arrived: [],
    async onArrival() {
      if (crew.arrived.length < crew.wanted) return;
      crew.over = true;
      await show.note(`expected.${purpose}`, me(show), { count: crew.arrived.length }, true);
      if (purpose === 'verify') show.stage.in(takes.look, () => verifiersReport(show, theCase, crew));
      else show.stage.in(takes.stay, () => stayAndLeave(show, theCase, crew));
    },
    async onFailure() {
      crew.over = true;
      await show.note(`expected.${purpose}`, me(show), { count: crew.arrived.length }, false);
      await tidy(show, theCase);
    },
  };
  return crew;
}

/** Both say what they see; the desk decides on it and, where it is true, asks observers. */
async function verifiersReport(show: Show, theCase: Case, crew: Crew): Promise<void> {
  for (const member of crew.arrived) await find(show, member, finding(theCase.expected));
  await decide(show, theCase);
  if (theCase.expected.verification === 'confirmed') {
    show.stage.in(takes.send, () => send(show, theCase, 'observe'));
    for (const member of crew.arrived) show.stage.in(takes.home, () => home(show, theCase, member));
  } else show.stage.in(takes.send, () => standAllDown(show, theCase, 'false_alarm'));
}

const decide = (show: Show, theCase: Case) =>
  tryTo(show, me(show), async () => {
    const params = { id: theCase.incidentId! };
    const wanted = finding(theCase.expected);
    const body = { id: newId(), finding: wanted } as const;
    const { verification } = await show.dispatcher.call(verifyIncident, { params, body });
    const isRight = verification === theCase.expected.verification.replace('-', '_');
    await show.note(`expected.${wanted}`, me(show), {}, isRight);
    if (theCase.expected.callout) return;
    theCase.isQuiet = true;
    await goOn(show, theCase);
  });

/** They watch for a while and check in; then the desk sends everyone home. */
async function stayAndLeave(show: Show, theCase: Case, crew: Crew): Promise<void> {
  for (const member of crew.arrived) await checkIn(show, member);
  show.stage.in(takes.standDown, () => standAllDown(show, theCase, 'over'));
}

const standAllDown = (show: Show, theCase: Case, reason: 'over' | 'false_alarm' | 'not_needed') =>
  tryTo(show, me(show), async () => {
    const given = { body: { id: newId(), incidentId: theCase.incidentId!, reason } };
    const { to } = await show.dispatcher.call(standDown, given);
    await show.note('standDown', me(show), { count: to.length });
    const there = theCase.crews.flatMap((c) => c.arrived).filter((m) => !gone.has(m));
    for (const member of there) show.stage.in(takes.home, () => home(show, theCase, member));
    if (there.length === 0) await settle(show, theCase);
  });

const gone = new WeakSet<Member>();

async function home(show: Show, theCase: Case, member: Member): Promise<void> {
  if (gone.has(member)) return;
  gone.add(member);
  await goHome(show, member);
  show.stage.in(takes.write, async () => {
    await debrief(show, member);
    await settle(show, theCase);
  });
}

/** When the last call-out is over and everyone is home, the case is quiet. */
async function settle(show: Show, theCase: Case): Promise<void> {
  const last = theCase.crews.at(-1);
  const wasLast = last?.purpose === 'observe' || theCase.expected.verification !== 'confirmed';
  const everyone = theCase.crews.flatMap((c) => c.arrived);
  if (!wasLast || !last?.over || !everyone.every((m) => gone.has(m))) return;
  theCase.isQuiet = true;
  await goOn(show, theCase);
}

async function end(show: Show, theCase: Case): Promise<void> {
  theCase.endedAt = show.stage.now();
  if (theCase.incidentId) {
    const { outcome } = theCase.expected;
    const given = { params: { id: theCase.incidentId }, body: { outcome } };
    const { response } = await show.dispatcher.call(concludeIncident, given);
    await show.note('expected.concluded', me(show), { outcome }, response === 'concluded');
  }
  theCase.onEnd(theCase);
}

/** Leaves nothing open behind: stands everyone down and concludes as "could not be verified". */
export async function tidy(show: Show, theCase: Case): Promise<void> {
  if (!theCase.incidentId || theCase.endedAt) return;
  theCase.endedAt = show.stage.now();
  for (const crew of theCase.crews) crew.over = true;
  const params = { id: theCase.incidentId };
  await tryTo(show, me(show), async () => {
    const { verification } = await show.dispatcher.call(readIncident, { params });
    if (theCase.crews.length > 0)
      await show.dispatcher.call(standDown, {
        body: { id: newId(), incidentId: params.id, reason: 'not_needed' },
      });
    if (verification === 'unverified' || verification === 'checking')
      await show.dispatcher.call(verifyIncident, { params, body: { id: newId(), finding: 'cannot_tell' } });
    const outcome = verification === 'confirmed' ? 'confirmed' : 'cannot-verify';
    await show.dispatcher.call(concludeIncident, { params, body: { outcome } });
    await show.note('tidied', me(show), {});
  });
}

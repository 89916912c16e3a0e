import { newId } from '../../../platform/id.ts';
import { previewCallout, standDown, startCallout } from '../../callouts/contract.ts';
import { type IncidentDetail, readIncident, verifyIncident } from '../../incidents/contract.ts';
import { findCrossings } from '../../places/contract.ts';
import { type Case, desk, everyoneOut, findingOf } from './case.ts';
import { type Crew, type Member, watch } from './crew.ts';
import { type Show, tryTo } from './show.ts';
import { tidy } from './tidy.ts';
import { checkIn, debrief, find, goHome } from './volunteer.ts';

/** Minutes that pass before each of these. */
const takes = { send: 0.5, look: 1, stay: 2, standDown: 1.5, leave: 0.6, write: 1 };

/** Of twelve, two say yes in 97 of 100 evenings. */
const enoughToAsk = 12;
const reaches = [20, 30, 45, 60, 90, 150, 240];

/** Asks a pair to go, with the nearest crossing as meet point. */
export const send = (show: Show, one: Case, purpose: Crew['purpose']) =>
  tryTo(show, desk(show), async () => {
    const incident = await show.dispatcher.call(readIncident, { params: { id: one.incidentId! } });
    const crew = newCrew(show, one, purpose);
    one.crews.push(crew);
    const callout = await show.dispatcher.call(startCallout, {
      body: {
        ...{ id: crew.calloutId, incidentId: incident.id, purpose, manner: 'pair', wanted: crew.wanted },
        roles: purpose === 'verify' ? [] : ['recorder', 'monitor'],
        meet: await meetPoint(show, incident),
        minutes: await reachOf(show, incident, purpose),
      },
    });
    await show.note(`sent.${purpose}`, desk(show), { code: callout.code, wanted: crew.wanted });
    await watch(show, crew);
  });

async function meetPoint(show: Show, { point, label }: IncidentDetail) {
  if (!point) throw new Error(`there is no point for ${label}`);
  const near = await show.dispatcher.call(findCrossings, { query: { near: `${point.lat},${point.lon}` } });
  const { name, lat, lon } = near.items[0] ?? { name: label, ...point };
  return { label: name, lat, lon };
}

/** The fewest minutes within which enough people live who can be asked: at night they live further away. */
async function reachOf(show: Show, { point }: IncidentDetail, purpose: Crew['purpose']): Promise<number> {
  for (const minutes of reaches) {
    const query = { purpose, ...point!, minutes };
    if ((await show.dispatcher.call(previewCallout, { query })).eligible >= enoughToAsk) return minutes;
  }
  return reaches.at(-1)!;
}

function newCrew(show: Show, one: Case, purpose: Crew['purpose']): Crew {
  const crew: Crew = {
    ...{ calloutId: newId(), purpose, wanted: 2, members: [], resent: 0, isOver: false, arrived: [] },
    async onArrival() {
      if (crew.arrived.length < crew.wanted) return;
      crew.isOver = true;
      await show.note(`expected.${purpose}`, desk(show), { count: crew.arrived.length }, true);
      if (purpose === 'verify') show.stage.in(takes.look, () => verifiersReport(show, one, crew));
      else show.stage.in(takes.stay, () => stayAndLeave(show, one, crew));
    },
    async onFailure() {
      await show.note(`expected.${purpose}`, desk(show), { count: crew.arrived.length }, false);
      await tidy(show, one);
    },
  };
  return crew;
}

/** Both say what they see; the desk decides on it and, where it is true, asks observers. */
async function verifiersReport(show: Show, one: Case, crew: Crew): Promise<void> {
  for (const member of crew.arrived) await find(show, member, findingOf(one.expected));
  await decide(show, one);
  if (one.expected.verification !== 'confirmed')
    return show.stage.in(takes.send, () => standAllDown(show, one, 'false_alarm'));
  for (const member of crew.arrived) show.stage.in(takes.leave, () => leave(show, one, member));
  show.stage.in(takes.send, () => send(show, one, 'observe'));
}

/** The desk writes down what the check found. */
export const decide = (show: Show, one: Case) =>
  tryTo(show, desk(show), async () => {
    const finding = findingOf(one.expected);
    const { verification } = await show.dispatcher.call(verifyIncident, {
      params: { id: one.incidentId! },
      body: { id: newId(), finding },
    });
    const isRight = verification === one.expected.verification.replace('-', '_');
    await show.note(`expected.${finding}`, desk(show), {}, isRight);
    if (one.expected.callout) return;
    one.isQuiet = true;
    await one.next();
  });

/** They watch for a while and check in; then the desk sends everyone home. */
async function stayAndLeave(show: Show, one: Case, crew: Crew): Promise<void> {
  for (const member of crew.arrived) await checkIn(show, member);
  show.stage.in(takes.standDown, () => standAllDown(show, one, 'over'));
}

const standAllDown = (show: Show, one: Case, reason: 'over' | 'false_alarm') =>
  tryTo(show, desk(show), async () => {
    const given = { body: { id: newId(), incidentId: one.incidentId!, reason } };
    const { to } = await show.dispatcher.call(standDown, given);
    await show.note('standDown', desk(show), { count: to.length });
    for (const member of everyoneOut(one))
      if (member.is === 'out') show.stage.in(takes.leave, () => leave(show, one, member));
  });

async function leave(show: Show, one: Case, member: Member): Promise<void> {
  if (member.is !== 'out') return;
  member.is = 'leaving';
  await goHome(show, member);
  show.stage.in(takes.write, async () => {
    await debrief(show, member);
    member.is = 'home';
    const isLast = one.crews.at(-1)!.purpose === 'observe' || one.expected.verification !== 'confirmed';
    one.isQuiet = isLast && one.crews.at(-1)!.isOver && everyoneOut(one).every((m) => m.is === 'home');
    await one.next();
  });
}

import {
  fieldAnswer,
  fieldCheckIn,
  fieldConduct,
  fieldDebrief,
  fieldDepart,
  fieldEnRoute,
  fieldFinding,
  fieldOnScene,
  fieldStandDownAck,
  readCallout,
} from '../../callouts/contract.ts';
import { etaMinutes, travelS } from '../rules.ts';
import { actOf, appOf, type Crew, type Member, readAssignment } from './crew.ts';
import { type Show, tryTo } from './show.ts';

/** From the yes to leaving: median 105 s, the conduct card read meanwhile (Ganter 2025). */
const leaveMinutes = 1.75;

/** They read the ask and answer it, each in their way. */
export const answer = (show: Show, crew: Crew, member: Member) =>
  tryTo(show, member.callSign, async () => {
    member.settled = true;
    const { says, by } = member.response;
    if (says === 'silent') return show.note('silent', member.callSign);
    if (!(await askArrived(show, member))) return;
    const minutes = etaMinutes(member.response, member.distanceM);
    if (by === 'text') await text(show, member, says === 'yes' ? `yes ${minutes}` : 'no');
    else await byApp(show, member, says, minutes);
    await show.note(`answered.${says}`, member.callSign, { by, minutes });
    if (says === 'yes') await afterYes(show, crew, member, minutes);
  });

/** The ask is on the phone, and says that it is a drill. */
async function askArrived(show: Show, member: Member): Promise<boolean> {
  const address = await show.phones.of(member.callSign);
  const ask = await show.stage.waitFor(async () =>
    (await show.phones.heard(address, member.askedAt)).find((m) => m.purpose === 'ask'),
  );
  if (!ask) await show.note('expected.ask', member.callSign, {}, false);
  else if (!ask.drill) await show.note('expected.mark', member.callSign, {}, false);
  return ask !== null;
}

async function text(show: Show, member: Member, words: string): Promise<string | null> {
  return show.phones.write(await show.phones.of(member.callSign), words);
}

async function byApp(show: Show, member: Member, says: 'yes' | 'no', etaMinutes: number) {
  const app = await appOf(show, member);
  await app.call(fieldAnswer, actOf(member, { says, ...(says === 'yes' && { etaMinutes }) }));
}

async function afterYes(show: Show, crew: Crew, member: Member, minutes: number): Promise<void> {
  const callout = await show.dispatcher.call(readCallout, { params: { id: crew.calloutId } });
  const own = callout.assignments.find((a) => a.id === member.assignmentId);
  if (own?.state !== 'accepted') return show.note('kept', member.callSign, { state: own?.state ?? '' });
  const way = travelS(member.response, member.distanceM) / 60;
  show.stage.in(Math.min(leaveMinutes, way / 2), () => leave(show, crew, member, minutes));
  show.stage.in(way, () => arrive(show, crew, member));
}

/** Whoever waits for a partner looks again. */
const lookAgainMinutes = 0.5;

const leave = (show: Show, crew: Crew, member: Member, minutes: number): Promise<void> =>
  tryTo(show, member.callSign, async () => {
    const app = await appOf(show, member);
    const { state, waits } = await readAssignment(app, member);
    if (state !== 'accepted' || crew.isOver) return;
    if (waits) return show.stage.in(lookAgainMinutes, () => leave(show, crew, member, minutes));
    if (member.response.by === 'text') await text(show, member, 'on my way');
    else {
      await app.call(fieldConduct, actOf(member, {}));
      await app.call(fieldEnRoute, actOf(member, {}));
    }
    await show.note('enRoute', member.callSign, { minutes });
  });

const arrive = (show: Show, crew: Crew, member: Member): Promise<void> =>
  tryTo(show, member.callSign, async () => {
    const app = await appOf(show, member);
    const { state, waits } = await readAssignment(app, member);
    if ((state !== 'accepted' && state !== 'en_route') || crew.isOver) return;
    if (waits && state === 'accepted')
      return show.stage.in(lookAgainMinutes, () => arrive(show, crew, member));
    if (member.response.by === 'text') await text(show, member, 'here');
    else await app.call(fieldOnScene, actOf(member, {}));
    crew.arrived.push(member);
    await show.note('onScene', member.callSign, { by: member.response.by });
    await crew.onArrival(member);
  });

/** A verifier says what is there. */
export const find = (show: Show, member: Member, finding: 'confirmed' | 'nothing_there') =>
  tryTo(show, member.callSign, async () => {
    if (member.response.by === 'text')
      await text(show, member, finding === 'confirmed' ? 'confirmed' : 'nothing');
    else await (await appOf(show, member)).call(fieldFinding, actOf(member, { finding }));
    await show.note(`found.${finding}`, member.callSign);
  });

/** "I am all right." */
export const checkIn = (show: Show, member: Member) =>
  tryTo(show, member.callSign, async () => {
    if (member.response.by === 'text') await text(show, member, 'ok');
    else await (await appOf(show, member)).call(fieldCheckIn, actOf(member, {}));
    const { checkInAt } = await readAssignment(await appOf(show, member), member);
    await show.note('expected.checkedIn', member.callSign, {}, checkInAt !== null);
  });

/** They acknowledge the stand-down, if there is one, and go home. */
export const goHome = (show: Show, member: Member) =>
  tryTo(show, member.callSign, async () => {
    const app = await appOf(show, member);
    const byText = member.response.by === 'text';
    const now = await readAssignment(app, member);
    if (now.standDown && !now.standDown.ackedAt) {
      if (byText) await text(show, member, 'ok');
      else await app.call(fieldStandDownAck, actOf(member, {}));
      await show.note('acked', member.callSign, { by: member.response.by });
    }
    if ((await readAssignment(app, member)).state !== 'departed') {
      if (byText) await text(show, member, 'left');
      else await app.call(fieldDepart, actOf(member, {}));
    }
    const { state } = await readAssignment(app, member);
    await show.note('expected.departed', member.callSign, {}, state === 'departed');
  });

const debriefed: Record<string, string | number | boolean> = {
  'what-happened': 'A rehearsal: arrived, stood back, watched, wrote down the times, left when asked to.',
  'how-ended': 'they-left',
  detained: 0,
  'told-to-move': false,
};

/** They write it up at home. */
export const debrief = (show: Show, member: Member) =>
  tryTo(show, member.callSign, async () => {
    const app = await appOf(show, member);
    await app.call(fieldDebrief, actOf(member, { answers: debriefed }));
    const { debriefedAt } = await readAssignment(app, member);
    await show.note('expected.debriefed', member.callSign, {}, debriefedAt !== null);
  });

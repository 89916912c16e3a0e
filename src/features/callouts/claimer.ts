import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { type Answer, type Claimer, type Inbound, readAnswer } from '../channels/index.ts';
import { note } from '../incidents/index.ts';
import { sealFor } from '../keys/index.ts';
import { need, raiseEmergency } from './commands/alarms.ts';
import { type AnswerOut, answer } from './commands/answer.ts';
import { asPerson, assignmentEvent, langFor, signsOf } from './commands/common.ts';
import { arrive, checkIn, depart, goEnRoute, readConduct } from './commands/go.ts';
import { nextAfter, replyTo } from './commands/replies.ts';
import { find, writeNote } from './commands/report.ts';
import { ackStandDown } from './commands/standdown.ts';
import { standingOf } from './commands/steps.ts';
import type { Action, Waits } from './contract.ts';
import { type Key, say } from './messages.ts';
import { isSeated, mayAct, readEmergency, readFinding } from './rules.ts';
import * as store from './store.ts';

/** How long an ask, a yes after the filling or a finished assignment still takes a short answer, in minutes. */
const stillHeard = 6 * 60;

/** The whole assignment by text: a member's message is for what they are asked or out for, or it is somebody else's. */
export const claimer: Claimer = {
  name: 'callouts',
  async claim(ctx, inbound) {
    if (!inbound.personId) return null;
    const said = readAnswer(inbound.body);
    const chosen = await choose(ctx, inbound.personId, said);
    if (!chosen || !isMeant(chosen.row, said, inbound.body)) return null;
    const signs = await signsOf(ctx, [inbound.personId]);
    const me = asPerson(ctx, inbound.personId, signs.get(inbound.personId) ?? null);
    const reply = await take(me, chosen, said, inbound);
    return { reply, subject: chosen.row.id, drill: chosen.callout.drill };
  },
};

interface Chosen {
  row: store.AssignmentRow;
  callout: store.CalloutRow;
}

const urgency = ['on_scene', 'en_route', 'accepted', 'asked', 'no_answer', 'reserve', 'declined', 'released'];

/** The assignment that the code names; without a code what is under way, then the newest ask. */
async function choose(ctx: Ctx, personId: string, said: Answer): Promise<Chosen | null> {
  const rows = await store.selectAssignmentsOfPeople(ctx, [personId], plusMinutes(ctx.now, -stillHeard));
  const callouts = new Map(
    (
      await store.selectCallouts(
        ctx,
        rows.map((r) => r.calloutId),
      )
    ).map((c) => [c.id, c]),
  );
  const all = rows.map((row) => ({ row, callout: callouts.get(row.calloutId)! }));
  const named = said.code ? all.filter(({ callout }) => callout.code === said.code) : [];
  const rank = ({ row }: Chosen) => (urgency.indexOf(row.state) + urgency.length + 1) % (urgency.length + 1);
  const pool = named.length > 0 ? named : all;
  // Rows come newest first and the sort is stable.
  return [...pool].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** Somebody who is out is heard whatever they write; from others only an answer is one: the rest may be a report. */
function isMeant(row: store.AssignmentRow, said: Answer, body: string): boolean {
  if (isSeated(row.state) || row.state === 'asked' || said.code) return true;
  if (row.state === 'departed') return said.says === 'left' || readFinding(body) !== null;
  return said.says === 'yes' || said.says === 'no' || said.etaMinutes !== null;
}

async function take(ctx: Ctx, chosen: Chosen, said: Answer, inbound: Inbound): Promise<string> {
  const { row, callout } = chosen;
  const standing = await standingOf(ctx, row, callout, ctx.now);
  const text = inbound.body.trim();
  const emergency = readEmergency(text);
  if (emergency && mayAct('emergency', standing))
    return after(ctx, chosen, 'emergency', (id) => raiseEmergency(ctx, row.id, { id, kind: emergency }));
  if (standing.standDownPending) return takeStandDown(ctx, chosen, said, text);
  if (row.state === 'accepted') return takeAccepted(ctx, chosen, said, text, standing.waits);
  if (row.state === 'en_route' || row.state === 'on_scene' || row.state === 'departed')
    return takeOut(ctx, chosen, said, text);
  return takeAsk(ctx, chosen, said, text);
}

/** Does a step and says what is next. */
async function after(
  ctx: Ctx,
  { row, callout }: Chosen,
  action: Action,
  run: (actId: string) => Promise<unknown>,
): Promise<string> {
  await run(newId());
  const now = (await store.selectAssignment(ctx, row.id))!;
  return nextAfter(ctx, now, callout, action);
}

async function respond(
  ctx: Ctx,
  { row, callout }: Chosen,
  says: 'yes' | 'no',
  said: Answer,
): Promise<string> {
  const result = await give(ctx, row, says, said);
  return replyTo(ctx, (await store.selectAssignment(ctx, row.id))!, callout, result);
}

async function give(
  ctx: Ctx,
  row: store.AssignmentRow,
  says: 'yes' | 'no',
  said: Answer,
): Promise<AnswerOut> {
  const [result] = await answer(ctx, [
    {
      actId: newId(),
      assignmentId: row.id,
      says,
      etaMinutes: said.etaMinutes ?? undefined,
      words: said.rest || undefined,
      actor: ctx.actor,
    },
  ]);
  return result!;
}

async function takeAsk(ctx: Ctx, chosen: Chosen, said: Answer, text: string): Promise<string> {
  const { row, callout } = chosen;
  if (said.says === 'no') return respond(ctx, chosen, 'no', said);
  if (said.says === 'onMyWay') return setOff(ctx, chosen, said);
  if (said.says === 'yes' || said.says === 'ok' || said.etaMinutes !== null)
    return respond(ctx, chosen, 'yes', said);
  // Not understood: the words are kept and shown, and the ask stands.
  await store.updateAssignments(ctx, [row.id], await sealFor(ctx, ['desk'], row.id, { says: text }));
  const data = { code: callout.code, callSign: ctx.actor.callSign ?? '' };
  await note(ctx, row.incidentId, 'assignment.says', { subject: row.id, data, words: text });
  await emit(ctx, assignmentEvent('assignment.says', row));
  return say(langFor(row), 'how', { code: callout.code });
}

/** "On my way" as the first word is a yes too. */
async function setOff(ctx: Ctx, chosen: Chosen, said: Answer): Promise<string> {
  const result = await give(ctx, chosen.row, 'yes', said);
  const row = (await store.selectAssignment(ctx, chosen.row.id))!;
  const reply = await replyTo(ctx, row, chosen.callout, result);
  if (result.outcome !== 'accepted') return reply;
  // The reply says to wait.
  if ((await standingOf(ctx, row, chosen.callout, ctx.now)).waits) return reply;
  const next = await goNow(ctx, { ...chosen, row });
  return `${reply}\n${next}`;
}

/** Whoever sets off or arrives by text says with it that they keep to the five lines they were sent. */
async function goNow(ctx: Ctx, chosen: Chosen): Promise<string> {
  await agree(ctx, chosen.row);
  return after(ctx, chosen, 'en-route', (id) => goEnRoute(ctx, chosen.row.id, { id }));
}

async function agree(ctx: Ctx, row: store.AssignmentRow): Promise<void> {
  if (!row.conductAt) await readConduct(ctx, row.id, { id: newId() });
}

async function takeAccepted(
  ctx: Ctx,
  chosen: Chosen,
  said: Answer,
  text: string,
  waits: Waits | null,
): Promise<string> {
  const { row, callout } = chosen;
  switch (said.says) {
    case 'no':
    case 'left':
      return respond(ctx, chosen, 'no', said);
    case 'onMyWay':
      if (said.etaMinutes !== null) await give(ctx, row, 'yes', said);
      return waits ? wait(chosen, waits) : goNow(ctx, chosen);
    case 'here':
      if (waits) return hereTooSoon(ctx, chosen, waits);
      await agree(ctx, row);
      return after(ctx, chosen, 'on-scene', (id) => arrive(ctx, row.id, { id }));
    case 'ok':
      await agree(ctx, row);
      return waits ? wait(chosen, waits) : say(langFor(row), 'conduct', { code: callout.code });
    default:
      if (said.etaMinutes !== null || said.says === 'yes') return respond(ctx, chosen, 'yes', said);
      return keep(ctx, chosen, text, 'nextAccepted');
  }
}

const wait = ({ row, callout }: Chosen, waits: Waits): string =>
  `${callout.code}: ${say(langFor(row), `waits.${waits}`)}`;

/** Went without having been let go: the desk must call, whoever it is. */
async function hereTooSoon(ctx: Ctx, chosen: Chosen, waits: Waits): Promise<string> {
  const { row, callout } = chosen;
  await need(ctx, row.id, { id: newId(), who: 'desk' });
  if (waits === 'check') return wait(chosen, waits);
  return say(langFor(row), 'hereAlone', { code: callout.code, number: ctx.network.emergencyNumber });
}

async function takeOut(ctx: Ctx, chosen: Chosen, said: Answer, text: string): Promise<string> {
  const { row, callout } = chosen;
  const isThere = row.state === 'on_scene';
  const finding = readFinding(text.replace(/^#?[a-z]\d{1,3}[\s:,.;-]+/iu, ''));
  if (finding && callout.purpose === 'verify' && row.state !== 'en_route')
    return after(ctx, chosen, 'finding', (id) => find(ctx, row.id, { id, finding, words: text }));
  if (row.state === 'departed') return nextAfter(ctx, row, callout, 'depart');
  if (said.says === 'left') return after(ctx, chosen, 'depart', (id) => depart(ctx, row.id, { id }));
  if (said.says === 'ok' || (said.says === 'here' && isThere))
    return after(ctx, chosen, 'check-in', (id) => checkIn(ctx, row.id, { id }));
  if (said.says === 'here') return after(ctx, chosen, 'on-scene', (id) => arrive(ctx, row.id, { id }));
  if (said.says === 'no' && !isThere) return respond(ctx, chosen, 'no', said);
  if (said.etaMinutes !== null && !isThere) return respond(ctx, chosen, 'yes', said);
  if (said.says === 'onMyWay') return nextAfter(ctx, row, callout, 'en-route');
  return keep(ctx, chosen, text, isThere ? 'nextOnScene' : 'nextEnRoute');
}

async function takeStandDown(ctx: Ctx, chosen: Chosen, said: Answer, text: string): Promise<string> {
  const { row } = chosen;
  if (said.says === 'left' && row.state === 'on_scene') {
    await ackStandDown(ctx, row.id, { id: newId() });
    return after(ctx, chosen, 'depart', (id) => depart(ctx, row.id, { id }));
  }
  if (said.says === 'ok' || said.says === 'yes' || said.says === 'left')
    return after(ctx, chosen, 'stand-down-ack', (id) => ackStandDown(ctx, row.id, { id }));
  return keep(ctx, chosen, text, 'nextStandDown');
}

/** Free text of somebody who is out: sealed to the desk, on the timeline. */
async function keep(ctx: Ctx, { row, callout }: Chosen, text: string, next: Key): Promise<string> {
  const lang = langFor(row);
  if (text) await writeNote(ctx, row.id, { id: newId(), words: text.slice(0, 2000) });
  return say(lang, 'howLater', { code: callout.code, next: say(lang, next) });
}

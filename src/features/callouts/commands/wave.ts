import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { send } from '../../channels/index.ts';
import { note } from '../../incidents/index.ts';
import { callsStopped } from '../../playbooks/index.ts';
import type { Purpose } from '../contract.ts';
import { langOf, say } from '../messages.ts';
import { acceptanceOf, etaMinutes, isSeated, planAlerts, takesPart } from '../rules.ts';
import * as store from '../store.ts';
import { type Near, nearby } from './candidates.ts';
import { closeCallout, waveKey } from './close.ts';
import {
  assignmentEvent,
  langFor,
  pointsOf,
  roleNeeded,
  sendableNow,
  signsOf,
  zoneNameFor,
} from './common.ts';
import { placeRoom } from './places.ts';

/** After so many minutes without a word an ask counts as unanswered; a late yes is still taken. */
const silentAfter = 10;
/** Nobody is asked any more when this many minutes have passed. */
const giveUpAfter = 120;
/** Look again where nobody is left to ask, or no place is free. */
const lookAgain = 2;

export const planWave = (ctx: Ctx, calloutId: string, at = ctx.now): Promise<void> =>
  enqueue(ctx, 'callouts.wave', { callout: calloutId }, at, waveKey(calloutId));

/** Somebody who had said yes does not come: the call-out wants another, unless it is closed for good. */
export async function wantAgain(ctx: Ctx, callout: store.CalloutRow): Promise<void> {
  if (callout.closedAs === 'filled')
    await store.updateCallout(ctx, callout.id, { closed_at: null, closed_as: null });
  if (!callout.closedAt || callout.closedAs === 'filled') await planWave(ctx, callout.id);
}

/**
 * One look at a call-out: closes it when it is full, else asks whom the plan names and sets the next look. Under the
 * lock of the places: what an answer of the same moment changes is seen, or is planned for after this look.
 */
export async function wave(ctx: Ctx, calloutId: string): Promise<void> {
  await store.lockPlaces(ctx);
  const callout = await store.selectCallout(ctx, calloutId, { lock: true });
  if (!callout || callout.closedAt) return;
  if (await callsStopped(ctx)) return closeCallout(ctx, callout, 'counsel');
  await store.endAsks(ctx, { calloutIds: [calloutId] }, 'no_answer', plusMinutes(ctx.now, -silentAfter));
  const rows = await store.selectAssignmentsOf(ctx, [calloutId]);
  const seated = rows.filter(takesPart);
  // A relief's promise counts: who gave it goes when the relieved leaves.
  const promised = rows.filter((r) => r.state === 'reserve' && r.relieves).length;
  if (seated.length + promised >= callout.wanted) {
    await closeCallout(ctx, callout, 'filled');
    return introduce(ctx, callout, seated);
  }
  if (ctx.now > plusMinutes(callout.at, giveUpAfter)) return closeCallout(ctx, callout, 'expired');
  const { meet, incident } = pointsOf(ctx, callout);
  const free = await placeRoom(ctx, ...(incident ? [meet, incident] : [meet]));
  // A relief takes the place of whom it relieves; nobody else is asked for a place that is not there.
  const wanted =
    callout.purpose === 'relief' ? callout.wanted - promised : Math.min(callout.wanted, seated.length + free);
  await askMore(ctx, callout, rows, { seated: seated.length, wanted });
}

/** The first look at a call-out that was made in this transaction: nobody has been asked, and what must hold holds. */
export const firstWave = (ctx: Ctx, callout: store.CalloutRow): Promise<void> =>
  askMore(ctx, callout, [], { seated: 0, wanted: callout.wanted });

/** Asks the next, and plans when to look again. */
async function askMore(
  ctx: Ctx,
  callout: store.CalloutRow,
  rows: store.AssignmentRow[],
  { seated, wanted }: { seated: number; wanted: number },
): Promise<void> {
  const later = plusMinutes(ctx.now, lookAgain);
  if (wanted <= seated) return planWave(ctx, callout.id, later);
  const { meet } = pointsOf(ctx, callout);
  const pending = await pendingOf(ctx, rows);
  const known = new Set(rows.map((r) => r.personId));
  const near = (await nearby(ctx, { ...callout, meet }, { certified: true })).filter(
    (n) => n.reasons.length === 0 && !known.has(n.responder.personId),
  );
  const { ask, nextCheckAt } = await planSendable(ctx, callout.purpose, near, { wanted, seated, pending });
  await sendAsks(ctx, callout, ask);
  const nextAt = ask.length === 0 && pending.length === 0 ? later : (nextCheckAt ?? later);
  await planWave(ctx, callout.id, nextAt);
}

async function pendingOf(ctx: Ctx, rows: store.AssignmentRow[]) {
  const asked = rows.filter((r) => r.state === 'asked');
  const known = await store.selectResponders(
    ctx,
    asked.map((r) => r.personId),
  );
  const chance = new Map(known.map((r) => [r.personId, acceptanceOf(r.askedCount, r.yesCount)]));
  return asked.map((r) => ({ askedAt: r.askedAt, acceptance: chance.get(r.personId) ?? 0 }));
}

/** The plan over those whom their owners confirm as fit to be sent; who is not falls out and the plan is made again. */
export async function planSendable(
  ctx: Ctx,
  purpose: Purpose,
  near: Near[],
  need: { wanted: number; seated: number; pending: { askedAt: Date; acceptance: number }[] },
): Promise<{ ask: Near[]; nextCheckAt: Date | null }> {
  let candidates = near;
  for (;;) {
    const plan = planAlerts({ ...need, now: ctx.now, candidates: candidates.map(candidateOf) });
    const fit = await sendableNow(ctx, roleNeeded(purpose), plan.ask);
    const unfit = plan.ask.filter((id) => !fit.has(id));
    if (unfit.length === 0) {
      const byId = new Map(candidates.map((n) => [n.responder.personId, n]));
      return { ask: plan.ask.map((id) => byId.get(id)!), nextCheckAt: plan.nextCheckAt };
    }
    candidates = candidates.filter((n) => !unfit.includes(n.responder.personId));
  }
}

const candidateOf = ({ responder, distanceM, asksThisWeek }: Near) => ({
  personId: responder.personId,
  etaMinutes: etaMinutes(distanceM),
  acceptance: acceptanceOf(responder.askedCount, responder.yesCount),
  lastAskedAt: responder.askedAt,
  asksThisWeek,
});

async function sendAsks(ctx: Ctx, callout: store.CalloutRow, ask: Near[]): Promise<void> {
  if (ask.length === 0) return;
  const number = callout.wave + 1;
  const rows = ask.map(({ responder, distanceM }) => ({
    id: newId(),
    calloutId: callout.id,
    incidentId: callout.incidentId,
    personId: responder.personId,
    role: roleNeeded(callout.purpose),
    language: langOf(responder.languages),
    distanceM,
    wave: number,
  }));
  await store.updateCallout(ctx, callout.id, { wave: number });
  await store.insertAssignments(ctx, rows);
  await store.addAsked(
    ctx,
    rows.map((r) => r.personId),
  );
  await sendAskMessages(ctx, callout, rows, 'ask');
  await note(ctx, callout.incidentId, 'callout.wave', {
    subject: callout.id,
    data: { code: callout.code, wave: number, asked: rows.length },
  });
  await emit(ctx, ...rows.map((row) => assignmentEvent('assignment.asked', row)));
}

/** Zone, code and purpose; nothing that a lock screen must not show. */
export async function sendAskMessages(
  ctx: Ctx,
  callout: store.CalloutRow,
  rows: { id: string; personId: string; language: string }[],
  key: 'ask' | 'askAgain',
): Promise<void> {
  const zone = await zoneNameFor(ctx, callout.zoneId);
  const { unreachable } = await send(
    ctx,
    rows.map((row) => {
      const lang = langFor(row);
      const { code, purpose, minutes } = callout;
      return {
        to: { personId: row.personId },
        body: say(lang, key, { network: 'Porchlight', code, purpose, zone: zone(lang), minutes }),
        language: row.language,
        purpose: 'ask',
        subject: row.id,
        urgent: true,
        drill: callout.drill,
      };
    }),
  );
  // Nobody waits for an answer to what could not be sent.
  const silent = rows.filter((r) => unreachable.includes(r.personId));
  await store.updateAssignments(
    ctx,
    silent.map((r) => r.id),
    { state: 'no_answer' },
  );
}

/** Tells those who go who their partners are, once the team is complete. */
async function introduce(ctx: Ctx, callout: store.CalloutRow, seated: store.AssignmentRow[]): Promise<void> {
  const going = seated.filter((r) => isSeated(r.state));
  const signs = await signsOf(
    ctx,
    going.map((r) => r.personId),
  );
  const others = (row: store.AssignmentRow) =>
    going.filter((r) => r.id !== row.id).map((r) => signs.get(r.personId) ?? '');
  await send(
    ctx,
    going
      .filter((row) => others(row).length > 0)
      .map((row) => ({
        to: { personId: row.personId },
        body: say(langFor(row), 'teamFull', { code: callout.code, names: others(row).join(', ') }),
        language: row.language,
        purpose: 'team',
        subject: row.id,
        drill: callout.drill,
      })),
  );
  await note(ctx, callout.incidentId, 'callout.filled', {
    subject: callout.id,
    data: { code: callout.code, people: going.length },
  });
  await emit(ctx, { kind: 'callout.filled', subject: callout.id, data: { incident: callout.incidentId } });
}

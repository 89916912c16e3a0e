import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { note } from '../../incidents/index.ts';
import type { STEPS } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { type AnswerIn, type AnswerOut, answer } from './answer.ts';
import { closeCallout } from './close.ts';
import { langFor } from './common.ts';
import { arrive, checkIn, depart, goEnRoute, readConduct } from './go.ts';
import { replyTo } from './replies.ts';
import { mustNotBeStopped } from './start.ts';
import type { Act } from './steps.ts';
import { planWave, sendAskMessages } from './wave.ts';

/** Seconds in which a second "resend" is the first one's double click. */
const resendPauseMinutes = 1;

async function openCallout(ctx: Ctx, id: string): Promise<store.CalloutRow> {
  const callout = await store.selectCallout(ctx, id, { lock: true });
  if (!callout) throw notFound('call-out');
  if (callout.closedAt)
    throw conflict(`Call-out ${callout.code} is closed.`, { at: callout.closedAt.toISOString() });
  return callout;
}

/** Asks those who have not answered once more and looks for others now. Within a minute it is the same act. */
export async function resend(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'resend', 'callout');
  const callout = await openCallout(ctx, id);
  if (callout.resentAt && callout.resentAt > plusMinutes(ctx.now, -resendPauseMinutes)) return;
  await mustNotBeStopped(ctx);
  const rows = await store.selectAssignmentsOf(ctx, [id]);
  const silent = rows.filter((r) => r.state === 'asked' || r.state === 'no_answer');
  await store.updateCallout(ctx, id, { resent_at: ctx.now });
  await store.updateAssignments(
    ctx,
    silent.map((r) => r.id),
    { state: 'asked', asked_at: ctx.now },
  );
  await sendAskMessages(ctx, callout, silent, 'askAgain');
  await note(ctx, callout.incidentId, 'callout.resent', {
    subject: id,
    data: { code: callout.code, asked: silent.length },
  });
  await planWave(ctx, id);
}

/** Asks nobody further. Closed already is done. */
export async function close(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'close', 'callout');
  const callout = await store.selectCallout(ctx, id, { lock: true });
  if (!callout) throw notFound('call-out');
  if (!callout.closedAt) await closeCallout(ctx, callout, 'desk');
}

/** An answer's result for whoever waits for it. Throws 404, 409 or 422 where it was refused. */
export async function orThrow(
  ctx: Ctx,
  assignmentId: string,
  result: AnswerOut,
): Promise<{ row: store.AssignmentRow; callout: store.CalloutRow }> {
  const row = await store.selectAssignment(ctx, assignmentId);
  if (!row) throw notFound('assignment');
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  if (result.outcome !== 'refused') return { row, callout };
  const lang = langFor(row);
  switch (result.why) {
    case 'unknown':
      throw notFound('assignment');
    case 'mismatch':
      throw conflict('This id was used for another act already.');
    case 'not_sendable':
    case 'elsewhere':
    case 'stopped':
      throw refused(say(lang, `refused.${result.why}`));
    default:
      throw conflict(say(lang, `refused.${result.why}`), { state: row.state });
  }
}

/** A dispatcher enters what somebody said on the telephone; the person gets it in writing. Returns the call-out's id. */
export async function answerFor(
  ctx: Ctx,
  assignmentId: string,
  said: Pick<AnswerIn, 'actId' | 'says' | 'etaMinutes' | 'words' | 'said'>,
): Promise<{ outcome: 'accepted' | 'reserve' | 'declined'; calloutId: string }> {
  authorize(policy, ctx.actor, 'answer', 'assignment');
  const [result] = await answer(ctx, [{ ...said, assignmentId, actor: ctx.actor }]);
  const { row, callout } = await orThrow(ctx, assignmentId, result!);
  if (result!.outcome === 'refused') throw notFound('assignment');
  if (!('was' in result!) || result.was !== 'replay') await writeTo(ctx, row, callout, result!);
  return { outcome: result!.outcome, calloutId: callout.id };
}

/** Gives a reserve a place beyond what was wanted; the place rule and the checks hold as for a yes. */
export async function seatReserve(ctx: Ctx, assignmentId: string): Promise<string> {
  authorize(policy, ctx.actor, 'seat', 'assignment');
  const before = await store.selectAssignment(ctx, assignmentId);
  if (!before) throw notFound('assignment');
  if (before.state === 'accepted') return before.calloutId;
  if (before.state !== 'reserve')
    throw conflict('Only a reserve can be given a place.', { state: before.state });
  const act = { actId: newId(), assignmentId, says: 'yes' as const, actor: ctx.actor, beyondWanted: true };
  const [result] = await answer(ctx, [act]);
  const { row, callout } = await orThrow(ctx, assignmentId, result!);
  if (result!.outcome !== 'accepted')
    throw refused(
      'Four of our people are within 500 m already.',
      'Wait until somebody leaves, or ask for relief.',
    );
  await writeTo(ctx, row, callout, result!);
  return callout.id;
}

async function writeTo(
  ctx: Ctx,
  row: store.AssignmentRow,
  callout: store.CalloutRow,
  result: AnswerOut,
): Promise<void> {
  await send(ctx, [
    {
      to: { personId: row.personId },
      body: await replyTo(ctx, row, callout, result),
      language: row.language,
      purpose: result.outcome === 'accepted' ? 'meet' : 'answer',
      subject: row.id,
      urgent: true,
      drill: callout.drill,
    },
  ]);
}

const steps = {
  'en-route': goEnRoute,
  'on-scene': arrive,
  'check-in': checkIn,
  depart,
} satisfies Record<(typeof STEPS)[number], unknown>;

/** A dispatcher enters a step that somebody phoned in. Who says that they go has had the five lines in writing. */
export async function stepFor(
  ctx: Ctx,
  assignmentId: string,
  name: (typeof STEPS)[number],
  act: Act,
): Promise<string> {
  authorize(policy, ctx.actor, 'step', 'assignment');
  const before = await store.selectAssignment(ctx, assignmentId);
  if (!before) throw notFound('assignment');
  if (before.state === 'accepted' && !before.conductAt) await readConduct(ctx, assignmentId, { id: newId() });
  return (await steps[name](ctx, assignmentId, act)).calloutId;
}

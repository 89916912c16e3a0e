import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, invalid, notFound, refused } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import { stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { meetingFor } from './common.ts';

/** A meeting whose minutes the actor may still write. Throws 403, 404, and 409 when they are approved. */
async function draftOf(ctx: Ctx, id: string): Promise<store.MeetingRow> {
  const meeting = await meetingFor(ctx, id, 'run');
  if (meeting.approvedAt)
    throw conflict(
      'The minutes are approved and change no more.',
      undefined,
      'Put it right at the next meeting.',
    );
  if (meeting.cancelledAt) throw conflict('This meeting is called off.');
  return meeting;
}

const changed = (ctx: Ctx, id: string) => emit(ctx, { kind: 'meeting.changed', subject: id });

async function mustBeItem(ctx: Ctx, meetingId: string, itemId: string | null): Promise<void> {
  if (itemId && !(await store.selectItems(ctx, meetingId)).some((i) => i.id === itemId))
    throw notFound('item of this agenda');
}

export async function writeNotes(ctx: Ctx, id: string, itemId: string, notes: string): Promise<void> {
  await draftOf(ctx, id);
  await mustBeItem(ctx, id, itemId);
  await store.updateItem(ctx, itemId, { notes });
  await changed(ctx, id);
}

type Decided = Omit<store.DecisionRow, 'meetingId' | 'at'>;

/** Writes down a decision, or puts it right. Throws 400 for a vote that was carried with no more for it than against. */
export async function saveDecision(ctx: Ctx, id: string, decided: Decided): Promise<void> {
  await draftOf(ctx, id);
  await mustBeItem(ctx, id, decided.itemId);
  const { votes, carried } = decided;
  if (votes && carried && votes.for <= votes.against)
    throw invalid([{ path: 'body.carried', message: 'a vote needs more for it than against it' }]);
  await store.saveDecision(ctx, { ...decided, meetingId: id, at: ctx.now });
  await changed(ctx, id);
}

type Taken = Pick<store.ActionRow, 'id' | 'itemId' | 'words' | 'ownerId' | 'ownerName' | 'dueOn'> & {
  guestId?: string | undefined;
};

/**
 * Writes down who does what until when: a member, a guest of the meeting, or a name as typed; without any of them anyone in
 * the room may take it. Whoever is known by more than a name is reminded. Throws 404, 409.
 */
export async function saveAction(ctx: Ctx, id: string, action: Taken): Promise<void> {
  await draftOf(ctx, id);
  await mustBeItem(ctx, id, action.itemId);
  if (action.ownerId && (await people(ctx, [action.ownerId])).length === 0) throw notFound('person');
  const owner = await ownerBy(ctx, id, action);
  await store.saveAction(ctx, { ...action, ...owner, meetingId: id, at: ctx.now });
  await changed(ctx, id);
}

async function ownerBy(
  ctx: Ctx,
  meetingId: string,
  { guestId, ownerId, ownerName }: Taken,
): Promise<Pick<store.ActionRow, 'guestId' | 'ownerId' | 'ownerName'>> {
  if (!guestId) return { guestId: null, ownerId, ownerName: ownerId ? null : ownerName };
  const guest = await store.selectGuest(ctx, { id: guestId });
  if (guest?.meetingId !== meetingId) throw notFound('guest of this meeting');
  return { guestId, ownerId: guest.personId, ownerName: guest.personId ? null : guest.name };
}

/** Takes a decision or an action out of the draft. Gone already is the same act. */
export async function dropLine(ctx: Ctx, id: string, lineId: string): Promise<void> {
  await draftOf(ctx, id);
  await store.deleteLine(ctx, id, lineId);
  await changed(ctx, id);
}

/** An action is done, or open again; also when the minutes are approved long since. */
export async function finishAction(ctx: Ctx, id: string, actionId: string, done: boolean): Promise<void> {
  await meetingFor(ctx, id, 'run');
  const action = await store.selectAction(ctx, actionId);
  if (action?.meetingId !== id) throw notFound('action of this meeting');
  await store.updateAction(ctx, actionId, { doneAt: done ? (action.doneAt ?? ctx.now) : null });
  await changed(ctx, id);
}

/** What I took upon myself is done. Throws 404 for what is not mine. */
export async function finishMine(ctx: Ctx, actionId: string): Promise<{ id: string }> {
  const action = await store.selectAction(ctx, actionId);
  if (!ctx.actor.personId || action?.ownerId !== ctx.actor.personId) throw notFound('action of yours');
  await store.updateAction(ctx, actionId, { doneAt: action.doneAt ?? ctx.now });
  await changed(ctx, action.meetingId);
  return { id: actionId };
}

/** Approves the minutes: members read them from now on. Again is the same act. Throws 422 before the meeting is over. */
export async function approveMinutes(ctx: Ctx, id: string): Promise<void> {
  const meeting = await meetingFor(ctx, id, 'plan');
  if (meeting.approvedAt) return;
  if (stateOf(meeting, ctx.now) !== 'over')
    throw refused('The meeting is not over.', 'End it first, then approve what was written.');
  await store.updateCourse(ctx, id, { approvedAt: ctx.now, approvedBy: ctx.actor.personId });
  await audit(ctx, { act: 'meeting.approved', subject: id });
  await changed(ctx, id);
}

import type { Ctx } from '../../../platform/context.ts';
import { type EventRow, emit } from '../../../platform/events/index.ts';
import { threadOfReport } from '../../hotline/index.ts';
import { type CameIn, eventOf, needsAnswer } from '../rules.ts';
import * as store from '../store.ts';
import { callTheDesk } from './hear.ts';

/** More came to a report: its thread is unread, and waits for an answer where nobody had asked for what came. */
export async function follow(ctx: Ctx, { subject, data }: EventRow): Promise<void> {
  const id = await threadOfReport(ctx, subject);
  if (!id) return;
  const came: CameIn = { words: data.words === true, answers: askedBy(data.answers) };
  const inbound = data.byDesk !== true;
  await store.touchThread(ctx, { id, kind: 'reporter', inbound, needsAnswer: inbound && needsAnswer(came) });
  await emit(ctx, { kind: 'thread.said', subject: id });
}

/** More came about somebody detained: the legal desk's to answer, where nobody had asked for it. */
export async function followRestricted(ctx: Ctx, { subject: id, data }: EventRow): Promise<void> {
  const came: CameIn = { words: data.words === true, answers: askedBy(data.answers) };
  const inbound = data.byDesk !== true;
  const answer = inbound && needsAnswer(came);
  await store.touchThread(ctx, { id, kind: 'detention', inbound, needsAnswer: answer });
  await emit(ctx, { kind: eventOf('detention', 'thread.said'), subject: id });
}

/** Free words beside an ask, which nobody could read as an answer. */
export async function followMember(ctx: Ctx, { data }: EventRow): Promise<void> {
  if (typeof data.person === 'string') await callTheDesk(ctx, data.person);
}

const askedBy = (value: unknown): CameIn['answers'] => (value === 'house' || value === 'desk' ? value : null);

import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Inbound } from '../../channels/index.ts';
import { asMail } from '../../hotline/index.ts';
import { sealFor } from '../../keys/index.ts';
import type { LineWords } from '../contract.ts';
import * as store from '../store.ts';

/** Keeps a member's text in their thread, sealed to the desk. */
export async function keepText(ctx: Ctx, inbound: Inbound, personId: string): Promise<void> {
  const { id, body, at } = inbound;
  const said: LineWords = { words: body, ...asMail(inbound) };
  const { words } = await sealFor(ctx, ['desk'], id, { words: said });
  await store.insertLine(ctx, { id, threadId: personId, at, by: personId, words, body: null });
}

/** A member writes to the desk: kept, unread, and somebody has to answer. */
export async function hear(ctx: Ctx, inbound: Inbound, personId: string): Promise<void> {
  await keepText(ctx, inbound, personId);
  await callTheDesk(ctx, personId);
}

/** What a member said waits for somebody of the desk. */
export async function callTheDesk(ctx: Ctx, personId: string): Promise<void> {
  await store.touchThread(ctx, { id: personId, kind: 'member', inbound: true, needsAnswer: true });
  await emit(ctx, { kind: 'thread.said', subject: personId });
}

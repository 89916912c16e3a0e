import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { settle } from '../../escalations/index.ts';
import { addTo, fetchLater, receiveReports } from '../../hotline/index.ts';
import { say } from '../messages.ts';
import type * as store from '../store.ts';
import { langOf } from './common.ts';

/** A message that a caller left: at the carrier, or on a phone of the demo in words. */
export type Recorded = { url: string; seconds: number } | { words: string };

/** A message is a report at once: the desk has it now, the recording follows from the carrier. People are paged for it by its own plan. */
export async function keepMessage(
  ctx: Ctx,
  call: store.CallRow,
  recorded: Recorded,
): Promise<store.CallChange> {
  const id = newId();
  const restricted = call.line === 'legal';
  const what =
    'words' in recorded
      ? recorded.words
      : say(langOf(ctx, call.language), 'reportWords', { seconds: recorded.seconds });
  // They had been answered, and wait again: it is more to what was begun.
  if (call.reportId) {
    await addTo(ctx, call.reportId, { id, words: what, spoken: 'url' in recorded });
    if ('url' in recorded) await fetchLater(ctx, call.reportId, [recorded.url]);
    return { state: 'ask_back' };
  }
  await receiveReports(ctx, [
    {
      id,
      door: 'voice',
      kind: restricted ? 'detained' : 'sighting',
      language: call.language,
      tense: call.choice === 'before' || restricted ? 'before' : 'now',
      what,
      where: {},
      origin: call.origin,
      drill: call.drill,
    },
  ]);
  if ('url' in recorded) await fetchLater(ctx, id, [recorded.url]);
  // It waits as what it is from now on.
  await settle(ctx, call.id);
  return { state: 'ask_back', reportId: id };
}

/** They asked to be called back at the number they called from: only now is it kept, sealed, with their report. */
export async function askBack(ctx: Ctx, call: store.CallRow, number: string): Promise<void> {
  if (!call.reportId || !number) return;
  await addTo(ctx, call.reportId, { id: newId(), contact: number });
}

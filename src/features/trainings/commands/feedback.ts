import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { refused } from '../../../platform/problem.ts';
import { dayAt } from '../../../platform/wall.ts';
import * as store from '../store.ts';

/** What people thought, as counts and words without names, for who may read the roster. */
export async function readFeedback(
  ctx: Ctx,
  sessionId: string,
): Promise<{ counts: number[]; words: string[] }> {
  const rows = await store.selectFeedback(ctx, sessionId);
  const words = rows.flatMap(({ id, words }) =>
    words ? [ctx.vault.decrypt<string>(words, { record: id, field: 'words' })] : [],
  );
  return {
    counts: [1, 2, 3, 4, 5].map((rating) => rows.filter((r) => r.rating === rating).length),
    // In no order of time.
    words: words.sort(),
  };
}

/** Once for each who came. It is kept by itself: that somebody said something, never what. Throws 422 for who was not there. */
export async function giveFeedback(
  ctx: Ctx,
  registration: store.RegistrationRow,
  { rating, words }: { rating: number; words: string | null },
): Promise<void> {
  await store.lockSession(ctx, registration.sessionId);
  const now = await store.selectRegistration(ctx, registration.id);
  if (!now || now.rated) return;
  if (!(await store.selectAttendance(ctx, now.sessionId, now.personId)))
    throw refused('Only who was there can say how it was.');
  const id = newId();
  await store.insertFeedback(ctx, [
    {
      ...{ id, sessionId: now.sessionId, rating, day: dayAt(ctx.now, ctx.network.timeZone) },
      words: words ? ctx.vault.encrypt(words, { record: id, field: 'words' }) : null,
    },
  ]);
  await store.updateRegistration(ctx, [now.id], { rated: true });
}

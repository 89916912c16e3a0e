import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { send } from '../../channels/index.ts';
import { REMINDERS } from '../contract.ts';
import { say } from '../messages.ts';
import { reminderDue } from '../rules.ts';
import * as store from '../store.ts';
import { readersOf } from '../words.ts';
import { usualNotices } from './notices.ts';
import { partsOf, wayOf } from './tell.ts';

/** One at night is given the evening before: so many minutes earlier at most. */
const earlier = 24 * 60;

/**
 * Reminds of the shifts that begin soon, each once: looked at every few minutes, so that a shift that was given back,
 * swapped or moved in between needs nothing undone. Who holds it at this moment is told.
 */
export async function remind(ctx: Ctx): Promise<void> {
  const until = plusMinutes(ctx.now, Math.max(...REMINDERS) + earlier);
  const shifts = await store.selectToRemind(ctx.tx, ctx.network.id, ctx.now, until);
  const holders = [...new Set(shifts.map((s) => s.personId))];
  const chosen = await store.selectNotices(ctx.tx, ctx.network.id, holders);
  const zone = ctx.network.timeZone;
  const due = shifts.flatMap((shift) => {
    const { reminders } = chosen.get(shift.personId) ?? usualNotices;
    const at = reminderDue({ ...shift, since: shift.takenAt }, reminders, ctx.now, zone);
    return at ? [{ shift, at }] : [];
  });
  const marked = await store.markReminded(
    ctx.tx,
    ctx.network.id,
    due.map(({ shift, at }) => ({ id: shift.id, at })),
  );
  const given = due.filter(({ shift }) => marked.has(shift.id));
  const readers = await readersOf(
    ctx,
    given.map(({ shift }) => shift.personId),
  );
  await send(
    ctx,
    given.map(({ shift }) => {
      const language = readers.get(shift.personId) ?? 'en';
      const body = say(language, shift.learner ? 'remindLearner' : 'remind', partsOf(ctx, language, shift));
      const by = wayOf(chosen.get(shift.personId));
      return { to: { personId: shift.personId }, by, body, language, purpose: 'shift', subject: shift.id };
    }),
  );
}

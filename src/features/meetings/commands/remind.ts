import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { textLang, weekdayAndTime } from '../../../platform/i18n/index.ts';
import { dayAt, dayPlus } from '../../../platform/wall.ts';
import { send } from '../../channels/index.ts';
import { people } from '../../people/index.ts';
import { say } from '../messages.ts';
import { isActionDue, reminderOf, spaced, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { guestCode } from './common.ts';
import { readersOf } from './tell.ts';

const day = 24 * 60;

/** Reminds whoever said that they come, a day and two hours before, each once. Looked at every few minutes. */
export async function remindGuests(ctx: Ctx): Promise<void> {
  const soon = (await store.selectBetween(ctx, ctx.now, plusMinutes(ctx.now, day), 200)).filter(
    (m) => stateOf(m, ctx.now) === 'planned' && m.startsAt > ctx.now,
  );
  const byId = new Map(soon.map((m) => [m.id, m]));
  const guests = await store.takeToRemind(ctx, [...byId.keys()]);
  for (const step of [1, 2] as const) {
    const due = guests.filter((g) => reminderOf(g, byId.get(g.meetingId)!.startsAt, ctx.now) === step);
    await store.markReminded(
      ctx,
      due.map((g) => g.id),
      step,
    );
    const readers = await readersOf(ctx, due);
    await send(
      ctx,
      readers.map(({ guest, to, lang }) => {
        const { details, startsAt } = byId.get(guest.meetingId)!;
        const body = say(lang, step === 1 ? 'text.tomorrow' : 'text.soon', {
          title: details.title,
          when: weekdayAndTime(lang, startsAt, ctx.network.timeZone),
          place: details.place || (details.link ?? ''),
          code: spaced(guestCode(ctx, guest.id)),
        });
        return { to, body, language: lang, purpose: 'meeting_reminder', subject: guest.id };
      }),
    );
  }
}

/** Reminds owners of what they took upon themselves, until it is done. */
export async function remindOwners(ctx: Ctx): Promise<void> {
  const zone = ctx.network.timeZone;
  const due = (await store.takeDueActions(ctx, dayPlus(dayAt(ctx.now, zone), 1))).filter((a) =>
    isActionDue(a, ctx.now, zone),
  );
  const owners = new Map(
    (
      await people(
        ctx,
        due.flatMap((a) => a.ownerId ?? []),
      )
    ).map((p) => [p.id, p]),
  );
  for (const action of due) {
    await store.updateAction(ctx, action.id, { remindedAt: ctx.now });
    const owner = action.ownerId ? owners.get(action.ownerId) : undefined;
    const guest = !owner && action.guestId ? await store.selectGuest(ctx, { id: action.guestId }) : null;
    const [reader] = owner
      ? [{ to: { personId: owner.id }, lang: textLang(owner.languages) }]
      : await readersOf(ctx, guest ? [guest] : []);
    if (!reader) continue;
    const body = say(reader.lang, 'text.action', { words: action.words, day: action.dueOn! });
    await send(ctx, [
      { to: reader.to, body, language: reader.lang, purpose: 'meeting', subject: action.meetingId },
    ]);
  }
}

const contactDays = 30;

/** After a month nobody needs to reach who is no member, nor to know what they needed. */
export const forgetContacts = (ctx: Ctx): Promise<void> =>
  store.forgetContacts(ctx, plusMinutes(ctx.now, -contactDays * day));

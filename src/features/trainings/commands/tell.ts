import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Services } from '../../../platform/http/call.ts';
import { dayAndTime, textLang } from '../../../platform/i18n/index.ts';
import { reminderDue, usualReminders } from '../../../platform/reminders.ts';
import { send } from '../../channels/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { linkOf, placeOf } from './present-sessions.ts';
import { tokenFor } from './registrations.ts';

const atOnce = 100;

/** Writes to who is to be told something. The newest word is sent, once: it says all as it is now. */
export async function tellDue(services: Services, networkId: string): Promise<boolean> {
  return services.asSystem(networkId, async (ctx) => {
    if (!(await store.isAnyToTell(ctx))) return false;
    const due = await store.takeToTell(ctx, atOnce);
    const sessions = new Map(
      (await store.selectByIds(ctx, [...new Set(due.map((r) => r.sessionId))])).map((s) => [s.id, s]),
    );
    await send(
      ctx,
      due.map((r) => ({
        to: { personId: r.personId },
        body: textOf(ctx, r, sessions.get(r.sessionId)!, services.config.url),
        language: textLang([r.language]),
        purpose: `training_${r.tell}`,
        subject: r.id,
      })),
    );
    await store.updateRegistration(
      ctx,
      due.map((r) => r.id),
      { tell: null },
    );
    return due.length > 0;
  });
}

function textOf(ctx: Ctx, row: store.RegistrationRow, session: store.SessionRow, url: string): string {
  const lang = textLang([row.language]);
  const seat = row.state === 'confirmed';
  return say(lang, `tell.${row.tell!}`, {
    network: ctx.network.name,
    course: say(lang, `course.${session.course}`),
    when: dayAndTime(lang, session.startsAt, ctx.network.timeZone),
    where: placeOf(ctx, session) ?? (seat ? (linkOf(ctx, session) ?? '') : say(lang, 'online')),
    code: row.code,
    link: `${url}/${lang}/trainings/mine/${tokenFor(ctx, row.id)}`,
    others: `${url}/${lang}/trainings?course=${session.course}`,
  });
}

const dayAhead = 26 * 60;

/** A day before and two hours before, never at night. */
export async function remindTrainings(ctx: Ctx): Promise<void> {
  const coming = await store.selectToRemind(ctx, ctx.now, plusMinutes(ctx.now, dayAhead + 12 * 60));
  for (const one of coming) {
    const due = reminderDue(one, usualReminders, ctx.now, ctx.network.timeZone);
    if (due) await store.updateRegistration(ctx, [one.id], { tell: 'reminder', remindedFor: due });
  }
}

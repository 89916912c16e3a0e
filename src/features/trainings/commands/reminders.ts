import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/lang.ts';
import { send } from '../../channels/index.ts';
import { people } from '../../people/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { textOf } from '../texts.ts';

const day = 24 * 60;
/** Told so many days before the end; once each. */
export const reminderDays = [7, 30] as const;

/** Tells members whose certificates end soon how they renew them. Who has left, or has paused, is left in peace. */
export async function remind(ctx: Ctx): Promise<void> {
  for (const days of reminderDays) {
    const ending = await store.selectEnding(ctx, {
      from: ctx.now,
      to: plusMinutes(ctx.now, days * day),
      untold: days,
    });
    if (ending.length === 0) continue;
    const members = new Map(
      (await people(ctx, [...new Set(ending.map((e) => e.personId))])).map((p) => [p.id, p]),
    );
    await send(
      ctx,
      ending.flatMap(({ id, personId, course, expiresAt }) => {
        const member = members.get(personId);
        if (!member || member.state === 'left' || member.state === 'paused') return [];
        const lang = textLang(member.languages);
        const left = Math.max(1, Math.ceil((expiresAt.getTime() - ctx.now.getTime()) / (day * 60_000)));
        const words = { network: ctx.network.name, course: textOf(course, lang).text.title, days: left };
        return {
          to: { personId },
          body: say(lang, course === 'observer' ? 'ending.observer' : 'ending', words),
          ...{ language: lang, purpose: 'certificate', subject: id },
        };
      }),
    );
    await store.markReminded(
      ctx,
      ending.map((e) => e.id),
      days,
    );
  }
}

import type { Ctx } from '../../../platform/context.ts';
import { type Lang, textLang, weekdayAndTime } from '../../../platform/i18n/index.ts';
import { type Outgoing, send } from '../../channels/index.ts';
import { people } from '../../people/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';

export interface Reader {
  guest: store.GuestRow;
  to: Outgoing['to'];
  lang: Lang;
}

/** Where a guest is told something, in the language that they read; who gave nothing to be reached by is left out. */
export async function readersOf(ctx: Ctx, guests: readonly store.GuestRow[]): Promise<Reader[]> {
  const known = await people(
    ctx,
    guests.flatMap((g) => g.personId ?? []),
  );
  const languages = new Map(known.filter((p) => p.state !== 'left').map((p) => [p.id, p.languages]));
  return guests.flatMap((guest): Reader[] => {
    const { personId, contact, language } = guest;
    const own = personId && languages.get(personId);
    if (own) return [{ guest, to: { personId }, lang: textLang(own) }];
    return contact ? [{ guest, to: contact, lang: textLang([language]) }] : [];
  });
}

/** Tells whoever said that they come: it is another time or place, or called off. */
export async function tellGuests(
  ctx: Ctx,
  meeting: Pick<store.MeetingRow, 'id' | 'startsAt' | 'details'>,
  what: 'moved' | 'cancelled',
): Promise<void> {
  const coming = (await store.selectGuests(ctx, meeting.id)).filter((g) => g.coming && !g.arrivedAt);
  const readers = await readersOf(ctx, coming);
  await send(
    ctx,
    readers.map(({ to, lang }) => ({
      to,
      body: say(lang, `text.${what}`, {
        title: meeting.details.title,
        when: weekdayAndTime(lang, meeting.startsAt, ctx.network.timeZone),
        place: meeting.details.place || (meeting.details.link ?? ''),
      }),
      ...{ language: lang, purpose: 'meeting', subject: meeting.id },
    })),
  );
}

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

const mostDates = 6;

/** Tells once whoever said that they come to any of these: each is at another time or place, or called off. */
export async function tellGuests(
  ctx: Ctx,
  meetings: readonly Pick<store.MeetingRow, 'id' | 'startsAt' | 'details'>[],
  what: 'moved' | 'cancelled',
): Promise<void> {
  const byId = new Map(meetings.map((m) => [m.id, m]));
  const all = await store.selectGuestsOfAll(ctx, [...byId.keys()]);
  const readers = await readersOf(
    ctx,
    all.filter((g) => g.coming && !g.arrivedAt),
  );
  await send(
    ctx,
    [...Map.groupBy(readers, ({ to }) => JSON.stringify(to)).values()].map((own) => {
      const { to, lang } = own[0]!;
      const theirs = own
        .map(({ guest }) => byId.get(guest.meetingId)!)
        .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
      const dates = theirs.map(({ startsAt, details }) => ({
        when: weekdayAndTime(lang, startsAt, ctx.network.timeZone),
        place: details.place || (details.link ?? ''),
      }));
      const { id, details } = theirs[0]!;
      const { title } = details;
      const list = dates.slice(0, mostDates).map((one) => say(lang, `text.${what}.date`, one));
      const more = say(lang, 'text.moreDates', { count: dates.length - list.length });
      const body =
        dates.length === 1
          ? say(lang, `text.${what}`, { title, ...dates[0]! })
          : [
              say(lang, `text.${what}.all`, { title }),
              ...list,
              ...(dates.length > list.length ? [more] : []),
            ].join('\n');
      return { to, body, language: lang, purpose: 'meeting', subject: id };
    }),
  );
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { calendarOf, type Entry } from '../../../platform/ical.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';

const day = 24 * 60;
const [pastDays, aheadDays] = [60 * day, 400 * day];

/** An entry of a calendar; `site` is the public address with the language. */
function entryOf(lang: Lang, site: string, meeting: store.MeetingRow): Entry {
  const { title, about, place, link, access } = meeting.details;
  const parts = [
    about,
    link && say(lang, 'ics.link', { link }),
    access && say(lang, 'ics.access', { access }),
  ];
  return {
    uid: `${meeting.id}@porchlight`,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    summary: title,
    place: place || (link ?? ''),
    description: parts.filter(Boolean).join('\n\n'),
    ...(meeting.audience === 'public' && { url: `${site}/meetings/${meeting.id}` }),
    sequence: meeting.changes,
    isCancelled: meeting.cancelledAt !== null,
  };
}

/** One meeting for a calendar. */
export const calendarFor = (ctx: Ctx, lang: Lang, site: string, meeting: store.MeetingRow): string =>
  calendarOf(meeting.details.title, [entryOf(lang, site, meeting)], ctx.now);

/** The public meetings of the last two months and the year ahead, to subscribe to. */
export async function publicCalendar(ctx: Ctx, lang: Lang, site: string): Promise<string> {
  const all = await store.selectBetween(
    ctx,
    plusMinutes(ctx.now, -pastDays),
    plusMinutes(ctx.now, aheadDays),
    500,
  );
  return calendarOf(
    say(lang, 'ics.name', { network: ctx.network.name }),
    all.filter((m) => m.audience === 'public').map((m) => entryOf(lang, site, m)),
    ctx.now,
  );
}

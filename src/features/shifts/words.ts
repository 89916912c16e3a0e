import type { Ctx } from '../../platform/context.ts';
import { clockTime, dayOnly, type Lang, languageTag, textLang } from '../../platform/i18n/index.ts';
import { people, type Window } from '../people/index.ts';
import type { ShiftRole } from './contract.ts';
import { say } from './messages.ts';
import {
  type Digest,
  isGap,
  isWholeDay,
  type Reason,
  runsOf,
  type SameHours,
  type Stretch,
  sameHours,
} from './rules.ts';

/** "Mon, Nov 23, 8:00 PM": with the day of the week, as rotas are talked about. */
export function when(lang: Lang, at: Date, zone: string): string {
  const day = new Intl.DateTimeFormat(languageTag(lang), {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: zone,
  }).format(at);
  return `${day}, ${clockTime(lang, at, zone)}`;
}

/** "Nov 23 – 25": days of the calendar. */
export const daySpan = (lang: Lang, first: string, last: string): string =>
  new Intl.DateTimeFormat(languageTag(lang), { month: 'short', day: 'numeric', timeZone: 'UTC' }).formatRange(
    Date.parse(first),
    Date.parse(last),
  );

export const roleName = (lang: Lang, role: string): string => say(lang, `role.${role as ShiftRole}`);

const languageNames = (lang: Lang, codes: readonly string[]) => {
  const names = new Intl.DisplayNames(languageTag(lang), { type: 'language' });
  return new Intl.ListFormat(languageTag(lang), { type: 'disjunction' }).format(
    codes.map((code) => names.of(code) ?? code),
  );
};

/** A reason against a shift as a sentence. */
export function reasonText(ctx: Pick<Ctx, 'network'>, lang: Lang, reason: Reason): string {
  const zone = ctx.network.timeZone;
  switch (reason.code) {
    case 'overlap':
    case 'rest':
      return say(lang, `why.${reason.code}`, {
        from: when(lang, reason.from, zone),
        to: clockTime(lang, reason.to, zone),
        hours: Math.round(reason.minutes / 6) / 10,
      });
    case 'hours':
      return say(lang, 'why.hours', { would: reason.would, most: reason.most });
    case 'certificate': {
      const role = roleName(lang, reason.course);
      return reason.ends
        ? say(lang, 'why.certificate-ends', { role, ends: dayOnly(lang, reason.ends, zone) })
        : say(lang, 'why.certificate', { role });
    }
    case 'part':
      return say(lang, 'why.part', { role: roleName(lang, reason.role) });
    case 'language':
      return say(lang, 'why.language', { languages: languageNames(lang, reason.languages) });
    default:
      return say(lang, `why.${reason.code}`);
  }
}

/** At most so many of what is short are named. */
const mostNamed = 5;

/** Now, next and this week in one short message; what is thin first. Chapters are not told apart: each reads their own. */
export function digestText(ctx: Pick<Ctx, 'network' | 'now'>, lang: Lang, digest: Digest): string {
  const zone = ctx.network.timeZone;
  const how = (p: Stretch) =>
    p.filled < p.minimum
      ? say(lang, 'digest.few', { role: roleName(lang, p.role), filled: p.filled, minimum: p.minimum })
      : say(lang, 'digest.language', {
          role: roleName(lang, p.role),
          languages: languageNames(lang, p.missing),
        });
  const standing = (pieces: Stretch[]) => {
    const gaps = pieces.filter(isGap).map(how);
    if (gaps.length > 0) return gaps.join(', ');
    return say(lang, pieces.length > 0 ? 'digest.filled' : 'digest.nobody');
  };
  const named = digest.short
    .slice(0, mostNamed)
    .map((p) => `${when(lang, p.from, zone)}–${clockTime(lang, p.to, zone)} ${how(p)}`);
  const more = digest.short.length - named.length;
  return [
    say(lang, 'digest.head', { network: ctx.network.name, day: dayOnly(lang, ctx.now, zone) }),
    say(lang, 'digest.now', { what: standing(digest.now) }),
    ...(digest.nextAt
      ? [
          say(lang, 'digest.next', {
            at: clockTime(lang, digest.nextAt, zone),
            what: standing(digest.next),
          }),
        ]
      : []),
    named.length > 0
      ? say(lang, 'digest.week', {
          hours: Math.round(digest.shortHours * 10) / 10,
          what: named.join('; '),
          more,
        })
      : say(lang, 'digest.weekFilled'),
  ].join(' ');
}

const dayName = (lang: Lang, day: number): string =>
  // The first of January 2024 was a Monday.
  new Intl.DateTimeFormat(languageTag(lang), { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + day),
  );

/** Published hours as one says them: "every day 8:00 AM to 12:00 AM", "Monday to Friday …; Saturday, Sunday …". */
export function hoursText(lang: Lang, windows: readonly Window[]): string {
  const groups = sameHours(windows);
  const time = (minute: number) => clockTime(lang, new Date(minute * 60_000), 'UTC');
  const spans = ({ spans: all }: SameHours) =>
    all.map((s) =>
      isWholeDay(s)
        ? say(lang, 'hours.day')
        : say(lang, 'hours.span', { from: time(s.from), to: time(s.to) }),
    );
  const days = ({ days: all }: SameHours) =>
    all.length === 7
      ? say(lang, 'hours.everyDay')
      : runsOf(all)
          .map(([first, last]) =>
            first === last
              ? dayName(lang, first)
              : say(lang, 'hours.days', { first: dayName(lang, first), last: dayName(lang, last) }),
          )
          .join(', ');
  return groups.map((group) => `${days(group)} ${spans(group).join(', ')}`).join('; ');
}

/** The language that each of these people reads, of those that we write. */
export async function readersOf(ctx: Ctx, personIds: string[]): Promise<Map<string, Lang>> {
  const found = await people(ctx, [...new Set(personIds)]);
  return new Map(found.map(({ id, languages }) => [id, textLang(languages)]));
}

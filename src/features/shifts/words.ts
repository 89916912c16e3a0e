import type { Ctx } from '../../platform/context.ts';
import { clockTime, dayOnly, isLang, type Lang, languageTag } from '../../platform/i18n/index.ts';
import { people } from '../people/index.ts';
import type { ShiftRole } from './contract.ts';
import { say } from './messages.ts';
import { type Digest, isGap, type Reason, type Stretch } from './rules.ts';

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

/** The language that each of these people reads, of those that we write. */
export async function readersOf(ctx: Ctx, personIds: string[]): Promise<Map<string, Lang>> {
  const found = await people(ctx, [...new Set(personIds)]);
  return new Map(found.map(({ id, languages }) => [id, languages.find(isLang) ?? 'en']));
}

import { type Lang, languageTag } from './lang.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

/** Making an Intl formatter costs some 50 µs, using one less than 1: keep them. */
function kept<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => F,
): F {
  let made = cache.get(key) as F | undefined;
  if (!made) {
    made = make();
    cache.set(key, made);
  }
  return made;
}

/** How long ago in the shortest clear form: "now", "2 min", "3 hr", "2 days"; rounded down, never negative. */
export function ago(lang: Lang, from: Date, now: Date): string {
  const age = now.getTime() - from.getTime();
  if (age < MINUTE) return justNow(lang);
  if (age < HOUR) return amount(lang, Math.floor(age / MINUTE), 'minute');
  if (age < 2 * DAY) return amount(lang, Math.floor(age / HOUR), 'hour');
  return amount(lang, Math.floor(age / DAY), 'day');
}

/** Time of day in the network's zone, as that language writes it: "8:05 PM", "20:05". Throws on an unknown zone. */
export function clockTime(lang: Lang, at: Date, timeZone: string): string {
  return kept(
    `clock ${lang} ${timeZone}`,
    () => new Intl.DateTimeFormat(languageTag(lang), { hour: 'numeric', minute: '2-digit', timeZone }),
  ).format(at);
}

/** Day and time in the network's zone, for what is not from today: "Mar 3, 8:05 PM". Throws on an unknown zone. */
export function dayAndTime(lang: Lang, at: Date, timeZone: string): string {
  return kept(
    `day ${lang} ${timeZone}`,
    () => new Intl.DateTimeFormat(languageTag(lang), { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  ).format(at);
}

/** What is planned, as people tell it: "Tuesday, December 1, 6:30 PM". Throws on an unknown zone. */
export function weekdayAndTime(lang: Lang, at: Date, timeZone: string): string {
  const day = kept(
    `weekday ${lang} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(languageTag(lang), {
        ...({ weekday: 'long', month: 'long', day: 'numeric', timeZone } as const),
      }),
  ).format(at);
  return `${day}, ${clockTime(lang, at, timeZone)}`;
}

/** A day in the network's zone: "Mar 3, 2027". Throws on an unknown zone. */
export function dayOnly(lang: Lang, at: Date, timeZone: string): string {
  return kept(
    `date ${lang} ${timeZone}`,
    () => new Intl.DateTimeFormat(languageTag(lang), { dateStyle: 'medium', timeZone }),
  ).format(at);
}

const amount = (lang: Lang, count: number, unit: 'minute' | 'hour' | 'day') =>
  kept(
    `${unit} ${lang}`,
    () => new Intl.NumberFormat(languageTag(lang), { style: 'unit', unit, unitDisplay: 'short' }),
  ).format(count);

const justNow = (lang: Lang) =>
  kept(`now ${lang}`, () => new Intl.RelativeTimeFormat(languageTag(lang), { numeric: 'auto' })).format(
    0,
    'second',
  );

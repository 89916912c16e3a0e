import { isLang, LANGS, type Lang, languageTag } from '../platform/i18n/lang.ts';
import { ago, clockTime } from '../platform/i18n/times.ts';
import type en from './messages/en.json';

export type Word = keyof typeof en;
type Words = Record<Word, string>;
type Values = Record<string, string | number>;

const load: Record<Lang, () => Promise<{ default: Words }>> = {
  en: () => import('./messages/en.json'),
  es: () => import('./messages/es.json'),
  zh: () => import('./messages/zh.json'),
};

let lang: Lang = 'en';
let words: Partial<Words> = {};

/** The language shown now. */
export const language = () => lang;

/** What this phone was set to, else what its owner reads. */
export function likedLanguage(): Lang {
  const kept = localStorage.getItem('lang');
  const liked = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return liked.find(isLang) ?? LANGS[0];
}

/** Loads a language's words, shows them from now on and remembers the choice. */
export async function speak(chosen: Lang): Promise<void> {
  words = (await load[chosen]()).default;
  lang = chosen;
  localStorage.setItem('lang', chosen);
  document.documentElement.lang = languageTag(chosen);
  document.title = t('app');
}

/** The words for `key`, with {names} filled in. */
export const t = (key: Word, values?: Values): string => fill(words[key] ?? key, values);

/** Puts values in place of {names}; a name without a value stays as it is. */
export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (braced, name: string) => String(values[name] ?? braced));

/** One of the network's own texts in the language shown. */
export const inWords = (texts: Record<Lang, string>): string => texts[lang];

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Times are told in the network's zone from now on. */
export function tellTimesIn(named: string): void {
  zone = named;
}

export const time = (at: Date | string): string => clockTime(lang, new Date(at), zone);

const farMs = 250 * 86_400_000;

/** "Tue, Nov 24"; with its year where it is far away. */
export const day = (at: Date | string): string =>
  new Intl.DateTimeFormat(languageTag(lang), {
    weekday: 'short',
    ...(Math.abs(Date.now() - new Date(at).getTime()) > farMs && { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  }).format(new Date(at));

/** "2 min ago", "just now". */
export const since = (at: string, now: number): string =>
  now - Date.parse(at) < 60_000 ? t('now') : t('ago', { time: ago(lang, new Date(at), new Date(now)) });

export const minutes = (count: number): string =>
  new Intl.NumberFormat(languageTag(lang), { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(
    count,
  );

/** Metres in miles, as New York counts; the last quarter mile in feet, to the nearest 50. */
export function distance(metres: number): string {
  const near = metres < 400;
  const amount = near ? Math.max(50, Math.round((metres * 3.28084) / 50) * 50) : metres / 1609.344;
  return new Intl.NumberFormat(languageTag(lang), {
    style: 'unit',
    unit: near ? 'foot' : 'mile',
    unitDisplay: 'short',
    maximumFractionDigits: near ? 0 : 1,
  }).format(amount);
}

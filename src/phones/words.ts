import { isLang, LANGS, type Lang, languageTag } from '../platform/i18n/lang.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export type Word = keyof typeof en;
const bundle: Record<Lang, Record<Word, string>> = { en, es, zh };

/** The language asked for in the address, else what the browser likes. */
export function likedLanguage(): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  const liked = [asked, ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return liked.find(isLang) ?? LANGS[0];
}

/** The words for `key`, with {names} filled in. */
export const say = (lang: Lang, key: Word, values: Record<string, string | number> = {}): string =>
  bundle[lang][key].replace(/\{(\w+)\}/g, (braced, name: string) => String(values[name] ?? braced));

/** How a phone's owner would answer, in their own language. */
export const quickReplies = (language: string): string[] => {
  const lang = isLang(language) ? language : 'en';
  const keys = ['quick.yes', 'quick.no', 'quick.eta', 'quick.here', 'quick.ok', 'quick.left'] as const;
  return keys.map((key) => bundle[lang][key]);
};

export const clock = (lang: Lang, at: string): string =>
  new Intl.DateTimeFormat(languageTag(lang), { hour: 'numeric', minute: '2-digit' }).format(new Date(at));

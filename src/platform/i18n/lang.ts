/** The languages every resident-facing word exists in; the first is what we fall back to. */
export const LANGS = ['en', 'es', 'zh'] as const;
export type Lang = (typeof LANGS)[number];

/** Each language by its own name, for the switch. */
export const OWN_NAMES: Record<Lang, string> = { en: 'English', es: 'Español', zh: '中文' };

/** BCP 47 tags for `lang="…"` and for Intl: which Spanish, which script of Chinese. */
const TAGS: Record<Lang, string> = { en: 'en-US', es: 'es-US', zh: 'zh-Hans' };
export const languageTag = (lang: Lang): string => TAGS[lang];

const RIGHT_TO_LEFT = new Set<string>(['ar', 'fa', 'he', 'ps', 'ur', 'yi']);

/** Writing direction of a language or a BCP 47 tag. */
export const dir = (lang: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(lang.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr';

/** Languages of people here, beside those that we write: to choose from wherever a language is chosen. */
const others = [
  ...['ar', 'bn', 'el', 'fr', 'hi', 'ht', 'ko', 'pa', 'pl', 'pt', 'ru', 'tl', 'uk', 'ur', 'yi'],
];

/**
 * Languages that are spoken, and hardly written on a telephone: no carrier takes them for texts, and who speaks one is
 * written to in the language beside it. Cantonese is written as Chinese.
 */
export const SPOKEN: Readonly<Record<string, string>> = {
  ...{ quc: 'es', mam: 'es', kek: 'es', mix: 'es', zap: 'es', nah: 'es', qug: 'es', que: 'es' },
  ...{ wo: 'fr', ff: 'fr', bm: 'fr', yue: 'zh' },
};

/** Codes of all languages that a person, a shift, a call or a report may have. */
export const LANGUAGES: readonly string[] = [...LANGS, ...others, ...Object.keys(SPOKEN)];

/** The language in which we write to somebody who speaks these, in their order of liking; else `fallback`. */
export function textLang(spoken: readonly (string | null | undefined)[], fallback: Lang = 'en'): Lang {
  const own = spoken.find(isLang);
  return own ?? spoken.map((code) => SPOKEN[code ?? '']).find(isLang) ?? fallback;
}

export const isLang = (value: unknown): value is Lang => LANGS.some((lang) => lang === value);

/** The reader's best-liked language that we speak, from an Accept-Language header (RFC 9110, 12.5.4). */
export function pickLang(acceptLanguage: string | undefined): Lang {
  const wanted = (acceptLanguage ?? '').slice(0, 500).split(',').map(readRange);
  const spoken = wanted.filter(({ lang, weight }) => isLang(lang) && weight > 0);
  const best = spoken.sort((a, b) => b.weight - a.weight)[0]?.lang;
  return isLang(best) ? best : 'en';
}

function readRange(range: string): { lang: string; weight: number } {
  const [tag = '', ...params] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = params.find((param) => param.startsWith('q='))?.slice(2);
  return { lang: tag.split('-')[0]!, weight: q === undefined ? 1 : Number(q) || 0 };
}

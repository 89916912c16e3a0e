import { isLang, LANGS, type Lang } from '../platform/i18n/lang.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export type Word = keyof typeof en;
const bundle: Record<Lang, Record<Word, string>> = { en, es, zh };

const query = new URLSearchParams(location.search);
const asked = query.get('lang');

/** The language of the page that led here. */
export const lang: Lang = isLang(asked) ? asked : LANGS[0];

const choices = ['now', 'before', 'detained'] as const;
/** What the call is about, as chosen there. */
export const about = choices.find((choice) => choice === query.get('about')) ?? 'now';

/** The words for `key`, with {names} filled in. */
export const say = (key: Word, values: Record<string, string | number> = {}): string =>
  bundle[lang][key].replace(/\{(\w+)\}/g, (braced, name: string) => String(values[name] ?? braced));

import { fill, language } from '../../../field/words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

export type Word = keyof typeof en;
const words: Record<Lang, Record<Word, string>> = { en, es, zh };

/** The words of these screens in the language shown, with {names} filled in. */
export const w = (key: Word, values?: Record<string, string | number>): string =>
  fill(words[language()][key], values);

import { fill, language } from '../../../field/words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type en from './words/en.json';

export type Word = keyof typeof en;
type Words = Record<Word, string>;

const load: Record<Lang, () => Promise<{ default: Words }>> = {
  en: () => import('./words/en.json'),
  es: () => import('./words/es.json'),
  zh: () => import('./words/zh.json'),
};

export type Say = (key: Word, values?: Record<string, string | number>) => string;

/** The words of this screen in the app's language; fetched when it is first opened. */
export async function loadWords(): Promise<Say> {
  const words = (await load[language()]()).default;
  return (key, values) => fill(words[key], values);
}

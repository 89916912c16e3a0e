import { fill, language } from '../../../field/words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type en from './messages/en.json';

export type Word = keyof typeof en;
type Words = Record<Word, string>;

const load: Record<Lang, () => Promise<{ default: Words }>> = {
  en: () => import('./messages/en.json'),
  es: () => import('./messages/es.json'),
  zh: () => import('./messages/zh.json'),
};

/** The words of this screen in the app's language; fetched when it is first opened. */
export async function loadWords(): Promise<(key: Word, values?: Record<string, string | number>) => string> {
  const words = (await load[language()]()).default;
  return (key, values) => fill(words[key], values);
}

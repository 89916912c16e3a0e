import { type Lang, messages } from '../../platform/i18n/index.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export const say = messages({ en, es, zh });

type Key = keyof typeof en;
/** The message of a code that this feature knows; the code itself, made readable, where another feature wrote it. */
export const wordOf = (lang: Lang, family: 'v' | 'r' | 'k' | 's' | 'e', code: string): string =>
  `${family}.${code}` in en ? say(lang, `${family}.${code}` as Key) : code.replaceAll(/[._]/g, ' ');

import type { Lang } from '../../platform/i18n/lang.ts';
import en from './data/rights.en.json' with { type: 'json' };
import es from './data/rights.es.json' with { type: 'json' };
import zh from './data/rights.zh.json' with { type: 'json' };

export const texts = { en, es, zh };

/** The card of rights, line by line, as it is read out on the telephone; a line to fill in is left out. */
export const spokenRights = (lang: Lang): string[] => [
  texts[lang].card.title,
  ...texts[lang].card.lines.filter((line) => !line.includes('__')),
];

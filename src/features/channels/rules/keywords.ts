import ar from '../data/keywords/ar.json' with { type: 'json' };
import bn from '../data/keywords/bn.json' with { type: 'json' };
import el from '../data/keywords/el.json' with { type: 'json' };
import en from '../data/keywords/en.json' with { type: 'json' };
import es from '../data/keywords/es.json' with { type: 'json' };
import fr from '../data/keywords/fr.json' with { type: 'json' };
import hi from '../data/keywords/hi.json' with { type: 'json' };
import ht from '../data/keywords/ht.json' with { type: 'json' };
import ko from '../data/keywords/ko.json' with { type: 'json' };
import pa from '../data/keywords/pa.json' with { type: 'json' };
import pl from '../data/keywords/pl.json' with { type: 'json' };
import pt from '../data/keywords/pt.json' with { type: 'json' };
import ru from '../data/keywords/ru.json' with { type: 'json' };
import tl from '../data/keywords/tl.json' with { type: 'json' };
import uk from '../data/keywords/uk.json' with { type: 'json' };
import ur from '../data/keywords/ur.json' with { type: 'json' };
import yi from '../data/keywords/yi.json' with { type: 'json' };
import zh from '../data/keywords/zh.json' with { type: 'json' };
import { fold } from './fold.ts';

export const WORDS = ['yes', 'no', 'stop', 'start', 'help', 'here', 'ok', 'left', 'onMyWay'] as const;
export type Word = (typeof WORDS)[number];

/** The words of one language, as data: everyday ones, and those that carriers know. */
export interface Keywords {
  name: string;
  /** Somebody who speaks it has looked at them. */
  reviewed: boolean;
  source: string;
  words: Partial<Record<Word, string[]>>;
}

/** By language code. Languages that are only spoken have none: their speakers write in another. */
export const keywords: Record<string, Keywords> = {
  ar,
  bn,
  el,
  en,
  es,
  fr,
  hi,
  ht,
  ko,
  pa,
  pl,
  pt,
  ru,
  tl,
  uk,
  ur,
  yi,
  zh,
};

/** How texts in a language are read: by words that a speaker has looked at, by others, or by STOP, YES and the like alone. */
export type Reading = 'reviewed' | 'unreviewed' | 'none';

export const readingOf = (language: string): Reading => {
  const known = keywords[language];
  return known ? (known.reviewed ? 'reviewed' : 'unreviewed') : 'none';
};

export interface Entry {
  /** Folded. */
  text: string;
  word: Word;
  /** Those that have it. */
  languages: string[];
}

export const plain = (text: string): string => fold(text.normalize('NFKC')).text.replace(/\s+/g, ' ').trim();

function entriesOf(): Entry[] {
  const all = new Map<string, Entry>();
  for (const [language, { words }] of Object.entries(keywords))
    for (const word of WORDS)
      for (const text of new Set((words[word] ?? []).map(plain))) {
        const known = all.get(text);
        if (known) known.languages.push(language);
        else all.set(text, { text, word, languages: [language] });
      }
  // The longest first, so that "no thank you" is not "no" with a rest.
  return [...all.values()].sort((a, b) => b.text.length - a.text.length);
}

export const entries: readonly Entry[] = entriesOf();
export const whole: ReadonlyMap<string, Entry> = new Map(entries.map((e) => [e.text, e]));

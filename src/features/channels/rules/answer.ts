import type { Lang } from '../../../platform/i18n/lang.ts';
import keywords from '../data/keywords.json' with { type: 'json' };
import { readMinutes } from './minutes.ts';

export type Word = keyof typeof keywords;

/** What a text message says, as far as it can be told without knowing what was asked. */
export interface Answer {
  says: Word | null;
  /** "15", "in half an hour", "10分钟" */
  etaMinutes: number | null;
  /** Leading code of a call-out, in upper case. */
  code: string | null;
  /** What is left when code, word and minutes are taken away: kept and shown. */
  rest: string;
  /** The language of the word, where only one has it. */
  language: Lang | null;
}

interface Entry {
  text: string;
  word: Word;
  languages: Lang[];
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();

const unquoted = (text: string) => text.replace(/^[\s"'.,:;!¡¿。，！、…-]+|[\s"'.,:;!。，！、…-]+$/g, '');

function entriesOf(): Entry[] {
  const all = new Map<string, Entry>();
  for (const [word, byLanguage] of Object.entries(keywords)) {
    for (const [language, texts] of Object.entries(byLanguage)) {
      for (const text of texts.map(plain)) {
        const known = all.get(text);
        if (known) known.languages.push(language as Lang);
        else all.set(text, { text, word: word as Word, languages: [language as Lang] });
      }
    }
  }
  // The longest first, so that "no thank you" is not "no" with a rest.
  return [...all.values()].sort((a, b) => b.text.length - a.text.length);
}

const entries = entriesOf();
const whole = new Map(entries.map((e) => [e.text, e]));

/** Carriers and people use these alone; inside a sentence they are words like others. */
const aloneOnly: Word[] = ['stop', 'start', 'help'];
/** After these anything may follow: "no, I am at work", "sí, en dos horas". */
const openers: Word[] = ['yes', 'no'];

/** Reads a text message: a code, a keyword in one of the languages, minutes, and what else it says. Never throws. */
export function readAnswer(text: string): Answer {
  const trimmed = text.normalize('NFKC').trim();
  const coded = /^#?([a-hj-np-z]\d{1,3})(?![\p{L}\d])[\s:,.;-]*/iu.exec(trimmed);
  const code = coded ? coded[1]!.toUpperCase() : null;
  const said = coded ? trimmed.slice(coded[0].length) : trimmed;
  const exact = whole.get(plain(said)) ?? whole.get(unquoted(plain(said)));
  if (exact) return { says: exact.word, etaMinutes: null, code, rest: '', language: languageOf(exact) };
  const opener = openerOf(said);
  const after = opener ? said.slice(opener.length) : said;
  const minutes = readMinutes(after);
  return {
    says: opener?.entry.word ?? null,
    etaMinutes: minutes?.minutes ?? null,
    code,
    rest: unquotedKeepingCase(minutes ? after.replace(minutes.text, ' ') : after),
    language: opener ? languageOf(opener.entry) : (minutes?.language ?? null),
  };
}

const languageOf = (entry: Entry): Lang | null => (entry.languages.length === 1 ? entry.languages[0]! : null);

const unquotedKeepingCase = (text: string) => unquoted(text.replace(/\s+/g, ' ').trim());

function openerOf(said: string): { entry: Entry; length: number } | null {
  const lead = said.length - said.trimStart().length;
  const low = said
    .trimStart()
    .toLowerCase()
    .replace(/[’‘`´]/g, "'");
  for (const entry of entries) {
    if (aloneOnly.includes(entry.word) || !low.startsWith(entry.text)) continue;
    const after = low.slice(entry.text.length);
    if (separates(after, entry)) return { entry, length: lead + entry.text.length };
  }
  return null;
}

/** Whether what follows lets the first words stand for themselves: "left" does, "left side of the street" does not. */
function separates(after: string, entry: Entry): boolean {
  if (/^\s*[,.;:!。，！；、]/.test(after) || after === '') return true;
  const chinese = /\p{Script=Han}$/u.test(entry.text);
  if (!chinese && !/^\s/.test(after)) return false;
  if (openers.includes(entry.word)) return !chinese || entry.text.length > 1 || /^\s/.test(after);
  const minutes = readMinutes(after);
  return minutes !== null && unquoted(after.replace(minutes.text, '')) === '';
}

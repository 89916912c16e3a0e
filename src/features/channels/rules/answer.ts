import { fold, withOurDigits } from './fold.ts';
import { type Entry, entries, plain, type Word, whole } from './keywords.ts';
import { readMinutes } from './minutes.ts';

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
  language: string | null;
}

const edge = '\\s"\'.,:;!¡¿?。，！？、…،؟؛۔।·-';
const atEdges = new RegExp(`^[${edge}]+|[${edge}]+$`, 'g');
const unquoted = (text: string) => text.replace(atEdges, '');

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
  const written = opener ? said.slice(opener.length) : said;
  const after = withOurDigits(written);
  const minutes = readMinutes(after);
  return {
    says: opener?.entry.word ?? null,
    etaMinutes: minutes?.minutes ?? null,
    code,
    rest: unquotedKeepingCase(minutes ? after.replace(minutes.text, ' ') : written),
    language: opener ? languageOf(opener.entry) : (minutes?.language ?? null),
  };
}

const languageOf = (entry: Entry): string | null =>
  entry.languages.length === 1 ? entry.languages[0]! : null;

const unquotedKeepingCase = (text: string) => unquoted(text.replace(/\s+/g, ' ').trim());

function openerOf(said: string): { entry: Entry; length: number } | null {
  const lead = said.length - said.trimStart().length;
  const { text, ends } = fold(said.trimStart());
  for (const entry of entries) {
    if (aloneOnly.includes(entry.word) || !text.startsWith(entry.text)) continue;
    const after = text.slice(entry.text.length);
    if (separates(after, entry)) return { entry, length: lead + ends[entry.text.length - 1]! };
  }
  return null;
}

/** Whether what follows lets the first words stand for themselves: "left" does, "left side of the street" does not. */
function separates(after: string, entry: Entry): boolean {
  if (/^\s*[,.;:!?。，！？；、،؛۔।]/.test(after) || after === '') return true;
  const chinese = /\p{Script=Han}$/u.test(entry.text);
  if (!chinese && !/^\s/.test(after)) return false;
  if (openers.includes(entry.word)) return !chinese || entry.text.length > 1 || /^\s/.test(after);
  const minutes = readMinutes(after);
  return minutes !== null && unquoted(after.replace(minutes.text, '')) === '';
}

import type { Doc, ReportKind } from '../contract.ts';

/** Letters that stand for themselves under Unicode's decomposition, as people type them who lack the key. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};

/** One spelling for all: no accents, small letters, full-width forms as usual ones. */
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłıþ]/g, (letter) => letters[letter]!);

const han = /\p{Script=Han}+/gu;

/** Chinese has no spaces: a run of it gives each pair of characters; one alone gives itself. */
const pairsOf = (run: string) => {
  const chars = [...run];
  return chars.length === 1 ? chars : chars.slice(1).map((char, i) => chars[i]! + char);
};

/** The words of a text to find it by, folded, each once. Unlike `tokens`, common ones too: a name may look like one. */
export function wordsIn(text: string): string[] {
  const plain = folded(text);
  const spaced = plain.replace(han, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set([...spaced, ...(plain.match(han) ?? []).flatMap(pairsOf)])];
}

/** As many digits as a number has within its country. */
const national = 10;
/** With a country's code, or ten digits as they are written here; house numbers such as 104-20 111 are none. */
const number =
  /\+\d(?:[ ().-]{0,3}\d){6,14}(?!\d)|(?<!\d)(?:1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?!\d)/g;

/** Telephone numbers in a text, as their last ten digits: with and without the country's code, however they are spaced. */
export const phonesIn = (text: string): string[] => [
  ...new Set(
    (text.normalize('NFKC').match(number) ?? []).map((found) => found.replace(/\D/g, '').slice(-national)),
  ),
];

const withoutPhones = (text: string) => text.normalize('NFKC').replace(number, ' ');

const titleLength = 80;

/** All that was said, as one text. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value && typeof value === 'object'
    ? Object.values(value).map(textOf).filter(Boolean).join(' · ')
    : '';
}

/** What a plate or a badge looks like: letters with digits, or many digits. Nobody is looked up by that. */
const isPlate = (word: string) =>
  /\d{4}/.test(word) || (/\d/.test(word) && /\p{L}{2}\d|\d\p{L}{3}/u.test(word));

interface Read {
  report: string;
  kind: ReportKind;
  at: string;
  said: Record<string, unknown> | null;
  contact: string | null;
}

/**
 * What the index holds of a report or an addition. Of a sighting that is its place and who called: what was seen is not
 * searched, so that nobody looks for officers (docs/LAWFUL-USE.md). Of the others it is every word, because the name of
 * who was taken is among them. `tag` makes the hash of a telephone number; the number itself is not among the words.
 */
export async function docOf(
  { report, kind, at, said, contact }: Read,
  tag: (phone: string) => Promise<string | null>,
): Promise<Doc> {
  const { where, answers } = said ?? {};
  const place = where ?? (answers as Record<string, string> | undefined)?.where;
  const text = textOf(kind === 'sighting' ? place : said);
  const all = `${text}\n${contact ?? ''}`;
  const tags = await Promise.all(phonesIn(all).map(tag));
  return {
    report,
    at,
    title: withoutPhones(text).replace(/\s+/g, ' ').slice(0, titleLength),
    words: wordsIn(withoutPhones(all))
      .filter((word) => !isPlate(word))
      .join(' '),
    phones: tags.filter((one) => one !== null),
  };
}

/** What is looked for: every word must begin a word that was said; a number must be the whole number. */
export interface Sought {
  words: string[];
  phones: string[];
}

export const soughtIn = (typed: string): Sought => ({
  words: wordsIn(withoutPhones(typed)),
  phones: phonesIn(typed),
});

/** `phones` are hashes made with the key that the document's were made with. */
export function finds(doc: Doc, { words, phones }: Sought): boolean {
  if (words.length + phones.length === 0) return false;
  const said = ` ${doc.words}`;
  const isThere = (word: string) =>
    // One Chinese character may be the second of a pair.
    said.includes(` ${word}`) || (word.length === 1 && /\p{Script=Han}/u.test(word) && said.includes(word));
  return words.every(isThere) && phones.every((phone) => doc.phones.includes(phone));
}

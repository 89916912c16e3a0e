/**
 * What people leave out or vary as they type, by script: accents of Latin, Greek and Cyrillic letters; vowel points of
 * Arabic and Hebrew script, with the tatweel; the nukta of Indic ones; joiners. Vowel signs of Indic scripts stay: they are
 * letters.
 */
const left =
  /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0591-\u05c7\u093c\u09bc\u0a3c\u200b-\u200f\u2060]|\ufe0f/g;

/** Letters that keyboards for Arabic and Urdu, and habits, write for one another; typographic apostrophes; ँ for ं. */
const same: Record<string, string> = {
  ...{ ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ہ: 'ه', ۃ: 'ه', ة: 'ه', ھ: 'ه', ٱ: 'ا' },
  ...{ '’': "'", '‘': "'", '`': "'", '´': "'", '\u02bc': "'", '\u0901': '\u0902', ł: 'l', ß: 'ss', ς: 'σ' },
};

/** Digits of other scripts, each at the place of its zero. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66];

function digit(letter: string): string | null {
  const code = letter.codePointAt(0)!;
  const zero = zeros.find((at) => code >= at && code <= at + 9);
  return zero === undefined ? null : String(code - zero);
}

/** The same with its digits as ours; as long as before. */
export const withOurDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (letter) => digit(letter) ?? letter);

function folded(letter: string): string {
  const ours = digit(letter);
  if (ours) return ours;
  const bare = letter.toLowerCase().normalize('NFD').replace(left, '').normalize('NFC');
  return same[bare] ?? bare;
}

export interface Folded {
  text: string;
  /** Where in the source the letter that gave each unit of `text` ends, with the marks that follow it. */
  ends: number[];
}

/** A text as it is compared: without case, width, accents and the like. */
export function fold(source: string): Folded {
  let text = '';
  const ends: number[] = [];
  let at = 0;
  for (const letter of source) {
    at += letter.length;
    const plain = folded(letter);
    if (plain === '' && ends.length > 0) ends[ends.length - 1] = at;
    text += plain;
    for (let i = 0; i < plain.length; i++) ends.push(at);
  }
  return { text, ends };
}

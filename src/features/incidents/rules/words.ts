const SAME: Record<string, string> = {
  avenue: 'av',
  ave: 'av',
  avenida: 'av',
  street: 'st',
  calle: 'st',
  boulevard: 'blvd',
  bulevar: 'blvd',
  road: 'rd',
  place: 'pl',
};

/** Too common to tell two places or sightings apart. */
const COMMON = new Set(
  (
    'the and an at by in of on to is are it its there they with near corner from two one some see now av st ' +
    'el la los las de del en un una unos unas hay por con esquina cerca ahora dos que se al lo'
  ).split(' '),
);

const HAN = /\p{Script=Han}{2,}/gu;

/**
 * The telling words of a text, each once: lower case, without accents, street words and ordinals in one spelling.
 * Chinese, which has no spaces, gives its pairs of characters.
 */
export function tokens(text: string): Set<string> {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const pairs = (plain.match(HAN) ?? []).flatMap((run) =>
    [...run].slice(0, -1).map((char, i) => char + [...run][i + 1]),
  );
  const words = (plain.replace(HAN, ' ').match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => word.replace(/^(\d+)(st|nd|rd|th)$/, '$1'))
    .map((word) => SAME[word] ?? word)
    .filter((word) => (word.length > 1 || /\d/.test(word)) && !COMMON.has(word));
  return new Set([...words, ...pairs]);
}

/** The words both have, in the order of the first. */
export function sharedWords(a: string, b: string): string[] {
  const other = tokens(b);
  return [...tokens(a)].filter((word) => other.has(word));
}

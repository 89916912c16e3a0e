import names from '../data/nyc-street-names.json' with { type: 'json' };

/** The short form of each kind of street, as the crossings are written. */
const KINDS: Record<string, string> = {
  ...Object.fromEntries(['st', 'str', 'street', 'calle', '街'].map((w) => [w, 'st'])),
  ...Object.fromEntries(['av', 'ave', 'aven', 'avenue', 'avenida', '大道', '大街'].map((w) => [w, 'av'])),
  ...Object.fromEntries(['rd', 'road', '路'].map((w) => [w, 'rd'])),
  ...Object.fromEntries(['blvd', 'boulevard', 'bulevar', 'bl'].map((w) => [w, 'blvd'])),
  ...Object.fromEntries(['pkwy', 'pky', 'parkway'].map((w) => [w, 'pkwy'])),
  ...Object.fromEntries(['pl', 'place'].map((w) => [w, 'pl'])),
  ...Object.fromEntries(['dr', 'drive'].map((w) => [w, 'dr'])),
  ...Object.fromEntries(['ln', 'lane'].map((w) => [w, 'ln'])),
  ...Object.fromEntries(['ter', 'terr', 'terrace'].map((w) => [w, 'ter'])),
  ...Object.fromEntries(['tpke', 'turnpike'].map((w) => [w, 'tpke'])),
  ...Object.fromEntries(['fwy', 'freeway'].map((w) => [w, 'fwy'])),
  ...Object.fromEntries(['plz', 'plaza'].map((w) => [w, 'plaza'])),
};

const SIDES: Record<string, string> = {
  ...Object.fromEntries(['e', 'east', 'este', '东', '東'].map((w) => [w, 'e'])),
  ...Object.fromEntries(['w', 'west', 'oeste', '西'].map((w) => [w, 'w'])),
  ...Object.fromEntries(['n', 'north', 'norte', '北'].map((w) => [w, 'n'])),
  ...Object.fromEntries(['s', 'south', 'sur', '南'].map((w) => [w, 's'])),
};

const NUMBERS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);

/** Words between two streets that cross. */
const JOINS = new Set([
  'and',
  'y',
  'con',
  'e',
  'at',
  'x',
  'n',
  'cross',
  'corner',
  'esquina',
  'esq',
  '和',
  '与',
  '與',
  '跟',
  '同',
]);
const SIGNS = /[&@/+,;|\\、，]+|\b(?:between|entre)\b/g;

/** One word of a place, made comparable. */
export interface Token {
  word: string;
  /** Kind of street, if the word is one: "st", "av". */
  kind?: string;
  /** Point of the compass, if the word is one: "e". */
  side?: string;
  /** May stand between two streets. */
  joins?: boolean;
}

/**
 * Splits what people write for a place into comparable words: no accents or capitals, "82nd" and "82街" as "82 st",
 * "fifth" as "5", kinds of streets in their short form, other names of a street as its first one.
 */
export function tokensOf(text: string): Token[] {
  let plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  for (const [from, to] of names) plain = plain.replaceAll(from!.toLowerCase(), ` ${to!.toLowerCase()} `);
  const spaced = plain
    .replace(SIGNS, ' & ')
    .replace(/第(\d+)/g, '$1')
    .replace(/(大道|大街|[街路和与與跟同东東西南北])/g, ' $1 ')
    .replace(/(\d+)(st|nd|rd|th|ro|ra|do|da|to|ta|mo|ma|o|a)?\b\.?/g, ' $1 ')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ');
  return spaced.split(' ').filter(Boolean).slice(0, 120).map(tokenOf);
}

function tokenOf(word: string): Token {
  if (word === '&') return { word, joins: true };
  const ordinal = NUMBERS.indexOf(word);
  if (ordinal >= 0) return { word: String(ordinal + 1) };
  const token: Token = { word: word === 'saint' ? 'st' : word };
  if (KINDS[word]) token.kind = KINDS[word];
  if (SIDES[word]) token.side = SIDES[word];
  if (JOINS.has(word)) token.joins = true;
  return token;
}

/** A street of a crossing in its parts: "W 4 St" is name [4], kind st, side w. */
export interface Street {
  name: string[];
  kind: string | null;
  side: string | null;
}

/** Takes a street's written name apart. */
export function streetOf(written: string): Street {
  const tokens = tokensOf(written);
  const last = tokens.length - 1;
  const isKind = (t: Token, i: number) => !!t.kind && !(i === 0 && t.word === 'st') && tokens.length > 1;
  const isSide = (t: Token, i: number) => !!t.side && (i === 0 || i === last) && tokens.length > 1;
  const name = tokens.filter((t, i) => !isKind(t, i) && !isSide(t, i)).map((t) => t.word);
  const kind = tokens.find(isKind)?.kind ?? null;
  const side = tokens.find(isSide);
  // South Avenue is called so; the point of the compass is all its name.
  if (name.length === 0 && side) return { name: [side.word], kind, side: null };
  return { name, kind, side: side?.side ?? null };
}

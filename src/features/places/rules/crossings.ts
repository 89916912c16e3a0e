import type { Crossing } from '../contract.ts';
import { distanceM } from '../rules.ts';
import { type Street, streetOf, type Token, tokensOf } from './streets.ts';

/** Below this the words mean some other place. */
const accepted = 0.5;
/** Two crossings that fit nearly alike and lie further apart than this (metres) are not told apart by guessing. */
const tie = { within: 0.97, apartM: 300 };

/** Factors for what was left out or does not agree; chosen so that one small slip passes and two clashes do not. */
const factor = {
  kindUnsaid: 0.95,
  kindClash: 0.7,
  sideUnsaid: 0.97,
  sideExtra: 0.75,
  sideClash: 0.3,
  wordBetween: 0.8,
};

const streets = new WeakMap<Crossing, Street[]>();

function streetsOf(crossing: Crossing): Street[] {
  let known = streets.get(crossing);
  if (!known) {
    known = crossing.name.split(' & ').map(streetOf);
    streets.set(crossing, known);
  }
  return known;
}

/**
 * The crossing that words mean, in either order and however they are written; null when there is none, or when several
 * far apart are meant as well as each other.
 */
export function matchCrossing(crossings: readonly Crossing[], text: string): Crossing | null {
  const tokens = tokensOf(text.slice(0, 500));
  const found = crossings
    .map((crossing) => ({ crossing, score: scoreOf(streetsOf(crossing), tokens) }))
    .filter(({ score }) => score >= accepted)
    .sort((a, b) => b.score - a.score);
  const best = found[0];
  if (!best) return null;
  const unclear = found.some(
    (other) =>
      other.score >= best.score * tie.within && distanceM(best.crossing, other.crossing) > tie.apartM,
  );
  return unclear ? null : best.crossing;
}

/** Crossings for words still being typed: each word begins a word of a name; those whose names begin so come first. */
export function suggestCrossings(crossings: readonly Crossing[], text: string, n: number): Crossing[] {
  const typed = tokensOf(text.slice(0, 100))
    .filter((token) => !token.joins && !token.kind)
    .map(({ word }) => word);
  if (typed.length === 0) return [];
  const fits = crossings.filter((crossing) => {
    const words = streetsOf(crossing).flatMap((street) => street.name);
    return typed.every((part) => words.some((word) => word.startsWith(part)));
  });
  const opens = (crossing: Crossing) => Number(!streetsOf(crossing)[0]?.name[0]?.startsWith(typed[0]!));
  return fits
    .sort((a, b) => opens(a) - opens(b) || a.name.localeCompare(b.name, 'en', { numeric: true }))
    .slice(0, n);
}

function scoreOf([one, two]: Street[], tokens: Token[]): number {
  if (!one || !two) return 0;
  const firsts = mentions(one, tokens);
  if (firsts.length === 0) return 0;
  let best = 0;
  for (const second of mentions(two, tokens)) {
    for (const first of firsts) {
      const [left, right] = first.from < second.from ? [first, second] : [second, first];
      if (left.to > right.from) continue;
      const between = tokens.slice(left.to, right.from).filter((t) => !t.joins).length;
      best = Math.max(best, first.fit * second.fit * factor.wordBetween ** between);
    }
  }
  return best;
}

/** Where a street is named: tokens `from` up to `to`, and how well it fits. */
interface Mention {
  from: number;
  to: number;
  fit: number;
}

function mentions(street: Street, tokens: Token[]): Mention[] {
  const found: Mention[] = [];
  for (let i = 0; i + street.name.length <= tokens.length; i++) {
    let fit = 1;
    for (const [j, word] of street.name.entries()) fit *= likeness(word, tokens[i + j]!.word);
    if (fit === 0) continue;
    const mention = withKindAndSide(street, tokens, i, fit);
    if (mention.fit > 0) found.push(mention);
  }
  return found;
}

function withKindAndSide(street: Street, tokens: Token[], at: number, nameFit: number): Mention {
  let from = at;
  let to = at + street.name.length;
  let kind = tokens[to]?.kind;
  if (kind) to++;
  else if (isOpening(tokens, at - 1)) {
    kind = tokens[at - 1]?.kind;
    if (kind) from--;
  }
  const before = tokens[from - 1];
  let side = before?.side;
  if (side) from--;
  else if (street.side && tokens[to]?.side) {
    side = tokens[to]!.side;
    to++;
  }
  return { from, to, fit: nameFit * kindFit(street, kind) * sideFit(street, side) };
}

/** "Calle 82", "Avenue J": the kind stands first. In "Roosevelt Ave 82" it belongs to the street before. */
function isOpening(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1];
  return (
    at >= 0 && (!before || !!before.joins || !!before.side || before.word === 'la' || before.word === 'the')
  );
}

function kindFit(street: Street, kind: string | undefined): number {
  const isShort = street.name.every((word) => word.length === 1 || /^\d+$/.test(word));
  // A letter alone is a word of its own, and "82 Av" is another street than "82 St".
  if (!kind) return street.name.join('').length === 1 && !/\d/.test(street.name[0]!) ? 0 : factor.kindUnsaid;
  if (kind === street.kind) return 1;
  return isShort ? 0 : factor.kindClash;
}

function sideFit(street: Street, side: string | undefined): number {
  if (side === (street.side ?? undefined)) return 1;
  if (!side) return factor.sideUnsaid;
  return street.side ? factor.sideClash : factor.sideExtra;
}

/** How alike two words are, 0 to 1: numbers must be equal, long words may have a slip or be cut short. */
function likeness(wanted: string, said: string): number {
  if (wanted === said) return 1;
  if (/\d/.test(wanted) || wanted.length < 5) return 0;
  if (said.length >= 5 && wanted.startsWith(said)) return 0.85;
  const slips = editDistance(wanted, said);
  if (slips === 1) return 0.9;
  return slips === 2 && wanted.length >= 8 ? 0.8 : 0;
}

/** Levenshtein distance, with two neighbours swapped counting as one; 9 when the lengths differ by more than two. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 9;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : 9;
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(change, last[j]! + 1, row[j - 1]! + 1, swap);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

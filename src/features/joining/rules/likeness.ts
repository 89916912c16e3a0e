/** What is compared of two people. Addresses in their one spelling, or as keys: whatever says equal for equal. */
export interface Likened {
  name: string | null;
  chapterId: string;
  languages: readonly string[];
  addresses?: readonly string[];
}

/** From here on two are worth a look by a person; nothing is merged by a number. */
export const LIKELY = 0.85;
/** How much an initial says for a name that begins with it, and how little a further name says against. */
const initial = 0.8;
const further = 0.2;
/** Letters of a lone name ("Ana") that say too little by themselves; a Chinese character counts as three. */
const enough = 7;

const marks = /\p{M}/gu;
const han = /\p{Script=Han}/gu;

/** A name as it is compared: its parts in small letters without marks, in whatever script. */
export const partsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    // "O'Brien", "García‑López": what joins two parts in one spelling is missing in the next.
    .replace(/['’ʼ`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const weight = (part: string) => [...part].length + 2 * (part.match(han)?.length ?? 0);

/** Of 1: equal, less a share for each letter that is missing, wrong, too many or swapped with its neighbour. */
export function nearness(a: string, b: string): number {
  if (a === b) return 1;
  const [x, y] = [[...a], [...b]];
  const longest = Math.max(x.length, y.length);
  return 1 - distance(x, y) / longest;
}

/** Edits between two words, a swap of neighbours being one (optimal string alignment: Damerau 1964, restricted). */
function distance(x: string[], y: string[]): number {
  let before: number[] = [];
  let row = Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 1; i <= x.length; i++) {
    const next = [i];
    for (let j = 1; j <= y.length; j++) {
      const cost = x[i - 1] === y[j - 1] ? 0 : 1;
      let least = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[y.length]!;
}

const partNearness = (a: string, b: string) => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length === 1 && long.length > 1 && long.startsWith(short) ? initial : nearness(a, b);
};

/** How alike two names are, of 1: part by part in any order, or written together. */
export const nameLikeness = (a: string, b: string): number => partsLikeness(partsOf(a), partsOf(b));

/** The same of names taken apart once, for comparing many. */
export function partsLikeness(x: string[], y: string[]): number {
  if (x.length === 0 || y.length === 0) return 0;
  const [joinedX, joinedY] = [x.join(''), y.join('')];
  const lone = x.length === 1 || y.length === 1;
  const joined = lone && Math.min(weight(joinedX), weight(joinedY)) < enough ? 0 : nearness(joinedX, joinedY);
  return Math.max(joined, x.length > 1 && y.length > 1 ? inParts(x, y) : 0);
}

function inParts(x: string[], y: string[]): number {
  const pairs = x
    .flatMap((a, i) =>
      y.map((b, j) => ({ i, j, near: partNearness(a, b), weight: Math.max(weight(a), weight(b)) })),
    )
    .sort((p, q) => q.near * q.weight - p.near * p.weight);
  const [usedX, usedY] = [new Set<number>(), new Set<number>()];
  let [sum, total] = [0, 0];
  for (const { i, j, near, weight } of pairs) {
    if (usedX.has(i) || usedY.has(j)) continue;
    usedX.add(i);
    usedY.add(j);
    sum += near * weight;
    total += weight;
  }
  const rest = [...x.filter((_, i) => !usedX.has(i)), ...y.filter((_, j) => !usedY.has(j))];
  return sum / (total + further * rest.reduce((letters, part) => letters + weight(part), 0));
}

/**
 * How likely two are one person, of 1: the same address says so; else a name that is nearly the same, in one chapter and with
 * a language in common. Below `LIKELY` it says nothing.
 */
export function likeness(a: Likened, b: Likened): number {
  if (a.addresses?.some((address) => b.addresses?.includes(address))) return 1;
  if (a.chapterId !== b.chapterId || !a.languages.some((l) => b.languages.includes(l))) return 0;
  return a.name && b.name ? Math.min(0.99, nameLikeness(a.name, b.name)) : 0;
}

/**
 * Keys of which two that are alike share at least one, as a rule, so that a long list is not compared each with each: the
 * chapter with the skeleton of each part of the name (no vowels, sounds that are mistaken for another as one).
 */
export function likenessKeys({ name, chapterId, addresses = [] }: Likened): string[] {
  const parts = name ? partsOf(name) : [];
  const skeletons = [...parts.filter((p) => weight(p) > 1), parts.join('')].map(skeleton).filter(Boolean);
  return [...new Set([...addresses, ...skeletons.map((bones) => `${chapterId} ${bones}`)])];
}

/** A part of a name without what is often spelt otherwise: vowels, sounds that are mistaken for another. */
export const skeleton = (part: string) =>
  part
    .replace(/ph/g, 'f')
    .replace(/[ckq]/g, 'k')
    .replace(/[szx]/g, 's')
    .replace(/[bv]/g, 'b')
    .replace(/(?<=.)[aeiouyhw]/g, '')
    .replace(/^[aeiouyhw]/, 'a')
    .replace(/(.)\1+/g, '$1');

import { LIKELY, type Likened, partsLikeness, partsOf, skeleton } from '../../joining/rules.ts';

/** Somebody of a chapter that a row may be: a person, or an earlier row of the same file. */
export interface Known {
  who: Pick<Likened, 'name' | 'languages'>;
  personId: string | null;
}

/** So many are compared with a row at most, the rarest key first: of a name that half a list bears, the latest bearers. */
const compared = 40;
/**
 * Earlier rows of a file that are remembered by name, some 240 MB: the latest. A list of a million rows would else take over
 * two gigabytes from the process that answers the hotline.
 */
const remembered = 100_000;

/**
 * Keys of which two that are alike share one: the skeleton of a part of the name with the first letter of another, and that of the
 * whole. Two parts together, since one alone ("Garcia") is a tenth of some lists.
 */
function pairKeys(parts: string[]): string[] {
  const bones = parts.map(skeleton);
  const keys = new Set([bones.join('')]);
  for (const [i, one] of bones.entries())
    for (const [j, other] of bones.entries())
      if (i !== j && parts[i]!.length > 1) keys.add(`${one} ${other[0] ?? ''}`);
  return [...keys];
}

interface Entry {
  known: Known;
  parts: string[];
  /** A bit for each letter, and one for each pair of neighbours within a part. */
  letters: number;
  pairs: number;
  length: number;
  initial: boolean;
}

const entryOf = (known: Known): Entry => {
  const parts = partsOf(known.who.name ?? '');
  const entry = { known, parts, letters: 0, pairs: 0, length: 0, initial: false };
  for (const part of parts) {
    entry.length += part.length;
    entry.initial ||= part.length === 1;
    let before = 0;
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      entry.letters |= 1 << (code & 31);
      entry.pairs |= 1 << ((before * 7 + code) & 31);
      before = code;
    }
  }
  return entry;
};

/**
 * Whether two may be alike by what letters they have at all: an edit changes two of their bits at most, and six of the bits of
 * neighbours. Far faster than the comparison, and says no to nearly all. Names with more or fewer parts, or initials, are
 * compared in any case.
 */
function mayBeAlike(a: Entry, b: Entry): boolean {
  if (a.parts.length !== b.parts.length || a.initial || b.initial) return true;
  const edits = Math.floor((1 - LIKELY) * Math.max(a.length, b.length));
  return bitsOf(a.letters ^ b.letters) <= 2 * edits && bitsOf(a.pairs ^ b.pairs) <= 6 * edits;
}

function bitsOf(number: number): number {
  let bits = 0;
  for (let left = number; left !== 0; left &= left - 1) bits++;
  return bits;
}

/** Who shares a key: how many, and the latest of them. */
interface Bearers {
  count: number;
  latest: Entry[];
}

/**
 * Everyone of a chapter who has a name, and the latest rows of a file, found again by one that is like it (`likeness`), without
 * comparing each with each.
 */
export class Likely {
  private readonly by = new Map<string, Bearers>();
  /** A ring of the rows. */
  private readonly rows: Entry[] = [];
  private added = 0;
  private readonly room: number;

  constructor(room = remembered) {
    this.room = room;
  }

  add(known: Known): void {
    const entry = entryOf(known);
    if (entry.parts.length === 0) return;
    if (known.personId === null) this.makeRoom(entry);
    for (const key of pairKeys(entry.parts)) {
      const bearers = this.by.get(key);
      if (bearers) {
        bearers.count += 1;
        bearers.latest.push(entry);
        // Those before are never looked at again.
        if (bearers.latest.length > compared) bearers.latest.shift();
      } else this.by.set(key, { latest: [entry], count: 1 });
    }
  }

  /** The row takes the place of the one that came longest ago, which is forgotten. */
  private makeRoom(entry: Entry): void {
    const at = this.added++ % this.room;
    const oldest = this.rows[at];
    this.rows[at] = entry;
    for (const key of oldest ? pairKeys(oldest.parts) : []) {
      const bearers = this.by.get(key)!;
      bearers.count -= 1;
      bearers.latest = bearers.latest.filter((one) => one !== oldest);
      if (bearers.count === 0) this.by.delete(key);
    }
  }

  /** The one who is most like them, where anyone is. */
  find(who: Known['who']): Known | null {
    const own = entryOf({ who, personId: null });
    const lists = pairKeys(own.parts)
      .flatMap((key) => this.by.get(key) ?? [])
      .sort((a, b) => a.count - b.count);
    const some = new Set<Entry>();
    for (const { latest } of lists)
      if (some.size < compared) for (const entry of latest.slice(some.size - compared)) some.add(entry);
    let best: Known | null = null;
    let most = LIKELY;
    for (const entry of some) {
      const { known, parts } = entry;
      if (!mayBeAlike(own, entry)) continue;
      if (!who.languages.some((language) => known.who.languages.includes(language))) continue;
      const alike = partsLikeness(own.parts, parts);
      if (alike > most || (alike === most && !best)) [best, most] = [known, alike];
    }
    return best;
  }
}

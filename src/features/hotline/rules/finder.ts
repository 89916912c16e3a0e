import type { Answer, Endpoint, Given } from '../../../platform/http/endpoint.ts';
import { type Opened, type SealedInput, whyUnopened } from '../../../platform/http/sealed.ts';
import {
  addSearchPart,
  type Doc,
  type Index,
  readSearchParts,
  readUnsearched,
  type SearchRing,
  searchPage,
} from '../contract.ts';
import { docOf, finds, soughtIn } from './search.ts';

export interface Hit extends Pick<Doc, 'report' | 'at' | 'title'> {
  ring: SearchRing;
}

/** What a finder works with: the API over a signed-in session, its opener, and what seals to a ring alone. */
interface Means {
  call<E extends Endpoint>(endpoint: E, given: Given<E>): Promise<Opened<Answer<E>>>;
  opener: {
    /** A hash that only the ring can make, under its key of an epoch. */
    tag(ring: SearchRing, text: string, epoch: number): Promise<string | null>;
    /** The newest first. */
    epochs(ring: SearchRing): Promise<number[]>;
  };
  seal(ring: SearchRing, record: string, index: Index): Promise<SealedInput>;
  newId(): string;
  /** In milliseconds. */
  now(): number;
}

interface Known {
  parts: Map<string, Index>;
  /** Reports that no part holds yet. */
  rest: Index;
  at: number;
}

const mostHits = 12;
/** Fewer reports than these make no part: they are read anew by each browser that searches. */
export const worthAPart = 50;
const freshMs = 20_000;

/**
 * Finds reports by words and telephone numbers in an index that the ring's browsers make, seal and share: whoever searches
 * opens the parts there are, and puts what is new into another. What it has opened it keeps in memory until `forget`.
 */
export class Finder {
  private readonly means: Means;
  private readonly known = new Map<SearchRing, Promise<Known>>();

  constructor(means: Means) {
    this.means = means;
  }

  /** For when the key is locked, and when somebody else signs in. */
  forget(): void {
    this.known.clear();
  }

  /** Reports in which every word was said, and to which the number belongs, the newest first. Throws what `call` throws. */
  async find(rings: readonly SearchRing[], typed: string): Promise<Hit[]> {
    const all = await Promise.all(rings.map((ring) => this.findIn(ring, typed)));
    return all
      .flat()
      .sort((a, b) => (a.at < b.at ? 1 : -1))
      .slice(0, mostHits);
  }

  private async findIn(ring: SearchRing, typed: string): Promise<Hit[]> {
    const sought = soughtIn(typed);
    const { parts, rest } = await this.indexOf(ring);
    const hits = new Map<string, Hit>();
    for (const { epoch, docs } of [...parts.values(), rest]) {
      const tags = await Promise.all(sought.phones.map((phone) => this.means.opener.tag(ring, phone, epoch)));
      const phones = tags.map((tag) => tag ?? '');
      for (const doc of docs)
        if (finds(doc, { ...sought, phones }) && !hits.has(doc.report)) {
          const { report, at, title } = doc;
          hits.set(report, { ring, report, at, title });
        }
    }
    return [...hits.values()];
  }

  private async indexOf(ring: SearchRing): Promise<Known> {
    const before = this.known.get(ring);
    const old = await before?.catch(() => undefined);
    if (old && this.means.now() - old.at < freshMs) return old;
    const current = this.known.get(ring);
    // Another search has begun to read it meanwhile.
    if (current && current !== before) return current;
    const read = this.readIndex(ring, old?.parts ?? new Map());
    this.known.set(ring, read);
    return read;
  }

  private async readIndex(ring: SearchRing, had: Map<string, Index>): Promise<Known> {
    let parts = await this.readParts(ring, had);
    for (;;) {
      const [epoch = 1] = await this.means.opener.epochs(ring);
      const { items } = await this.means.call(readUnsearched, { query: { ring } });
      const tag = (phone: string) => this.means.opener.tag(ring, phone, epoch);
      const rest = { epoch, docs: await Promise.all(items.map((item) => docOf(item, tag))) };
      // What another's key opens is not left out for everyone.
      const isWhole = items.every((item) => whyUnopened(item, 'said') !== 'no_key');
      if (items.length < worthAPart || !isWhole) return { parts, rest, at: this.means.now() };
      const id = await this.addPart(ring, items, rest);
      if (id) parts.set(id, rest);
      else parts = await this.readParts(ring, parts);
    }
  }

  /** Seals a part for everyone of the ring; its id, or null where another browser was first. */
  private async addPart(ring: SearchRing, items: { id: string }[], made: Index): Promise<string | null> {
    const id = this.means.newId();
    const index = await this.means.seal(ring, id, made);
    const body = { id, ring, of: items.map((item) => item.id), index };
    return (await this.means.call(addSearchPart, { body })).taken ? id : null;
  }

  /** The parts that there are now; those that are known are not sent again. */
  private async readParts(ring: SearchRing, had: Map<string, Index>): Promise<Map<string, Index>> {
    const read = (wanted: string[]) => this.means.call(readSearchParts, { body: { ring, wanted } });
    const { ids } = await read([]);
    const there = new Set(ids);
    const parts = new Map([...had].filter(([id]) => there.has(id)));
    const lacking = ids.filter((id) => !had.has(id));
    for (let at = 0; at < lacking.length; at += searchPage.parts) {
      const { items } = await read(lacking.slice(at, at + searchPage.parts));
      for (const { id, index } of items) parts.set(id, index ?? { epoch: 1, docs: [] });
    }
    return parts;
  }
}

import type { Answer, Endpoint, Given } from '../../../platform/http/endpoint.ts';
import type { Box, Opened, Unopened } from '../../../platform/http/sealed.ts';
import {
  fromBase64,
  keyIdOf,
  openField,
  toBase64,
  unwrapRecordKey,
  utf8,
} from '../../../platform/seal/index.ts';
import {
  type HeldKey,
  listRingKeys,
  mostAtOnce,
  type RecordKey,
  readHeldKeys,
  readRecordKeys,
} from '../contract.ts';

/** Where an opener gets what it needs: from the server in a browser, from memory in a test. */
export interface KeySource {
  network(): Promise<string>;
  /** Private keys of the rings that one belongs to, by epoch. */
  ringKeys(): Promise<HeldKey[]>;
  wraps(ids: string[]): Promise<RecordKey[]>;
}

/** Record keys kept in memory; the oldest go first. */
const mostKept = 5000;

/** A record key, or why there is none. */
type Found = Uint8Array | Unopened;
interface Waiting {
  resolve: (found: Found) => void;
  reject: (error: unknown) => void;
}

const isBox = (value: unknown): value is Box<unknown> =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'record' in value && 'field' in value;

/**
 * Opens the boxes of answers where the private keys are held. Wraps that are asked for in one turn of the event loop are
 * fetched together; record keys are kept in memory until `forget`.
 */
export class Opener {
  private readonly source: KeySource;
  private known = new Map<string, Promise<Found>>();
  private rings: Promise<HeldKey[]> | undefined;
  private network: Promise<string> | undefined;
  private waiting = new Map<string, Waiting>();

  constructor(source: KeySource) {
    this.source = source;
  }

  /** For sign-out, and when somebody else signs in. */
  forget(): void {
    this.known = new Map();
    this.rings = undefined;
    this.network = undefined;
    // Who waits now is not overwritten by who asks for the same key again.
    this.loadWaiting();
  }

  /**
   * The answer with its boxes opened; what cannot be opened is null, and `whyUnopened` says why. Throws what the source
   * throws.
   */
  async open<T>(answer: T): Promise<Opened<T>> {
    return (await this.walk(answer)) as Opened<T>;
  }

  /** Epochs of a ring whose keys are held here, the newest first. */
  async epochs(ring: HeldKey['ring']): Promise<number[]> {
    const keys = (await this.heldKeys()).filter((key) => key.ring === ring);
    return keys.map(({ epoch }) => epoch).sort((a, b) => b - a);
  }

  /**
   * A keyed hash that only a ring can make, to tell things apart that the server must not know; null where its key is
   * not held here. It changes with the epoch, which is the newest unless another is named.
   */
  async tag(ring: HeldKey['ring'], text: string, epoch?: number): Promise<string | null> {
    const [newest] = await this.epochs(ring);
    const held = (await this.heldKeys()).find((key) => key.ring === ring && key.epoch === (epoch ?? newest));
    if (!held) return null;
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', fromBase64(held.privateKey), hmac, false, ['sign']);
    return toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(`porchlight tag\n${text}`))));
  }

  /** Asked for once; anew after an answer that failed. */
  private heldKeys(): Promise<HeldKey[]> {
    this.rings ??= this.source.ringKeys().catch((error) => {
      this.rings = undefined;
      throw error;
    });
    return this.rings;
  }

  private networkId(): Promise<string> {
    this.network ??= this.source.network().catch((error) => {
      this.network = undefined;
      throw error;
    });
    return this.network;
  }

  private async walk(value: unknown): Promise<unknown> {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Promise.all(value.map((one) => this.walk(one)));
    if (isBox(value)) {
      const opened = await this.openBox(value);
      return 'why' in opened ? null : opened.value;
    }
    const unopened: Record<string, Unopened> = {};
    const parts = Object.entries(value).map(async ([name, part]) => {
      if (!isBox(part)) return [name, await this.walk(part)] as const;
      const opened = await this.openBox(part);
      if ('why' in opened) unopened[name] = opened.why;
      return [name, 'why' in opened ? null : opened.value] as const;
    });
    const opened = Object.fromEntries(await Promise.all(parts));
    return Object.keys(unopened).length > 0 ? { ...opened, unopened } : opened;
  }

  private async openBox(box: Box<unknown>): Promise<{ value: unknown } | { why: Unopened }> {
    const sealed = read(box);
    if (!sealed) return { why: 'altered' };
    const key = await this.recordKey(sealed.key);
    if (typeof key === 'string') return { why: key };
    const bound = { network: await this.networkId(), record: box.record, field: box.field };
    return openField(key, sealed.bytes, bound).then(
      (value) => ({ value }),
      () => ({ why: 'altered' as const }),
    );
  }

  private recordKey(id: string): Promise<Found> {
    const known = this.known.get(id);
    if (known) return known;
    if (this.known.size >= mostKept) this.known.delete(this.known.keys().next().value!);
    const found = new Promise<Found>((resolve, reject) => {
      if (this.waiting.size === 0) setTimeout(() => this.loadWaiting());
      this.waiting.set(id, { resolve, reject });
    });
    const { known: kept } = this;
    kept.set(id, found);
    // What is not there now may be later: another role, another device's keys.
    const forget = () => kept.delete(id);
    found.then((key) => typeof key === 'string' && forget(), forget);
    return found;
  }

  private loadWaiting(): void {
    const all = [...this.waiting];
    this.waiting = new Map();
    for (let at = 0; at < all.length; at += mostAtOnce) {
      const some = new Map(all.slice(at, at + mostAtOnce));
      this.load(some).catch((error) => {
        for (const { reject } of some.values()) reject(error);
      });
    }
  }

  private async load(waiting: Map<string, Waiting>): Promise<void> {
    const [network, rings, wraps] = await Promise.all([
      this.networkId(),
      this.heldKeys(),
      this.source.wraps([...waiting.keys()]),
    ]);
    for (const [id, { resolve }] of waiting) {
      const own = wraps.filter((wrap) => wrap.id === id);
      resolve(own.length > 0 ? await unwrap(network, rings, own) : 'no_wrap');
    }
  }
}

/** The bytes of a box and which record key they are under; null where it is none. */
function read({ sealed }: Box<unknown>) {
  try {
    const bytes = fromBase64(sealed);
    return { bytes, key: keyIdOf(bytes) };
  } catch {
    return null;
  }
}

/** By the first ring whose key is held here; 'altered' where such a key opens none of them. */
async function unwrap(network: string, rings: readonly HeldKey[], wraps: RecordKey[]): Promise<Found> {
  let why: Unopened = 'no_key';
  for (const { id, ring, epoch, wrap } of wraps) {
    const held = rings.find((key) => key.ring === ring && key.epoch === epoch);
    if (!held) continue;
    try {
      const bound = { network, ring, epoch, key: id };
      return await unwrapRecordKey(fromBase64(held.privateKey), fromBase64(wrap), bound);
    } catch {
      why = 'altered';
    }
  }
  return why;
}

/** An opener that asks the server over a signed-in session; `own` are ring keys that a member key opened here. */
export const openerOver = (
  ask: <E extends Endpoint>(endpoint: E, given: Given<E>) => Promise<Answer<E>>,
  own: () => readonly HeldKey[] = () => [],
) =>
  new Opener({
    network: async () => (await ask(listRingKeys, {})).network,
    ringKeys: async () => [...own(), ...(await ask(readHeldKeys, {})).items],
    wraps: async (ids) => (await ask(readRecordKeys, { body: { ids } })).items,
  });

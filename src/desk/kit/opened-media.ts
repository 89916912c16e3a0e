import { useEffect, useState } from 'react';
import { readCopy, readMedia } from '../../features/evidence/contract.ts';
import { chunkOpener, copyKeyOf, headBytes, partBytes, typeOf } from '../../features/evidence/rules.ts';
import { addressOf } from '../../platform/http/endpoint.ts';
import { type Bytes, fromBase64 } from '../../platform/seal/bytes.ts';

export interface SealedMedia {
  id: string;
  /** SHA-256 of the original bytes, in hex. */
  sha256: string;
  /** Null where it cannot be opened here. */
  key: string | null;
}

export type Which = 'original' | 'copy';

/** Why there is nothing to show: the connection or the server; or what lies there is not what was sent. */
export type NotOpened = 'away' | 'altered';

class CannotOpen extends Error {
  readonly why: NotOpened;
  constructor(why: NotOpened) {
    super(why);
    this.why = why;
  }
}

export const whyNotOpened = (error: unknown): NotOpened => (error instanceof CannotOpen ? error.why : 'away');

interface Watching {
  signal?: AbortSignal;
  /** From 0 to 1, as parts arrive. */
  progress?: (share: number) => void;
}

/**
 * An original, or its copy, fetched part by part as it is stored and opened in this browser's memory. An original is held
 * against the hash that was written down when it came, and has the type that its first bytes show. Throws CannotOpen.
 */
export async function openMedia(
  { id, sha256, key }: SealedMedia,
  which: Which,
  { signal, progress }: Watching = {},
): Promise<Blob> {
  if (!key) throw new CannotOpen('altered');
  const address = addressOf(which === 'copy' ? readCopy : readMedia, { params: { id } });
  const fileKey = fromBase64(key);
  const ownKey = which === 'copy' ? await copyKeyOf(fileKey) : fileKey;
  const plain: Bytes[] = [];
  let open: ReturnType<typeof chunkOpener> | undefined;
  let total = Number.POSITIVE_INFINITY;
  for (let from = 0; from < total; from += partBytes) {
    const part = await fetchPart(address, from, signal).catch(() => fetchPart(address, from, signal));
    if (open && part.total !== total) throw new CannotOpen('altered');
    total = part.total;
    open ??= chunkOpener(ownKey, id, total);
    plain.push(...(await open(from, part.bytes).catch(altered)));
    progress?.(Math.min(1, (from + partBytes) / total));
  }
  if (which === 'copy') return new Blob(plain, { type: 'image/jpeg' });
  const whole = new Blob(plain);
  if ((await hashOf(whole)) !== sha256) throw new CannotOpen('altered');
  const type = typeOf(new Uint8Array(await whole.slice(0, headBytes).arrayBuffer()));
  return new Blob(plain, { type: type ?? 'application/octet-stream' });
}

function altered(): never {
  throw new CannotOpen('altered');
}

const hashOf = async (bytes: Blob): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

async function fetchPart(address: string, from: number, signal?: AbortSignal) {
  const range = `bytes=${from}-${from + partBytes - 1}`;
  const answer = await fetch(address, { headers: { 'x-porchlight-face': 'desk', range }, signal });
  // Cut after it was begun: there is nothing at this place any more.
  if (answer.status === 416) throw new CannotOpen('altered');
  const total = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]);
  if (answer.status !== 206 || !total) throw new CannotOpen('away');
  return { total, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** What has become of it: an address in this tab, how far it has come, or why not. */
export type OpenedMedia = { address: string } | { share: number } | { failed: NotOpened };

/** The opened bytes while somebody looks; given back when nobody does any more. */
export function useOpenedMedia(media: SealedMedia, which: Which, wanted: boolean): OpenedMedia {
  const { id, sha256, key } = media;
  const [opened, set] = useState<OpenedMedia>({ share: 0 });
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    let made: string | undefined;
    const say = (what: OpenedMedia) => stop.signal.aborted || set(what);
    const watching = { signal: stop.signal, progress: (share: number) => say({ share }) };
    openMedia({ id, sha256, key }, which, watching).then(
      (bytes) => {
        if (stop.signal.aborted) return;
        made = URL.createObjectURL(bytes);
        set({ address: made });
      },
      (error) => say({ failed: whyNotOpened(error) }),
    );
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, sha256, key, which, wanted]);
  return opened;
}

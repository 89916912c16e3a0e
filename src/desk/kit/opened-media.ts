import { useEffect, useState } from 'react';
import { readCopy, readMedia } from '../../features/evidence/contract.ts';
import { copyKeyOf, openChunks } from '../../features/evidence/rules.ts';
import { addressOf } from '../../platform/http/endpoint.ts';
import { fromBase64 } from '../../platform/seal/bytes.ts';

export interface SealedMedia {
  id: string;
  type: string;
  /** Null where it cannot be opened here. */
  key: string | null;
}

/** An original, or its copy, fetched as it is stored and opened in this browser's memory. Throws what fails. */
export async function openMedia(
  { id, type, key }: SealedMedia,
  which: 'original' | 'copy',
  signal?: AbortSignal,
): Promise<Blob> {
  if (!key) throw new Error('no key');
  const address = addressOf(which === 'copy' ? readCopy : readMedia, { params: { id } });
  const answer = await fetch(address, { headers: { 'x-porchlight-face': 'desk' }, signal });
  if (!answer.ok) throw new Error(String(answer.status));
  const file = new Uint8Array(await answer.arrayBuffer());
  const fileKey = fromBase64(key);
  const chunks = await openChunks(which === 'copy' ? await copyKeyOf(fileKey) : fileKey, id, file);
  return new Blob(chunks, { type: which === 'copy' ? 'image/jpeg' : type });
}

/** An address in this tab of the opened bytes, given back when nobody looks any more; null while it is not wanted or there. */
export function useOpenedMedia(
  { id, type, key }: SealedMedia,
  which: 'original' | 'copy',
  wanted: boolean,
): string | 'failed' | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    let made: string | undefined;
    openMedia({ id, type, key }, which, stop.signal).then(
      (bytes) => {
        if (stop.signal.aborted) return;
        made = URL.createObjectURL(bytes);
        setAddress(made);
      },
      () => stop.signal.aborted || setAddress('failed'),
    );
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, type, key, which, wanted]);
  return address;
}

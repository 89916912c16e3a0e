import type { SealedInput } from '../../../platform/http/sealed.ts';
import {
  fromBase64,
  makeRecordKey,
  newKeyId,
  type Ring,
  sealField,
  toBase64,
  wrapRecordKey,
} from '../../../platform/seal/index.ts';
import type { RingKey } from '../contract.ts';

/** What sealing needs: the network's id and each ring's public key in its current epoch. */
export interface PublicKeys {
  network: string;
  items: readonly RingKey[];
}

/**
 * Seals fields of a record in the browser of who says them, under a new record key that is wrapped to each of these
 * rings. Throws where a ring's key is not known.
 */
export async function sealFields<F extends Record<string, unknown>>(
  { network, items }: PublicKeys,
  rings: readonly Ring[],
  record: string,
  fields: F,
): Promise<{ [K in keyof F]: SealedInput }> {
  const id = newKeyId();
  const recordKey = makeRecordKey();
  const keys = await Promise.all(
    rings.map(async (ring) => {
      const key = items.find((one) => one.ring === ring);
      if (!key) throw new Error(`the public key of ${ring} is not known here`);
      const bound = { network, ring, epoch: key.epoch, key: id };
      const wrap = await wrapRecordKey(fromBase64(key.publicKey), recordKey, bound);
      return { ring, epoch: key.epoch, wrap: toBase64(wrap) };
    }),
  );
  const sealed = Object.entries(fields).map(async ([field, value]) => {
    const box = await sealField(recordKey, id, value, { network, record, field });
    return [field, { sealed: toBase64(box), keys }] as const;
  });
  return Object.fromEntries(await Promise.all(sealed)) as { [K in keyof F]: SealedInput };
}

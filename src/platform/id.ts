import { createHash } from 'node:crypto';
import { v7, validate } from 'uuid';

/** A new UUIDv7: sorts by time of making. */
export const newId = (): string => v7();

/** An id from an Idempotency-Key: a UUID is used as it is, anything else becomes a stable UUIDv8 within `scope`. */
export function idFromKey(scope: string, key: string): string {
  if (validate(key)) return key.toLowerCase();
  const hash = createHash('sha256').update(`${scope}\n${key}`).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

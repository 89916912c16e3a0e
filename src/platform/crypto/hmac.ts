import { hash } from 'node:crypto';

const block = 64;

function padded(key: Uint8Array, byte: number): Buffer {
  const pad = Buffer.alloc(block, byte);
  for (const [i, value] of key.entries()) pad[i]! ^= value;
  return pad;
}

/**
 * HMAC-SHA256 (RFC 2104) under one key of at most 64 bytes, for many short texts. Two digests in one call each take a
 * quarter of what an Hmac object does in a busy server (12 µs), and a report needs four.
 */
export function hmacUnder(key: Uint8Array): (text: string | Uint8Array) => Buffer {
  if (key.length > block) throw new RangeError('a longer key would have to be hashed first');
  const inner = padded(key, 0x36);
  const outer = padded(key, 0x5c);
  return (text) => {
    const within = hash(
      'sha256',
      Buffer.concat([inner, typeof text === 'string' ? Buffer.from(text) : text]),
      'buffer',
    );
    return hash('sha256', Buffer.concat([outer, within]), 'buffer');
  };
}

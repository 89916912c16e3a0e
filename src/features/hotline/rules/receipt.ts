export const receiptWords = 4;
/** 2,048 words a language: eleven bits each, so a receipt is one of 2^44. */
const bits = 11;

/** Which words a receipt has: the first 44 bits of a keyed hash. */
export function wordIndices(hash: Uint8Array): number[] {
  const first =
    new DataView(hash.buffer, hash.byteOffset, 8).getBigUint64(0) >> BigInt(64 - receiptWords * bits);
  return Array.from({ length: receiptWords }, (_, i) =>
    Number((first >> BigInt((receiptWords - 1 - i) * bits)) & BigInt(2 ** bits - 1)),
  );
}

/** What counts of a receipt as somebody typed it: its letters, without case, accents and separators. */
export const plainReceipt = (typed: string): string =>
  typed
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();

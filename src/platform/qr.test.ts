import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrCode } from './qr.ts';

/** The picture that a camera would see, four pixels a module, dark squares read back from the path. */
function seen({ side, dark }: ReturnType<typeof qrCode>) {
  const scale = 4;
  const size = side * scale;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [, x, y] of dark.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++)
        data.fill(
          0,
          ((Number(y) * scale + dy) * size + Number(x) * scale + dx) * 4,
          ((Number(y) * scale + dy) * size + Number(x) * scale + dx) * 4 + 3,
        );
  return { width: size, height: size, data };
}

test.each(['https://harbor.example/en/contact', 'ñ 你好', 'x'.repeat(600)])(
  'A reader reads %s again',
  (text) => {
    expect(decodeQR(seen(qrCode(text)))).toBe(text);
  },
);

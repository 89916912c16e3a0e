import { encodeQR } from 'qr';

const width = 640;
const height = 480;
const scale = 8;

/** What a camera sees that is held before this code: a moment of film (YUV4MPEG2), for Chromium's camera. */
export function film(text: string): Buffer {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const left = Math.floor((width - rows.length * scale) / 2);
  const top = Math.floor((height - rows.length * scale) / 2);
  const light = Buffer.alloc(width * height, 235);
  for (const [y, row] of rows.entries())
    for (const [x, on] of row.entries())
      if (on)
        for (let dy = 0; dy < scale; dy++) {
          const from = (top + y * scale + dy) * width + left + x * scale;
          light.fill(16, from, from + scale);
        }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]);
}

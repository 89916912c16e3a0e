import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import { afterAll } from 'vitest';

const width = 640;
const height = 480;
const scale = 8;

/** A camera for the browser of this file of tests, by its path; it sees what it was shown before a page opened it. */
export function openCamera(): { path: string; show(code: string): Promise<void> } {
  const path = join(tmpdir(), `porchlight-camera-${process.pid}.y4m`);
  afterAll(() => rm(path, { force: true }));
  return { path, show: (code) => writeFile(path, film(code)) };
}

/** What a camera sees that is held before this code: a moment of film (YUV4MPEG2), for Chromium's camera. */
function film(text: string): Buffer {
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

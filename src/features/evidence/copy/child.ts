/**
 * Reads one picture from standard input and writes it anew to standard output, as a JPEG without anything but its pixels.
 * Runs alone in a process that may reach nothing else (`../copy.ts`). Exit code 2: more pixels than we draw; 3: no picture
 * that we can read.
 */
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { longestSide, mostPixels } from './limits.ts';

const loaders = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif'].flatMap((kind) =>
  ['Buffer', 'Source'].map((from) => `VipsForeignLoad${kind}${from}`),
);

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: loaders });

try {
  const original = await buffer(process.stdin);
  // Reads the head only.
  const { width, height } = await sharp(original, { limitInputPixels: false }).metadata();
  if (width * height > mostPixels) process.exit(2);
  const copy = await sharp(original, { limitInputPixels: mostPixels, pages: 1 })
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer();
  process.stdout.write(copy);
} catch {
  process.exitCode = 3;
}

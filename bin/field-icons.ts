import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChromium } from '../test/e2e/chromium.ts';

// node bin/run.mjs field-icons: draws the field app's PNG icons from its SVG, after the SVG was changed.
const folder = join(import.meta.dirname, '../src/field/public');
const drawing = await readFile(join(folder, 'icon.svg'), 'utf8');
const { browser, close } = await startChromium();
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin:0">${drawing.replace('<svg', `<svg width="${size}" height="${size}"`)}`,
  );
  await page.screenshot({ path: join(folder, `icon-${size}.png`) });
}
await close();

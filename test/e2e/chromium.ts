import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const packageOf = (entry: string) => resolve(dirname(fileURLToPath(import.meta.resolve(entry))), '..');
const PACKED = packageOf('@sparticuz/chromium');
const CHINESE = join(packageOf('@embedpdf/fonts-sc'), 'fonts');
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache');

/** Playwright adds its own; these are for a machine without a GPU, a sandbox or a way out. */
const ARGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Only WebGL needs the software GPU; pages drawn without it are photographed in a third of the time.
  '--disable-gpu-compositing',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  // A microphone that beeps, which every page may use.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--font-render-hinting=none',
];

/** A Chromium of one's own, with a folder of its own that goes when it is closed. Its camera shows the film of that path. */
export async function startChromium(
  camera?: string,
): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const home = await unpack();
  const own = await mkdtemp(join(tmpdir(), 'porchlight-browser-'));
  await writeFile(join(own, 'fonts.conf'), fontsConf(home));
  const browser = await chromium.launch({
    executablePath: join(home, 'chromium'),
    args: [...ARGS, ...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : [])],
    env: {
      ...process.env,
      TMPDIR: own,
      HOME: own,
      FONTCONFIG_FILE: join(own, 'fonts.conf'),
      LD_LIBRARY_PATH: join(home, 'al2023/lib'),
    },
  });
  const close = async () => {
    await browser.close();
    await rm(own, { recursive: true, force: true });
  };
  return { browser, close };
}

/** Unpacks the binary and its libraries once a version (1.5 s, 211 MB); whoever comes second uses the first's. */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKED, 'package.json'), 'utf8')) as { version: string };
  const home = join(CACHE, `chromium-${version}`);
  if (existsSync(home)) return home;
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  const files = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
  await Promise.all(files.map((file) => inflateInto(draft, join(PACKED, 'bin', file))));
  await rename(draft, home).catch(() => rm(draft, { recursive: true }));
  return home;
}

/** `inflate` asks for the temporary folder as soon as it is called, and only then. */
function inflateInto(folder: string, file: string): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const done = inflate(file);
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  return done;
}

const fontsConf = (home: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>${CHINESE}</dir>
  <cachedir>${home}/font-cache</cachedir>
  ${['system-ui', 'sans-serif', 'serif', 'monospace']
    .map(
      (family) =>
        `<alias binding="same"><family>${family}</family><prefer><family>Open Sans</family><family>Noto Sans Hans</family></prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>`;

import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { buildFaces } from '../bin/faces.ts';
import { bench, spread, verdict } from './kit.ts';
import { root, startPorchlight } from './server.ts';

// Target 13: what travels before something can be read or done, in KB (1,000 bytes) of bodies as the server sends them
// to a browser that takes brotli. A face's first flight is its page and every script and style that the page names or one of these
// scripts imports at once; what is imported later is not.

interface Answer {
  text: string;
  bytes: number;
}

const fetched = (port: number, path: string) =>
  new Promise<Answer>((done, fail) => {
    const headers = { accept: 'text/html, */*', 'accept-encoding': 'br' };
    get({ port, host: '127.0.0.1', path, headers }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      const body = Buffer.concat(parts);
      if (response.statusCode !== 200) fail(new Error(`${path} answered ${response.statusCode}`));
      done({ text: body.toString(), bytes: body.length });
    }).on('error', fail);
  });

/** The addresses of the scripts and styles that a page loads by itself. */
const namedIn = (html: string) => [
  ...new Set([...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css)(?:\?[^"]*)?)"/g)].map((m) => m[1]!)),
];

/** What a script of a face imports at once, and later where `words` says that it cannot start without. */
function importsOf(path: string, words: string): string[] {
  const code = readFileSync(`${root}/dist${path}`, 'utf8');
  const { module } = parseSync(path, code);
  const atOnce = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const later = module.dynamicImports
    .map(({ moduleRequest }) => code.slice(moduleRequest.start + 1, moduleRequest.end - 1))
    .filter((file) => words !== '' && file.startsWith(`./${words}-`));
  return [...atOnce, ...later].map((file) => posix.join(posix.dirname(path), file));
}

/** KB of a page with all that it needs; `words` is the language whose words a face loads before it shows anything. */
async function flight(port: number, page: string, words = ''): Promise<number> {
  const document = await fetched(port, page);
  const seen = new Set<string>();
  let bytes = document.bytes;
  for (const waiting = namedIn(document.text); waiting.length > 0; ) {
    const path = waiting.pop()!;
    if (seen.has(path)) continue;
    seen.add(path);
    bytes += (await fetched(port, path)).bytes;
    if (path.endsWith('.js')) waiting.push(...importsOf(path, words));
  }
  return bytes / 1000;
}

await bench(async (own) => {
  await buildFaces();
  const { port } = await startPorchlight(own, own.folder());
  const weigh = async (what: string, kb: Promise<number>, atMost: number) =>
    verdict(what, spread([await kb]), { atMost }, 'KB');
  for (const page of ['/en', '/es', '/zh', '/en/report'])
    await weigh(`${page}: page and style`, flight(port, page), 14);
  for (const words of ['en', 'es', 'zh'])
    await weigh(`field app to its first action (${words})`, flight(port, '/field/', words), 25);
  await weigh('desk before the map', flight(port, '/desk/'), 250);
});

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';
import { unknownPath } from './errors.ts';

/** Where the map file is served. */
export const tilesPath = '/tiles/basemap.pmtiles';

const outside = new Problem(
  416,
  'range-outside',
  'Outside the file',
  'The bytes asked for lie outside the map file.',
  { next: 'Reload the page.' },
);

/** Serves the map file, whole or one range of bytes at a time (RFC 9110, 14). It is public data: no session needed. */
export function addTiles(app: FastifyInstance, path: string): void {
  app.get(tilesPath, { schema: { hide: true }, exposeHeadRoute: false }, async ({ headers }, reply) => {
    const { size, mtimeMs } = await stat(path).catch(() => {
      throw unknownPath;
    });
    // Strong, so that a reader notices when the file is replaced and never joins ranges of two versions.
    const etag = `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
    const isSameFile = headers['if-range'] === undefined || headers['if-range'] === etag;
    const range = isSameFile ? rangeOf(headers.range, size) : undefined;
    const { start, end } = range ?? { start: 0, end: size - 1 };
    if (start > end) {
      reply.header('content-range', `bytes */${size}`);
      throw outside;
    }
    if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
    return reply
      .header('accept-ranges', 'bytes')
      .header('etag', etag)
      .header('cache-control', 'public, max-age=3600')
      .header('content-length', end - start + 1)
      .type('application/vnd.pmtiles')
      .send(createReadStream(path, { start, end }));
  });
}

/** The bytes asked for, both ends included; start > end when there are none such. Undefined: the whole file. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from) return { start: Number(from), end: Math.min(to ? Number(to) : size - 1, size - 1) };
  if (to) return { start: Math.max(size - Number(to), 0), end: size - 1 };
  return undefined;
}

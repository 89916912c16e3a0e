import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { unknownPath } from './errors.ts';
import { appPolicy, newNonce } from './security.ts';

const notBuilt = new Problem(
  503,
  'not-built',
  'Not built yet',
  'This screen has not been built in this checkout.',
  {
    next: 'Start Porchlight with `npm start`, which builds it.',
  },
);

/** Serves the hashes of every file of these faces, as the build wrote them: for who compares them with a build of theirs. */
export function addHashes(app: FastifyInstance, faces: string[], dist: string): void {
  app.get('/hashes', { schema: { hide: true } }, async (_request, reply) => {
    const lists = faces.map((face) => readFile(join(dist, face, 'hashes.txt'), 'utf8'));
    const text = await Promise.all(lists).catch(() => {
      throw notBuilt;
    });
    return reply.type('text/plain; charset=utf-8').send(text.join(''));
  });
}

/** Serves a built face: its files as they are, and its one page, under a fresh nonce, for every other path below it. */
export async function addFace(
  app: FastifyInstance,
  face: string,
  dist: string,
  prefix = `/${face}`,
): Promise<void> {
  const register = async (inner: FastifyInstance) => {
    await inner.register(fastifyStatic, {
      root: join(dist, face),
      prefix: '/',
      wildcard: true,
      index: false,
      decorateReply: false,
      preCompressed: true,
      setHeaders(reply, path) {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
        if (/\.js(\.br)?$/.test(path)) reply.header('content-security-policy', "default-src 'self'");
      },
    });
    const page = async (_request: FastifyRequest, reply: FastifyReply) => {
      const document = await readFile(join(dist, face, 'index.html'), 'utf8').catch(() => {
        throw notBuilt;
      });
      const nonce = newNonce();
      return reply
        .header('content-security-policy', appPolicy(nonce))
        .type('text/html; charset=utf-8')
        .send(document.replaceAll('__NONCE__', nonce));
    };
    // A service worker's scope is its folder, so the page lives in it too.
    inner.get('', { schema: { hide: true } }, (request, reply) => {
      const [path, query] = request.url.split('?');
      if (path!.endsWith('/')) return page(request, reply);
      return reply.redirect(query ? `${prefix}/?${query}` : `${prefix}/`, 302);
    });
    inner.setNotFoundHandler(async (request, reply) => {
      if (request.url.includes('/assets/')) throw unknownPath;
      return page(request, reply);
    });
  };
  await app.register(register, { prefix });
}

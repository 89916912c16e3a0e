import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../html/index.ts';
import type { Lang } from '../i18n/index.ts';
import type { Call } from './call.ts';

/** One visit to a server-rendered page. */
export interface Visit {
  call: Call;
  lang: Lang;
  /** Path without the language, e.g. `/report`. */
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Fields of a plain form; a repeated name keeps its last value. */
  form: Record<string, string>;
  /** The bytes of a body that is JSON, where the page asks for them. */
  raw: Buffer;
  request: FastifyRequest;
  reply: FastifyReply;
}

export type PageAnswer =
  | Html
  | { status: number; html: Html }
  | { redirect: string }
  | { type: string; body: string };

/** A page of a feature. Each is served at its path and under every language, `/es/report`. */
export interface Page {
  method: 'GET' | 'POST';
  path: string;
  /** Multipart: the handler reads the stream of `visit.request` itself. */
  upload?: boolean;
  /** The handler checks a signature over the bytes of a JSON body. */
  raw?: boolean;
  run: (visit: Visit) => Promise<PageAnswer>;
}

export const get = (path: string, run: Page['run']): Page => ({ method: 'GET', path, run });
export const post = (path: string, run: Page['run']): Page => ({ method: 'POST', path, run });
export const postUpload = (path: string, run: Page['run']): Page => ({
  method: 'POST',
  path,
  run,
  upload: true,
});
export const postRaw = (path: string, run: Page['run']): Page => ({ method: 'POST', path, run, raw: true });

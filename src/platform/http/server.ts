import { createHash } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { auditOnce } from '../audit/index.ts';
import type { Actor } from '../context.ts';
import type { Html } from '../html/index.ts';
import { isLang, type Lang, pickLang } from '../i18n/index.ts';
import { libraryLog, log, nameOf } from '../log.ts';
import { forbidden, mustRenew, type Problem, unauthenticated, unsealed } from '../problem.ts';
import { type Call, type Due, openCall, type Services } from './call.ts';
import type { Endpoint } from './endpoint.ts';
import { asProblem, unknownPath } from './errors.ts';
import type { Page, PageAnswer } from './pages.ts';
import type { Route } from './route.ts';
import { plainIn } from './sealed.ts';
import { bucketOf, dataPolicy, fromOwnPages, headersFor, sitePolicy } from './security.ts';

export type Face = 'desk' | 'field';

/** The actor behind a session, and the first moment at which that can change by time alone. */
export interface Known {
  actor: Actor;
  until: Date;
}

export interface Presented {
  networkId: string;
  token: string;
  face: Face;
  /** Whether somebody is there, as opposed to a program that looks by itself: only this keeps a session from idling. */
  attended: boolean;
}

export interface Web {
  services: Services;
  /** The network that a request's host name belongs to; throws 404 where there is none. */
  networkAt(host: string): Promise<string>;
  /** Who a session token belongs to; what is due where it needs a proof; null: unknown, ended or too old. */
  identify(session: Presented): Promise<Known | Due | null>;
  anonymous: Actor;
  /** Throws for who asks too often. */
  budget(call: Call): Promise<void>;
  routes: Route[];
  pages: Page[];
  /** A problem as a page for residents. */
  problemPage(problem: Problem, lang: Lang): Html;
}

/** `__Host-` ties a cookie to this host and to HTTPS; browsers refuse it over plain HTTP, which is for loopback. */
export const cookieName = (face: Face, publicUrl: string) =>
  `${publicUrl.startsWith('https:') ? '__Host-' : ''}porchlight_${face}`;

/** Which face a request comes from: header, or query for event streams. */
export function faceOf(request: FastifyRequest): Face {
  const said = request.headers['x-porchlight-face'] ?? (request.query as { face?: string } | null)?.face;
  return said === 'field' ? 'field' : 'desk';
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
  }
}

// Given at the start and not set later: otherwise Fastify loads its own compilers first, 20 ms of every start.
const compilersFactory = {
  buildValidator: () => validatorCompiler,
  buildSerializer: () => serializerCompiler,
} as unknown as NonNullable<FastifyServerOptions['schemaController']>['compilersFactory'];

/** The HTTP server with every route and page, not yet listening. Plugins and static faces are added by the caller. */
export async function buildServer(web: Web): Promise<FastifyInstance> {
  const headers = headersFor(web.services.config.url);
  const app = Fastify({
    bodyLimit: 256 * 1024,
    // A proxy on this machine says whose request it is; without it all reports behind one would have one origin.
    trustProxy: 'loopback',
    loggerInstance: libraryLog as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // An address that cannot be decoded, or with an endless part, reaches no route and so no error handler.
    frameworkErrors: (error, request, reply) =>
      sendProblem(web, asProblem(error), request as FastifyRequest, reply.headers(headers) as FastifyReply),
    schemaController: { compilersFactory },
    return503OnClosing: true,
    forceCloseConnections: true,
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 64 * 1024 });
  await app.register(multipart, {
    limits: { fileSize: 25 * 1024 * 1024, files: 5, fields: 40, fieldSize: 16 * 1024 },
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Porchlight', version: '1' } },
    transform: jsonSchemaTransform,
  });
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(headers))
      if (!reply.hasHeader(name)) reply.header(name, value);
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', dataPolicy);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler(async (error, request, reply) => {
    const problem = asProblem(error);
    if (problem.kind === 'forbidden') await noteRefusal(request);
    return sendProblem(web, problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(web, unknownPath, request, reply));
  await app.register(async (inner) => {
    for (const route of web.routes) addRoute(inner, web, route);
    for (const page of web.pages.filter((p) => !p.raw)) addPage(inner, web, page);
  });
  await app.register(async (inner) => {
    inner.removeContentTypeParser('application/json');
    const asBytes = { parseAs: 'buffer', bodyLimit: 1024 * 1024 } as const;
    inner.addContentTypeParser('application/json', asBytes, (_request, body, done) => done(null, body));
    for (const page of web.pages.filter((p) => p.raw)) addPage(inner, web, page);
  });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}

/**
 * A member who tries what they may not is written to the audit log, once in a quarter of an hour for each way: a screen that asks
 * again is not an attack each time. Where that fails, the answer is the same.
 */
async function noteRefusal({ call, method, routeOptions }: FastifyRequest): Promise<void> {
  if (call?.actor.kind !== 'person') return;
  const data = { way: `${method} ${routeOptions.url}` };
  const subject = call.actor.personId ?? call.network.id;
  await call
    .tx((ctx) => auditOnce(ctx, { act: 'access.refused', subject, data }))
    .catch((error) => log.warn({ error: nameOf(error) }, 'a refusal was not written down'));
}

/** Network, actor and origin of a request; done before anything is validated. */
export async function identifyRequest(
  web: Web,
  request: FastifyRequest,
  attended = request.headers['x-porchlight-unattended'] === undefined,
): Promise<Call> {
  const networkId = await web.networkAt(request.hostname);
  const face = faceOf(request);
  const token = request.cookies[cookieName(face, web.services.config.url)];
  const known = token ? await web.identify({ networkId, token, face, attended }) : null;
  const origin = createHash('sha256')
    .update(web.services.master.lasting)
    // Of a connection that is gone already nothing is known.
    .update(bucketOf(request.ip ?? ''))
    .digest('base64url')
    .slice(0, 22);
  const network = await web.services.network(networkId);
  const actor = known && 'actor' in known ? known.actor : web.anonymous;
  const call = await openCall(web.services, network, actor, origin);
  const session = known && ('actor' in known ? { until: known.until } : { due: known });
  return { ...call, ...session, host: request.hostname, again: () => identifyRequest(web, request, false) };
}

function addRoute(app: FastifyInstance, web: Web, { endpoint, run }: Route) {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    ...(endpoint.largest && { bodyLimit: endpoint.largest }),
    schema: {
      summary: endpoint.summary,
      ...(endpoint.params && { params: endpoint.params }),
      ...(endpoint.query && { querystring: endpoint.query }),
      ...(endpoint.body && { body: endpoint.body }),
      response: { 200: endpoint.out },
    },
    onRequest: async (request) => {
      request.call = await identifyRequest(web, request, endpoint.unattended ? false : undefined);
      if (!endpoint.uncounted) await web.budget(request.call);
      if (request.call.due && !endpoint.whenDue) throw mustRenew(request.call.due);
      if (!endpoint.open && request.call.actor.kind !== 'person') throw unauthenticated();
      if (endpoint.method !== 'GET' && !fromOwnPages(request.headers))
        throw forbidden('writing from another site');
    },
    handler: async (request, reply) => {
      await mustComeSealed(request.call, endpoint, request.body);
      return run(
        request.call,
        { params: request.params as never, query: request.query as never, body: request.body as never },
        request,
        reply,
      );
    },
  });
}

/** Throws 422 for words that a signed-in browser sends in plain though members hold the keys. */
async function mustComeSealed({ actor, network, services }: Call, { words }: Endpoint, body: unknown) {
  const plain = words && actor.kind === 'person' ? plainIn(words, body) : [];
  if (plain.length > 0 && (await (await services.vault(network.id)).isHeldByMembers())) throw unsealed(plain);
}

function addPage(app: FastifyInstance, web: Web, page: Page) {
  const at = (url: string) =>
    app.route({
      method: page.method,
      url,
      schema: { hide: true },
      onRequest: async (request) => {
        request.call = await identifyRequest(web, request);
        if (page.method === 'POST' && !fromOwnPages(request.headers))
          throw forbidden('sending this form from another site');
      },
      handler: async (request, reply) => {
        const { lang: prefix, ...params } = request.params as Record<string, string>;
        if (prefix !== undefined && !isLang(prefix)) throw unknownPath;
        const lang = prefix ?? pickLang(request.headers['accept-language']);
        const answer = await page.run({
          call: request.call,
          lang: lang as Lang,
          path: withoutLang(request.url, prefix),
          params,
          query: flat(request.query),
          form: page.upload || page.raw ? {} : flat(request.body),
          raw: page.raw && Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          request,
          reply,
        });
        return sendPage(reply, answer);
      },
    });
  at(page.path);
  at(page.path === '/' ? '/:lang' : `/:lang${page.path}`);
}

const withoutLang = (url: string, prefix: string | undefined) => {
  const path = url.split('?')[0]!;
  return prefix ? path.slice(prefix.length + 1) || '/' : path;
};

const flat = (fields: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((fields ?? {}) as Record<string, unknown>).map(([k, v]) => [
      k,
      String(Array.isArray(v) ? v.at(-1) : v),
    ]),
  );

function sendPage(reply: FastifyReply, answer: PageAnswer) {
  if ('redirect' in answer) return reply.redirect(answer.redirect, 303);
  if ('body' in answer) return reply.type(answer.type).send(answer.body);
  const { status, html } = 'html' in answer ? answer : { status: 200, html: answer };
  return reply
    .code(status)
    .header('content-security-policy', sitePolicy)
    .type('text/html; charset=utf-8')
    .send(String(html));
}

function sendProblem(web: Web, problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  if (problem.status === 503) reply.header('retry-after', '5');
  if (problem.status === 429) reply.header('retry-after', String(problem.facts?.seconds ?? 60));
  const wantsPage = (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
  if (!wantsPage)
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  const first = request.url.split('/')[1] ?? '';
  const lang = isLang(first) ? first : pickLang(request.headers['accept-language']);
  return sendPage(reply, { status: problem.status, html: web.problemPage(problem, lang) });
}

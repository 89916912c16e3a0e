import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../context.ts';
import type { Call } from './call.ts';
import type { Answer, Endpoint, Parsed } from './endpoint.ts';

/** An endpoint with its handler. */
export interface Route {
  endpoint: Endpoint;
  run: (
    call: Call,
    parsed: Parsed<Endpoint>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<unknown>;
}

/** The usual route: the handler runs in one transaction. */
export const serve = <E extends Endpoint>(
  endpoint: E,
  run: (ctx: Ctx, parsed: Parsed<E>) => Promise<Answer<E>>,
): Route => ({ endpoint, run: (call, parsed) => call.tx((ctx) => run(ctx, parsed as Parsed<E>)) });

/** A route that opens its own transactions: intake that is batched, streams, uploads. */
export const serveCall = <E extends Endpoint>(
  endpoint: E,
  run: (call: Call, parsed: Parsed<E>, request: FastifyRequest, reply: FastifyReply) => Promise<Answer<E>>,
): Route => ({
  endpoint,
  run: (call, parsed, request, reply) => run(call, parsed as Parsed<E>, request, reply),
});

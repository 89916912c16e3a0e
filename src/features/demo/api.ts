import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { forbidden } from '../../platform/problem.ts';
import { present, setSessionCookie } from '../accounts/index.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { isLocal } from './rules.ts';

/** Signs in and sets the cookie; 403 for a browser that is not on this machine. */
export async function signIn(
  call: Call,
  who: { role?: string; person?: string },
  face: 'desk' | 'field',
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!isLocal(request.headers)) throw forbidden('one-click sign-in from another machine');
  const { session, actor } = await call.tx((ctx) => commands.signInAs(ctx, who, face));
  setSessionCookie(reply, face, session, call.services.config.url);
  return present(call, actor);
}

export const routes: Route[] = [
  serve(c.listParts, async (ctx) => ({ items: await commands.cast(ctx) })),
  serveCall(c.signInAs, (call, { body }, request, reply) => signIn(call, body, body.face, request, reply)),
];

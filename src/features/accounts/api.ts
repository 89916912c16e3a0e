import type { FastifyReply } from 'fastify';
import type { Actor, Ctx, Network } from '../../platform/context.ts';
import { type Route, serveCall } from '../../platform/http/route.ts';
import { cookieName } from '../../platform/http/server.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

/** Finds the member behind an account; given by the composition root, since people come after accounts. */
export type ActorOf = (ctx: Ctx, identity: commands.Identity) => Promise<Actor>;

/** A session as its owner sees it. */
export const present = (network: Network, actor: Actor): c.Session => ({
  signedIn: actor.kind === 'person',
  personId: actor.personId,
  callSign: actor.callSign,
  roles: actor.roles as c.Session['roles'],
  network: {
    name: network.name,
    timeZone: network.timeZone,
    emergencyNumber: network.emergencyNumber,
    languages: network.languages,
    demo: network.demo,
  },
});

/** Puts the token where only the browser finds it. `Secure` follows the public address. */
export function setSessionCookie(
  reply: FastifyReply,
  face: 'desk' | 'field',
  session: { token: string; maxAgeS: number },
  publicUrl: string,
) {
  reply.setCookie(cookieName(face), session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    maxAge: session.maxAgeS,
  });
}

export const routes = (actorOf: ActorOf): Route[] => [
  serveCall(c.getSession, async (call) => present(call.network, call.actor)),
  serveCall(c.acceptInvite, async (call, { body }, _request, reply) => {
    const { session, actor } = await call.tx(async (ctx) => {
      const session = await commands.acceptInvite(ctx, body.token, body.face);
      const identity = await commands.identify(ctx, session.token, body.face);
      return { session, actor: await actorOf(ctx, identity!) };
    });
    setSessionCookie(reply, body.face, session, call.services.config.url);
    return present(call.network, actor);
  }),
  serveCall(c.signOut, async (call, { body }, request, reply) => {
    const token = request.cookies[cookieName(body.face)];
    reply.clearCookie(cookieName(body.face), { path: '/' });
    return { ended: token ? await call.tx((ctx) => commands.endSession(ctx, token)) : false };
  }),
];

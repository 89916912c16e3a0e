import type { FastifyReply } from 'fastify';
import type { Actor, Ctx } from '../../../platform/context.ts';
import type { Call } from '../../../platform/http/call.ts';
import { cookieName } from '../../../platform/http/server.ts';
import * as commands from '../commands.ts';
import type * as c from '../contract.ts';
import { type Face, type Party, partyOf } from '../rules.ts';

/** What accounts ask about members; given by the composition root, since people come after accounts. */
export interface Members {
  /** The member behind an account. */
  actorOf(ctx: Ctx, identity: commands.Identity): Promise<Actor>;
  /** The account of a member, made where there is none yet. Throws 404 where there is no such member. */
  accountOf(ctx: Ctx, personId: string): Promise<string>;
  /** Where a member belongs. Throws 404 where there is no such member. */
  chapterOf(ctx: Ctx, personId: string): Promise<string>;
  /** Throws 422 where a member is not trusted with a role yet. */
  mustBeTrusted(ctx: Ctx, personId: string, role: string): Promise<void>;
  /** The same by account; null where it is nobody's. */
  chapterOfAccount(ctx: Ctx, accountId: string): Promise<string | null>;
  /** By which a member is known; null where an account has none. */
  callSignOf(ctx: Ctx, accountId: string): Promise<string | null>;
}

/**
 * Where passkeys work for who asks: under the network's own host name, where they came by it, else at the public address.
 * Null where that allows none.
 */
export async function partyAt({ services, network, host }: Call): Promise<Party | null> {
  const { config, db } = services;
  const isOwn = host && (await db.networkAtDoor('host', host.toLowerCase())) === network.id;
  return partyOf(config.url, isOwn ? host : undefined);
}

/** A session as its owner sees it. */
export const present = async (call: Call, actor: Actor): Promise<c.Session> => ({
  signedIn: actor.kind === 'person',
  personId: actor.personId,
  callSign: actor.callSign,
  roles: actor.roles as c.Session['roles'],
  resting: (actor.resting ?? []) as c.Session['resting'],
  network: {
    name: call.network.name,
    timeZone: call.network.timeZone,
    emergencyNumber: call.network.emergencyNumber,
    languages: call.network.languages,
    demo: call.network.demo,
  },
  passkeysAt: (await partyAt(call))?.origin ?? null,
  needsPasskey: await call.tx(commands.deskNeedsPasskey),
});

/** Puts the token where only the browser finds it, for requests from our own pages only. */
export function setSessionCookie(
  reply: FastifyReply,
  face: Face,
  session: { token: string; maxAgeS: number },
  publicUrl: string,
) {
  reply.setCookie(cookieName(face, publicUrl), session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
    maxAge: session.maxAgeS,
  });
}

/** The answer to a sign-in: the cookie, and who it is now. */
export async function signInAnswer(
  call: Call,
  members: Members,
  opened: { token: string; maxAgeS: number },
  face: Face,
  reply: FastifyReply,
): Promise<c.Session> {
  const actor = await call.tx(async (ctx) => {
    const identity = await commands.identify(ctx, { token: opened.token, face });
    return members.actorOf(ctx, identity as commands.Identity);
  });
  setSessionCookie(reply, face, opened, call.services.config.url);
  return present(call, actor);
}

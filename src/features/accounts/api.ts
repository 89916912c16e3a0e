import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { cookieName } from '../../platform/http/server.ts';
import { type Members, present, setSessionCookie, signInAnswer } from './api/answer.ts';
import { passkeyRoutes } from './api/passkeys.ts';
import { roleRoutes } from './api/roles.ts';
import { attempt } from './attempts.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export { type Members, present, setSessionCookie } from './api/answer.ts';

export const routes = (members: Members): Route[] => [
  serveCall(c.getSession, async (call) => present(call, call.actor)),
  serveCall(c.acceptInvite, async (call, { body }, _request, reply) => {
    const opened = await attempt(call, { way: 'invite' }, () =>
      call.tx((ctx) => commands.acceptInvite(ctx, body)),
    );
    return signInAnswer(call, members, opened, body.face, reply);
  }),
  serveCall(c.renewSession, async (call, { body }, request, reply) => {
    const token = request.cookies[cookieName('field', call.services.config.url)] ?? '';
    const accountId = call.due?.session ?? null;
    const opened = await attempt(call, { way: 'renewal', accountId }, () =>
      call.tx((ctx) => commands.renew(ctx, token, body.proof)),
    );
    setSessionCookie(reply, 'field', opened, call.services.config.url);
    return { renewed: true };
  }),
  serveCall(c.signOut, async (call, { body }, _request, reply) => {
    reply.clearCookie(cookieName(body.face, call.services.config.url), { path: '/' });
    const { id, sessionId } = call.actor;
    const ended = await call.tx((ctx) => commands.endSessions(ctx, id!, { id: sessionId }));
    return { ended: ended.length > 0 };
  }),
  ...passkeyRoutes(members),
  serve(c.readAccess, async (ctx) => {
    const { passkeys, sessions, recoveryMadeAt } = await commands.readAccess(ctx);
    return {
      passkeys: passkeys.map((p) => ({
        ...p,
        createdAt: p.createdAt.toISOString(),
        usedAt: p.usedAt.toISOString(),
      })),
      sessions: sessions.map((s) => ({
        ...s,
        createdAt: s.createdAt.toISOString(),
        seenAt: s.seenAt.toISOString(),
      })),
      recoveryMadeAt: recoveryMadeAt?.toISOString() ?? null,
    };
  }),
  serve(c.endOwnSession, async (ctx, { params }) => {
    await commands.endOwnSession(ctx, params.id);
    return {};
  }),
  serve(c.endOtherSessions, async (ctx) => ({ ended: await commands.endOtherSessions(ctx) })),
  serve(c.tellSessions, async (ctx) => {
    await commands.tellSessions(ctx);
    return {};
  }),
  serve(c.endPasskey, async (ctx, { params }) => {
    await commands.endPasskey(ctx, params.id);
    return {};
  }),
  serve(c.renewRecoveryCode, async (ctx) => ({ recoveryCode: await commands.renewRecoveryCode(ctx) })),
  ...roleRoutes(members),
];

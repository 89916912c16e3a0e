import type { Call } from '../../../platform/http/call.ts';
import { type Route, serveCall } from '../../../platform/http/route.ts';
import { refused, unauthenticated } from '../../../platform/problem.ts';
import { attempt } from '../attempts.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import { partyOf } from '../rules.ts';
import { type Members, present, signInAnswer } from './answer.ts';

/** Where passkeys work. Throws 422 where the server's address allows none. */
function party(call: Call) {
  const found = partyOf(call.services.config.url);
  if (found) return found;
  throw refused(
    'Passkeys need a host name with HTTPS, which this server was not given.',
    'Tell whoever runs it to set PORCHLIGHT_URL to such an address.',
  );
}

const wayOf = (entry: c.Entry | null) => (entry?.recovery ? 'recovery' : entry ? 'invite' : 'passkey');

/** By a link or code the door waits; by a session only its account. */
const attemptWith = <T>(call: Call, entry: c.Entry | null, work: () => Promise<T>) =>
  attempt(call, { way: wayOf(entry), accountId: entry ? null : call.actor.id }, work);

export const passkeyRoutes = (members: Members): Route[] => [
  serveCall(c.beginPasskey, (call, { body: { entry } }) =>
    attemptWith(call, entry, () =>
      call.tx(async (ctx) => ({
        options: await commands.beginPasskey(ctx, party(call), entry, (id) => members.callSignOf(ctx, id)),
      })),
    ),
  ),
  serveCall(c.registerPasskey, async (call, { body }, _request, reply) => {
    if (!body.entry && call.actor.kind !== 'person') throw unauthenticated();
    const at = party(call);
    const made = await attemptWith(call, body.entry, async () => {
      const taken = await call.tx((ctx) => commands.takeChallenge(ctx, body.response, 'register'));
      return call.tx((ctx) => commands.registerPasskey(ctx, at, body, taken));
    });
    const { opened, recoveryCode } = made;
    const session = opened
      ? await signInAnswer(call, members, opened, body.face, reply)
      : await present(call, call.actor);
    return { session, recoveryCode };
  }),
  serveCall(c.beginSignIn, (call) =>
    call.tx(async (ctx) => ({ options: await commands.beginSignIn(ctx, party(call)) })),
  ),
  serveCall(c.signInWithPasskey, async (call, { body }, _request, reply) => {
    const at = party(call);
    const accountId = await call.tx((ctx) => commands.ownerOf(ctx, body.response));
    const { opened } = await attempt(call, { way: 'passkey', accountId }, async () => {
      const taken = await call.tx((ctx) => commands.takeChallenge(ctx, body.response, 'sign-in'));
      return call.tx((ctx) => commands.signInWithPasskey(ctx, at, body, taken));
    });
    return signInAnswer(call, members, opened, body.face, reply);
  }),
  serveCall(c.beginConfirm, (call) =>
    call.tx(async (ctx) => ({ options: await commands.beginConfirm(ctx, party(call)) })),
  ),
  serveCall(c.confirmSession, (call, { body: { response } }) =>
    attempt(call, { way: 'passkey', accountId: call.actor.id }, async () => {
      const at = response && party(call);
      const taken = response && (await call.tx((ctx) => commands.takeChallenge(ctx, response, 'confirm')));
      const confirmedAt = await call.tx((ctx) => commands.confirm(ctx, at, response, taken));
      return { confirmedAt: confirmedAt.toISOString() };
    }),
  ),
];

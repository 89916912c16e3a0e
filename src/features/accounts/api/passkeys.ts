import type { Ctx } from '../../../platform/context.ts';
import type { Call } from '../../../platform/http/call.ts';
import { type Route, serveCall } from '../../../platform/http/route.ts';
import { refused, unauthenticated } from '../../../platform/problem.ts';
import { attempt } from '../attempts.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import type { Party } from '../rules.ts';
import { type Members, partyAt, present, signInAnswer } from './answer.ts';

/** Where passkeys work. Throws 422 where the server's address allows none. */
async function party(call: Call) {
  const found = await partyAt(call);
  if (found) return found;
  throw refused(
    'Passkeys need a host name with HTTPS, which this server was not given.',
    'Tell whoever runs it to set PORCHLIGHT_URL to such an address.',
  );
}

/** What the browser is to be asked, where passkeys work. */
async function withParty<T>(call: Call, work: (ctx: Ctx, at: Party) => Promise<T>) {
  const at = await party(call);
  return { options: await call.tx((ctx) => work(ctx, at)) };
}

const wayOf = (entry: c.Entry | null) => (entry?.recovery ? 'recovery' : entry ? 'invite' : 'passkey');

/** By a link or code the door waits; by a session only its account. */
const attemptWith = <T>(call: Call, entry: c.Entry | null, work: () => Promise<T>) =>
  attempt(call, { way: wayOf(entry), accountId: entry ? null : call.actor.id }, work);

export const passkeyRoutes = (members: Members): Route[] => [
  serveCall(c.beginPasskey, (call, { body: { entry } }) =>
    attemptWith(call, entry, () =>
      withParty(call, (ctx, at) =>
        commands.beginPasskey(ctx, at, entry, (id) => members.callSignOf(ctx, id)),
      ),
    ),
  ),
  serveCall(c.registerPasskey, async (call, { body }, _request, reply) => {
    if (!body.entry && call.actor.kind !== 'person') throw unauthenticated();
    const at = await party(call);
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
  serveCall(c.beginSignIn, (call) => withParty(call, commands.beginSignIn)),
  serveCall(c.signInWithPasskey, async (call, { body }, _request, reply) => {
    const at = await party(call);
    const accountId = await call.tx((ctx) => commands.ownerOf(ctx, body.response));
    const { opened } = await attempt(call, { way: 'passkey', accountId }, async () => {
      const taken = await call.tx((ctx) => commands.takeChallenge(ctx, body.response, 'sign-in'));
      return call.tx((ctx) => commands.signInWithPasskey(ctx, at, body, taken));
    });
    return signInAnswer(call, members, opened, body.face, reply);
  }),
  serveCall(c.beginConfirm, (call) => withParty(call, commands.beginConfirm)),
  serveCall(c.confirmSession, (call, { body: { response } }) =>
    attempt(call, { way: 'passkey', accountId: call.actor.id }, async () => {
      const at = response && (await party(call));
      const taken = response && (await call.tx((ctx) => commands.takeChallenge(ctx, response, 'confirm')));
      const confirmedAt = await call.tx((ctx) => commands.confirm(ctx, at, response, taken));
      return { confirmedAt: confirmedAt.toISOString() };
    }),
  ),
];

import { sql } from 'kysely';
import * as c from '../src/features/accounts/contract.ts';
import { createAccounts, invite } from '../src/features/accounts/index.ts';
import type { Face } from '../src/features/accounts/rules.ts';
import { addressOf, type Endpoint, type Given } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { Authenticator } from './authenticator.ts';
import type { TestNetwork } from './harness.ts';

/** Where doors are counted from: each browser of a test has one of its own. */
let doors = 0;

/** People who sign in to a test's network, each from a browser of their own. */
export function signingIn(net: TestNetwork) {
  /** A browser of its own: cookies, and a door that nobody else comes from. */
  function browser(face: Face = 'desk') {
    const cookies = new Map<string, string>();
    const door = `10.9.${doors++}.1`;
    return {
      cookies,
      async call<E extends Endpoint>(endpoint: E, given: Given<E>) {
        const { params, query, body } = given as { params?: unknown; query?: unknown; body?: object };
        const answer = await net.app.inject({
          method: endpoint.method,
          url: addressOf(endpoint, { params, query }),
          remoteAddress: door,
          headers: {
            'x-porchlight-face': face,
            cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          },
          ...(body && { payload: body }),
        });
        for (const { name, value } of answer.cookies) cookies.set(name, value);
        return { status: answer.statusCode, said: answer.json(), headers: answer.headers };
      },
    };
  }
  type Browser = ReturnType<typeof browser>;

  const someone = async (...roles: string[]) => {
    const id = newId();
    await net.tx((ctx) =>
      createAccounts(ctx, [{ id, roles: roles.map((role) => ({ role, chapterId: null })) }]),
    );
    return id;
  };
  const link = (accountId: string) => net.tx((ctx) => invite(ctx, accountId));

  async function register(at: Browser, key: Authenticator, entry: c.Entry | null, more: object = {}) {
    const begun = await at.call(c.beginPasskey, { body: { entry } });
    if (begun.status !== 200) return begun;
    const response = key.create(begun.said.options);
    return at.call(c.registerPasskey, {
      body: { entry, face: 'desk', name: 'Blue laptop', response, ...more },
    });
  }

  async function signIn(at: Browser, key: Authenticator, more: object = {}) {
    const { said } = await at.call(c.beginSignIn, {});
    return at.call(c.signInWithPasskey, { body: { face: 'desk', response: key.get(said.options), ...more } });
  }

  async function confirm(at: Browser, key: Authenticator) {
    const { said } = await at.call(c.beginConfirm, {});
    return at.call(c.confirmSession, { body: { response: key.get(said.options) } });
  }

  /** A member with a passkey, signed in at the desk. */
  async function settled(...roles: string[]) {
    const accountId = await someone(...roles);
    const at = browser();
    const key = new Authenticator();
    const { said } = await register(at, key, { invite: await link(accountId) });
    return { accountId, at, key, code: said.recoveryCode as string };
  }

  const acts = async (act: string, subject: string) => {
    const { rows } = await net.tx((ctx) =>
      sql<{ n: number }>`select count(*)::int as n from audit_acts
        where network_id = ${ctx.network.id} and act = ${act} and subject = ${subject}`.execute(ctx.tx),
    );
    return rows[0]!.n;
  };

  return { browser, someone, link, register, signIn, confirm, settled, acts };
}

export type Browser = ReturnType<ReturnType<typeof signingIn>['browser']>;

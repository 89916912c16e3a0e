import { generateKeyPairSync, sign } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Authenticator } from '../../../test/authenticator.ts';
import { testNetwork } from '../../../test/harness.ts';
import { addressOf, type Endpoint, type Given } from '../../platform/http/endpoint.ts';
import { newId } from '../../platform/id.ts';
import { peopleByRole } from '../people/index.ts';
import * as c from './contract.ts';
import { createAccounts, endAccount, invite, makeAdmin } from './index.ts';
import { type Face, renewalText } from './rules.ts';

const net = await testNetwork({ volunteers: 120 });
let doors = 0;

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

describe('an invite', () => {
  it('makes a passkey, signs in and gives a recovery code, once', async () => {
    const accountId = await someone('operator');
    const entry = { invite: await link(accountId) };
    const at = browser();
    const first = await register(at, new Authenticator(), entry);
    expect(first.status).toBe(200);
    expect(first.said.session).toMatchObject({ signedIn: true, roles: [{ role: 'operator' }] });
    expect(first.said.recoveryCode).toMatch(/^(\w{4}-){5}\w{4}$/);
    expect((await register(browser(), new Authenticator(), entry)).status).toBe(422);
    expect(await acts('invite.used', accountId)).toBe(1);
  });

  it('is not used up by an attempt that fails', async () => {
    const entry = { invite: await link(await someone('operator')) };
    const at = browser();
    const elsewhere = new Authenticator();
    elsewhere.origin = 'https://hotline.example.net';
    expect((await register(at, elsewhere, entry)).status).toBe(422);
    const unverified = new Authenticator();
    unverified.verifies = false;
    expect((await register(at, unverified, entry)).status).toBe(422);
    expect((await register(at, new Authenticator(), entry)).status).toBe(200);
  });

  it('is too old after three days', async () => {
    const entry = { invite: await link(await someone('operator')) };
    net.clock.advance(3 * 24 * 60 + 1);
    const { status, said } = await register(browser(), new Authenticator(), entry);
    expect(status).toBe(422);
    expect(said.next).toContain('new link');
  });

  it('lets two who open it at once in only once', async () => {
    const entry = { invite: await link(await someone('operator')) };
    const both = await Promise.all([1, 2].map(() => register(browser(), new Authenticator(), entry)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

describe('a passkey', () => {
  it('signs in, and its challenge works once and for five minutes', async () => {
    const { key } = await settled('operator');
    const at = browser();
    const { said } = await at.call(c.beginSignIn, {});
    const response = key.get(said.options);
    const body = { face: 'desk' as const, response };
    expect((await at.call(c.signInWithPasskey, { body })).status).toBe(200);
    expect((await browser().call(c.signInWithPasskey, { body })).status).toBe(422);
    const late = browser();
    const begun = await late.call(c.beginSignIn, {});
    net.clock.advance(6);
    const answer = { face: 'desk' as const, response: key.get(begun.said.options) };
    expect((await late.call(c.signInWithPasskey, { body: answer })).status).toBe(422);
  });

  it.each([
    ['from another origin', { origin: 'http://127.0.0.1:8080' }],
    ['for another relying party', { party: 'example.org' }],
    ['without verifying the person', { verifies: false }],
  ])('is refused %s', async (_, bent) => {
    const { key } = await settled('operator');
    Object.assign(key, bent);
    expect((await signIn(browser(), key)).status).toBe(422);
  });

  it('that is somebody else’s is refused, and one that was never registered', async () => {
    expect((await signIn(browser(), new Authenticator())).status).toBe(422);
    const [mine, theirs] = [await settled('operator'), await settled('operator')];
    const { said } = await mine.at.call(c.beginConfirm, {});
    const body = { response: theirs.key.get(said.options) };
    expect((await mine.at.call(c.confirmSession, { body })).status).toBe(422);
  });

  it('whose counter goes back is refused and written down; its owner’s own goes on', async () => {
    const { accountId, key } = await settled('operator');
    key.counter = 7;
    expect((await signIn(browser(), key)).status).toBe(200);
    key.counter = 7;
    const copied = await signIn(browser(), key);
    expect(copied.status).toBe(422);
    expect(copied.said.detail).toContain('copied');
    expect(await acts('passkey.copied', accountId)).toBe(1);
    key.counter = 8;
    expect((await signIn(browser(), key)).status).toBe(200);
  });

  it('ends with its sessions when it is removed, but not as the last one', async () => {
    const { at, key } = await settled('operator');
    const second = new Authenticator();
    expect((await register(at, second, null)).status).toBe(200);
    const elsewhere = browser();
    expect((await signIn(elsewhere, second)).status).toBe(200);
    const { said } = await at.call(c.readAccess, {});
    const [first, other] = said.passkeys as c.OwnPasskey[];
    expect([first!.name, first!.isThis, other!.isThis]).toEqual(['Blue laptop', true, false]);
    expect((await at.call(c.endPasskey, { params: { id: other!.id } })).status).toBe(200);
    expect((await elsewhere.call(c.readAccess, {})).status).toBe(401);
    expect((await signIn(browser(), second)).status).toBe(422);
    const last = await at.call(c.endPasskey, { params: { id: first!.id } });
    expect(last.status).toBe(422);
    expect((await signIn(browser(), key)).status).toBe(200);
  });
});

describe('a recovery code', () => {
  it('forces a new passkey and a new code, and ends what was lost', async () => {
    const { at, key, code, accountId } = await settled('admin');
    const found = browser();
    const fresh = new Authenticator();
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const { status, said } = await register(found, fresh, { recovery: typed });
    expect(status).toBe(200);
    expect(said.recoveryCode).not.toBe(code);
    expect((await at.call(c.readAccess, {})).status).toBe(401);
    expect((await signIn(browser(), key)).status).toBe(422);
    expect((await signIn(browser(), fresh)).status).toBe(200);
    expect((await register(browser(), new Authenticator(), { recovery: code })).status).toBe(422);
    expect(await acts('recovery.used', accountId)).toBe(1);
  });

  it('is kept as a keyed hash only', async () => {
    const { code } = await settled('operator');
    const { rows } = await net.tx((ctx) =>
      sql<{ row: string }>`select r::text as row from recovery_codes r`.execute(ctx.tx),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => row.includes(code) || row.includes(code.replaceAll('-', '')))).toBe(false);
  });

  it('cannot be guessed at a door without waiting longer and longer; other doors and the owner do not wait', async () => {
    const { code } = await settled('operator');
    const thief = browser();
    const guess = () =>
      thief.call(c.beginPasskey, { body: { entry: { recovery: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' } } });
    const tries = async (n: number) => {
      const statuses: number[] = [];
      for (let i = 0; i < n; i++) statuses.push((await guess()).status);
      return statuses;
    };
    expect(await tries(5)).toEqual([422, 422, 422, 429, 429]);
    net.clock.advance(1);
    expect(await tries(2)).toEqual([422, 429]);
    net.clock.advance(1);
    const before = await acts('sign-in.attacked', net.network.id);
    expect(await tries(2)).toEqual([422, 429]);
    expect(await acts('sign-in.attacked', net.network.id)).toBe(before + 1);
    const waiting = await guess();
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThan(0);
    expect(waiting.said.kept).toContain('Nothing is locked');
    expect((await register(browser(), new Authenticator(), { recovery: code })).status).toBe(200);
  });
});

describe('a fresh proof', () => {
  it('is asked for after five minutes, and a passkey gives it', async () => {
    const { at, key } = await settled('operator');
    net.clock.advance(6);
    const stale = await at.call(c.renewRecoveryCode, {});
    expect([stale.status, stale.said.type]).toEqual([403, '/problems/confirm']);
    expect((await confirm(at, key)).status).toBe(200);
    expect((await at.call(c.renewRecoveryCode, {})).status).toBe(200);
  });

  it('is one click in a demo', async () => {
    const headers = await net.signIn(['operator']);
    const answer = await net.app.inject({
      method: 'POST',
      url: c.confirmSession.path,
      headers,
      payload: { response: null },
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('one’s own sessions', () => {
  it('are listed, with the new ones marked until they are read, and ended one by one or all', async () => {
    const { at, key } = await settled('operator');
    net.clock.advance(2);
    const phone = browser();
    await signIn(phone, key);
    const list = async () => (await at.call(c.readAccess, {})).said.sessions as c.OwnSession[];
    const [newer, older] = await list();
    expect([newer!.isNew, newer!.isThis, newer!.device]).toEqual([true, false, 'Blue laptop']);
    expect([older!.isNew, older!.isThis]).toEqual([false, true]);
    expect(newer!.seenAt).toMatch(/:00:00\.000Z$/);
    await at.call(c.tellSessions, {});
    expect((await list()).some(({ isNew }) => isNew)).toBe(false);
    expect((await at.call(c.endOwnSession, { params: { id: newer!.id } })).status).toBe(200);
    expect((await phone.call(c.readAccess, {})).status).toBe(401);
    await signIn(phone, key);
    expect((await at.call(c.endOtherSessions, {})).said.ended).toBe(1);
    expect((await at.call(c.readAccess, {})).status).toBe(200);
    expect((await at.call(c.endOwnSession, { params: { id: newId() } })).status).toBe(404);
  });

  it('are ten at a time: a further one ends the oldest', async () => {
    const { at, key } = await settled('operator');
    for (let i = 0; i < 9; i++) {
      net.clock.advance(1);
      await signIn(browser(), key);
    }
    expect((await at.call(c.readAccess, {})).said.sessions).toHaveLength(10);
    const last = browser();
    await signIn(last, key);
    expect((await last.call(c.readAccess, {})).said.sessions).toHaveLength(10);
    expect((await at.call(c.readAccess, {})).status).toBe(401);
  });

  it('of others are not found', async () => {
    const [mine, theirs] = [await settled('operator'), await settled('operator')];
    const [session] = (await theirs.at.call(c.readAccess, {})).said.sessions as c.OwnSession[];
    expect((await mine.at.call(c.endOwnSession, { params: { id: session!.id } })).status).toBe(404);
    expect((await theirs.at.call(c.readAccess, {})).status).toBe(200);
  });

  it('at the desk end after 30 idle minutes and after 12 hours, however busy', async () => {
    const { at, key } = await settled('operator');
    const seen = async () => (await at.call(c.readAccess, {})).status;
    for (let i = 0; i < 12 * 60 - 20; i += 20) {
      net.clock.advance(20);
      expect(await seen()).toBe(200);
    }
    net.clock.advance(20);
    expect(await seen()).toBe(401);
    await signIn(at, key);
    net.clock.advance(31);
    expect(await seen()).toBe(401);
  });

  it('idle also while a program looks by itself', async () => {
    const { at } = await settled('operator');
    const cookie = [...at.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const look = () =>
      net.app.inject({ url: c.readAccess.path, headers: { cookie, 'x-porchlight-unattended': '1' } });
    net.clock.advance(20);
    expect((await look()).statusCode).toBe(200);
    net.clock.advance(11);
    expect((await look()).statusCode).toBe(401);
  });
});

describe('a phone', () => {
  const device = () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const prove = (session: string, due: string) =>
      sign('sha256', Buffer.from(renewalText(session, due)), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363',
      }).toString('base64url');
    return { key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'), prove };
  };

  async function onPhone() {
    const accountId = await someone('observer');
    const at = browser('field');
    const phone = device();
    const body = { token: await link(accountId), face: 'field' as const, key: phone.key, device: 'My phone' };
    const { status } = await at.call(c.acceptInvite, { body });
    expect(status).toBe(200);
    return { at, phone };
  }

  it('signs in with a key of its own, and keeps the invite where it says none', async () => {
    const token = await link(await someone('observer'));
    const at = browser('field');
    const without = await at.call(c.acceptInvite, { body: { token, face: 'field' } });
    expect(without.status).toBe(422);
    const bad = await at.call(c.acceptInvite, { body: { token, face: 'field', key: 'AAAA' } });
    expect(bad.status).toBe(422);
    const good = await at.call(c.acceptInvite, { body: { token, face: 'field', key: device().key } });
    expect(good.status).toBe(200);
  });

  it('proves each hour that it still has its key; a stolen cookie alone dies then', async () => {
    const { at, phone } = await onPhone();
    const thief = browser('field');
    for (const [name, value] of at.cookies) thief.cookies.set(name, value);
    expect((await thief.call(c.readAccess, {})).status).toBe(200);
    net.clock.advance(61);
    const due = await at.call(c.getSession, {});
    expect([due.status, due.said.type]).toEqual([401, '/problems/renew']);
    const stolen = device().prove(due.said.session, due.said.due);
    expect((await thief.call(c.renewSession, { body: { proof: stolen } })).status).toBe(422);
    const proof = phone.prove(due.said.session, due.said.due);
    expect((await at.call(c.renewSession, { body: { proof } })).status).toBe(200);
    expect((await at.call(c.readAccess, {})).status).toBe(200);
    expect((await thief.call(c.readAccess, {})).status).toBe(401);
    // The proof that was used fits no second time.
    expect((await thief.call(c.renewSession, { body: { proof } })).status).toBe(422);
  });

  it('goes on where the answer to its renewal got lost', async () => {
    const { at, phone } = await onPhone();
    net.clock.advance(61);
    const before = new Map(at.cookies);
    const first = await at.call(c.getSession, {});
    await at.call(c.renewSession, { body: { proof: phone.prove(first.said.session, first.said.due) } });
    for (const [name, value] of before) at.cookies.set(name, value);
    const again = await at.call(c.getSession, {});
    expect(again.status).toBe(401);
    const proof = phone.prove(again.said.session, again.said.due);
    expect((await at.call(c.renewSession, { body: { proof } })).status).toBe(200);
    expect((await at.call(c.getSession, {})).said.signedIn).toBe(true);
  });

  it('lives two weeks idle and no longer', async () => {
    const { at } = await onPhone();
    net.clock.advance(14 * 24 * 60 + 1);
    expect((await at.call(c.getSession, {})).said.signedIn).toBe(false);
  });
});

describe('roles', () => {
  const personId = async () => (await net.tx((ctx) => peopleByRole(ctx, 'observer', 3)))[1]!.id;
  const grant = (role: c.Role, more: object = {}) => ({
    id: newId(),
    role,
    chapterId: null,
    startsAt: null,
    endsAt: null,
    ...more,
  });

  it('are given and ended by an admin who has just proved who they are', async () => {
    const { at, key } = await settled('admin');
    const id = await personId();
    const give = (body: ReturnType<typeof grant>) => at.call(c.giveRole, { params: { id }, body });
    net.clock.advance(6);
    expect((await give(grant('operator'))).said.type).toBe('/problems/confirm');
    await confirm(at, key);
    const given = await give(grant('operator'));
    expect(given.said.items.map((g: c.Grant) => g.role)).toContain('operator');
    expect(await acts('role.given', id)).toBe(1);
    const { id: grantId } = given.said.items.find((g: c.Grant) => g.role === 'operator');
    const ended = await at.call(c.endRole, { params: { id: grantId } });
    expect(ended.said.items.map((g: c.Grant) => g.role)).not.toContain('operator');
    expect((await at.call(c.endRole, { params: { id: grantId } })).status).toBe(404);
  });

  it('and sessions: an admin signs a member out everywhere, and makes them a link', async () => {
    const { at } = await settled('admin');
    const id = await personId();
    const headers = await net.signIn([], id);
    const seen = () => net.app.inject({ url: c.readAccess.path, headers });
    expect((await seen()).statusCode).toBe(200);
    expect((await at.call(c.signOutMember, { params: { id } })).said.ended).toBeGreaterThan(0);
    expect((await seen()).statusCode).toBe(401);
    const made = await at.call(c.inviteMember, { params: { id } });
    expect((await register(browser(), new Authenticator(), { invite: made.said.token })).status).toBe(200);
    const operator = await settled('operator');
    expect((await operator.at.call(c.signOutMember, { params: { id } })).status).toBe(403);
  });

  it('are nobody else’s to see or give', async () => {
    const { at } = await settled('coordinator');
    const id = await personId();
    expect((await at.call(c.listRoles, { params: { id } })).status).toBe(403);
    expect((await at.call(c.giveRole, { params: { id }, body: grant('operator') })).status).toBe(403);
    expect((await at.call(c.inviteMember, { params: { id: newId() } })).status).toBe(403);
    const admin = await settled('admin');
    expect((await admin.at.call(c.listRoles, { params: { id: newId() } })).status).toBe(404);
  });

  it('hold from their beginning to their end', async () => {
    const { at } = await settled('admin');
    const id = await personId();
    const at2 = (minutes: number) => new Date(net.clock.now().getTime() + minutes * 60_000).toISOString();
    const headers = await net.signIn([], id);
    const rolesOf = async () =>
      (await net.app.inject({ url: c.getSession.path, headers }))
        .json()
        .roles.map((r: { role: string }) => r.role);
    const body = grant('trainer', { startsAt: at2(10), endsAt: at2(20) });
    expect((await at.call(c.giveRole, { params: { id }, body })).status).toBe(200);
    expect(await rolesOf()).not.toContain('trainer');
    net.clock.advance(11);
    expect(await rolesOf()).toContain('trainer');
    net.clock.advance(10);
    expect(await rolesOf()).not.toContain('trainer');
    const never = grant('trainer', { startsAt: at2(20), endsAt: at2(10) });
    expect((await at.call(c.giveRole, { params: { id }, body: never })).status).toBe(403);
  });

  it('are never given to oneself', async () => {
    const [admin] = await net.tx((ctx) => peopleByRole(ctx, 'admin', 1));
    const headers = await net.signIn(['admin'], admin!.id);
    for (const role of ['admin', 'legal'] as const) {
      const answer = await net.app.inject({
        method: 'POST',
        url: addressOf(c.giveRole, { params: { id: admin!.id } }),
        headers,
        payload: grant(role),
      });
      expect(answer.statusCode).toBe(403);
    }
  });
});

describe('the last admin', () => {
  it('cannot be taken away, by role or with the account', async () => {
    const lone = await testNetwork();
    const [first, second] = [newId(), newId()];
    const admin = [{ role: 'admin', chapterId: null }];
    await lone.tx((ctx) =>
      createAccounts(ctx, [
        { id: first, roles: admin },
        { id: second, roles: admin },
      ]),
    );
    await lone.tx((ctx) => endAccount(ctx, second));
    await expect(lone.tx((ctx) => endAccount(ctx, first))).rejects.toThrow('last admin');
  });
});

describe('the way back of an only admin who lost everything', () => {
  it('is the server’s console: an existing member becomes admin, and gets a link', async () => {
    const accountId = await someone('observer');
    await net.tx(async (ctx) => {
      await makeAdmin(ctx, accountId);
      await makeAdmin(ctx, accountId);
    });
    const { said } = await register(browser(), new Authenticator(), { invite: await link(accountId) });
    expect(said.session.roles.map((r: { role: string }) => r.role).sort()).toEqual(['admin', 'observer']);
    expect(await acts('account.admin', accountId)).toBe(2);
  });

  it('works for an account that had ended', async () => {
    const accountId = await someone('admin');
    const { at } = await settled('admin');
    await net.tx((ctx) => endAccount(ctx, accountId));
    expect((await register(browser(), new Authenticator(), { invite: await link(accountId) })).status).toBe(
      422,
    );
    await net.tx((ctx) => makeAdmin(ctx, accountId));
    expect((await register(browser(), new Authenticator(), { invite: await link(accountId) })).status).toBe(
      200,
    );
    expect((await at.call(c.readAccess, {})).status).toBe(200);
  });
});

/** What a stream has said until it ended, or null while it goes on after `ms`. */
async function streamEnd(headers: Record<string, string>, during: () => Promise<void>, ms = 5_000) {
  const origin = await listening();
  const stopped = new AbortController();
  const answer = await fetch(`${origin}/api/v1/events`, { headers, signal: stopped.signal });
  const reader = answer.body!.getReader();
  await reader.read();
  await during();
  const from = performance.now();
  const ended = (async () => {
    for (;;) if ((await reader.read()).done) return performance.now() - from;
  })();
  const late = new Promise<null>((done) => setTimeout(() => done(null), ms).unref());
  const result = await Promise.race([ended, late]);
  ended.catch(() => {});
  stopped.abort();
  return result;
}

let origin: Promise<string> | undefined;
const listening = () => {
  origin ??= net.app.listen({ port: 0, host: '127.0.0.1' });
  return origin;
};

describe('an open event stream ends within five seconds', () => {
  const stream = async (...roles: string[]) => {
    const { at, accountId } = await settled(...roles);
    const cookie = [...at.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { at, accountId, headers: { cookie } };
  };

  it('after signing out', async () => {
    const { at, headers } = await stream('operator');
    const took = await streamEnd(headers, async () => {
      await at.call(c.signOut, { body: { face: 'desk' } });
    });
    expect(took).toBeLessThan(5_000);
  });

  it('after the member is removed', async () => {
    const { accountId, headers } = await stream('operator');
    expect(await streamEnd(headers, () => net.tx((ctx) => endAccount(ctx, accountId)))).toBeLessThan(5_000);
  });

  it('after the session’s time is over, though nothing happens', async () => {
    const { headers } = await stream('operator');
    expect(await streamEnd(headers, async () => net.clock.advance(31))).toBeLessThan(5_000);
  });

  it('and not otherwise: a lost role goes, the session stays', async () => {
    const { headers } = await stream('operator');
    const other = await stream('operator');
    const took = await streamEnd(
      headers,
      async () => void (await other.at.call(c.endOtherSessions, {})),
      1_000,
    );
    expect(took).toBeNull();
  });
});

describe('roles on shift only', () => {
  it('rest while their holder is off shift, where the network chose so', async () => {
    const [dispatcher] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
    const headers = await net.signIn(['dispatcher', 'coordinator'], dispatcher!.id);
    const session = async () =>
      (await net.app.inject({ url: c.getSession.path, headers })).json() as c.Session;
    const { at } = await settled('admin');
    const rules = (onShiftRoles: 'dispatcher'[]) =>
      at.call(c.changeSignInRules, { body: { deskNeedsPasskey: false, onShiftRoles } });
    await net.tx((ctx) => sql`delete from shifts where person_id = ${dispatcher!.id}`.execute(ctx.tx));
    expect((await rules(['dispatcher'])).status).toBe(200);
    const off = await session();
    expect([off.roles.map((r) => r.role), off.resting]).toEqual([['coordinator'], ['dispatcher']]);
    const board = () => net.app.inject({ url: '/api/v1/incidents?open=1', headers });
    await net.tx((ctx) =>
      sql`insert into shifts (network_id, id, role, person_id, starts_at, ends_at) values
        (${ctx.network.id}, ${newId()}, 'dispatcher', ${dispatcher!.id}, ${ctx.now}, ${new Date(ctx.now.getTime() + 3_600_000)})`.execute(
        ctx.tx,
      ),
    );
    expect((await session()).resting).toEqual([]);
    expect((await board()).statusCode).toBe(200);
    await rules([]);
  });
});

import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Authenticator } from '../../../test/authenticator.ts';
import { testNetwork } from '../../../test/harness.ts';
import { signingIn } from '../../../test/signing-in.ts';
import { newId } from '../../platform/id.ts';
import * as c from './contract.ts';
import { endAccount } from './index.ts';
import { renewalText } from './rules.ts';

const net = await testNetwork({ volunteers: 120 });
const { browser, someone, link, register, signIn, settled } = signingIn(net);

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

  it('makes a passkey while its sign-in is fresh, which lets its owner in on another phone', async () => {
    const { at } = await onPhone();
    const key = new Authenticator();
    const made = await register(at, key, null, { face: 'field', name: 'Phone' });
    expect(made.status).toBe(200);
    expect(made.said.recoveryCode).toMatch(/^(\w{4}-){5}\w{4}$/);
    const other = browser('field');
    const bound = { face: 'field' as const, key: device().key };
    expect((await signIn(other, key, bound)).said).toMatchObject({ signedIn: true });
    const sessions = (await other.call(c.readAccess, {})).said.sessions as c.OwnSession[];
    const session = sessions.find(({ isThis }) => isThis);
    expect(session).toMatchObject({ face: 'field', way: 'passkey' });
    expect((await other.call(c.endOtherSessions, {})).said.ended).toBe(1);
    expect((await at.call(c.readAccess, {})).status).toBe(401);
  });

  it('later wants the proof of a passkey for that, and says what to do where there is none', async () => {
    const { at } = await onPhone();
    net.clock.advance(6);
    expect((await register(at, new Authenticator(), null)).said.type).toBe('/problems/confirm');
    const begun = await at.call(c.beginConfirm, {});
    expect([begun.status, begun.said.next]).toEqual([422, expect.stringContaining('new link')]);
  });

  it('lives two weeks idle and no longer', async () => {
    const { at } = await onPhone();
    net.clock.advance(14 * 24 * 60 + 1);
    expect((await at.call(c.getSession, {})).said.signedIn).toBe(false);
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

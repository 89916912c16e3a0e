import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { Authenticator } from '../../../test/authenticator.ts';
import { testNetwork } from '../../../test/harness.ts';
import { signingIn } from '../../../test/signing-in.ts';
import { buildWeb } from '../../composition.ts';
import * as c from './contract.ts';

const net = await testNetwork({ volunteers: 120 });
const { browser, someone, link, register, signIn, confirm, settled, acts } = signingIn(net);

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

const another = await buildWeb({ ...net.services }, async () => net.network.id);
afterAll(() => another.close());

describe('tries to guess', () => {
  const code = { entry: { recovery: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' } };
  const guessAt = async (app: FastifyInstance, remoteAddress: string) =>
    (await app.inject({ method: 'POST', url: c.beginPasskey.path, remoteAddress, payload: code })).statusCode;

  it('are counted by all processes together', async () => {
    const tries: number[] = [];
    for (const app of [net.app, another, net.app, another, net.app])
      tries.push(await guessAt(app, '10.8.0.1'));
    expect(tries).toEqual([422, 422, 422, 429, 429]);
    expect(await guessAt(another, '10.8.1.1')).toBe(422);
  });

  it('are counted when many come at once, too, and forgotten after an hour', async () => {
    const at = () => Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => guessAt(another, '10.8.2.1')));
    expect((await at()).toSorted()).toEqual([422, 422, 422, 429, 429, 429, 429, 429]);
    net.clock.advance(61);
    expect((await at()).filter((status) => status === 422)).toHaveLength(3);
    const { rows } = await net.tx((ctx) =>
      sql<{ n: number }>`select count(*)::int as n from sign_in_tries where at < ${ctx.now}`.execute(ctx.tx),
    );
    expect(rows[0]!.n).toBe(0);
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

import { describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import type { Act, KeyList, Member, Mine, Way } from './contract.ts';
import { removeFromRings } from './index.ts';
import { draftOf, makeMemberKey, replay, shut, signBody, signingKey } from './rules.ts';

const net = await testNetwork({ volunteers: 40 });

interface Browser {
  headers: Record<string, string>;
  mine: Mine;
  sign: CryptoKey;
  member: Member;
  call<T>(method: 'GET' | 'POST', url: string, payload?: object): Promise<{ status: number; body: T }>;
}

/** Somebody with these roles at a desk of their own, with a member key that they made there. */
async function browser(roles: string[]): Promise<Browser> {
  const headers = await net.signIn(roles);
  const call: Browser['call'] = async (method, url, payload) => {
    const answer = await net.app.inject({ method, url: `/api/v1/keys/${url}`, headers, payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  const { account } = (await call<Mine>('GET', 'mine')).body;
  const { sign, receive, secrets } = await makeMemberKey();
  const id = newId();
  const ways = await Promise.all(
    (['code', 'passkey'] as const).map((kind) => way(account, id, kind, secrets)),
  );
  const { body: mine } = await call<Mine>('POST', 'mine', { id, sign, receive, ways });
  const { callSign, admin, rings } = mine;
  const member = { account, callSign, sign, receive, admin, rings };
  return { headers, mine, sign: await signingKey(secrets), member, call };
}

async function way(account: string, keyId: string, kind: Way['kind'], secrets: Parameters<typeof shut>[2]) {
  const id = newId();
  const box = await shut(
    crypto.getRandomValues(new Uint8Array(26)),
    { account, keyId, wayId: id, kind },
    secrets,
  );
  return { id, kind, stretch: null, passkey: null, box } satisfies Way;
}

const listOf = async (one: Browser) => (await one.call<KeyList>('GET', 'list')).body;

async function propose(one: Browser, acts: Act[], id = newId()) {
  const { changes, network } = await listOf(one);
  const body = draftOf(network, await replay(network, changes, null), net.clock.now(), acts);
  return one.call<KeyList>('POST', 'changes', {
    id,
    body,
    signature: { by: one.mine.account, signature: await signBody(one.sign, body) },
  });
}

async function signWaiting(one: Browser) {
  const { id, body } = (await listOf(one)).draft!;
  const signature = { by: one.mine.account, signature: await signBody(one.sign, body) };
  return one.call<KeyList>('POST', `changes/${id}/signatures`, { signature });
}

describe('a member key', () => {
  it('is refused with fewer than two kinds of ways, is found again, and keeps two kinds', async () => {
    const { mine, call } = await browser(['operator']);
    expect(mine.key!.ways.map(({ kind }) => kind).toSorted()).toEqual(['code', 'passkey']);
    expect(mine).toMatchObject({ rings: ['desk'], admin: false });
    const { ways, ...key } = mine.key!;
    const body = { id: newId(), sign: key.sign, receive: key.receive };
    expect(
      (await call('POST', 'mine', { ...body, ways: [ways[0], { ...ways[0], id: newId() }] })).status,
    ).toBe(422);
    expect((await call('POST', 'mine', { ...body, ways: [ways[0]] })).status).toBe(400);
    expect((await call<Mine>('GET', 'mine')).body.key).toEqual(mine.key);
    expect((await call('POST', `mine/ways/${ways[0]!.id}/drop`)).status).toBe(422);
    const more = {
      ...ways[0]!,
      id: newId(),
      kind: 'passphrase' as const,
      stretch: { salt: 'AAAA', m: 19456, t: 2 },
    };
    expect((await call('POST', 'mine/ways', more)).status).toBe(200);
    expect((await call('POST', `mine/ways/${ways[0]!.id}/drop`)).status).toBe(200);
    expect((await call('POST', `mine/ways/${ways[0]!.id}/drop`)).status).toBe(404);
    expect(
      (await call('POST', 'mine/ways', { ...more, id: newId(), stretch: { ...more.stretch, m: 1024 } }))
        .status,
    ).toBe(400);
  });

  it('asks for a fresh proof of who it is', async () => {
    const { mine, call } = await browser(['operator']);
    net.clock.advance(6);
    const again = await call<{ type: string }>('POST', 'mine', { ...mine.key!, id: newId() });
    expect([again.status, again.body.type]).toEqual([403, '/problems/confirm']);
  });

  it('is not for who works in the field', async () => {
    const headers = await net.signIn(['observer']);
    for (const url of ['mine', 'list'])
      expect((await net.app.inject({ url: `/api/v1/keys/${url}`, headers })).statusCode).toBe(403);
  });

  it('takes the place of an older one, whose boxes are gone', async () => {
    const { mine, call } = await browser(['operator']);
    const { sign, receive, secrets } = await makeMemberKey();
    const id = newId();
    const ways = await Promise.all(
      (['code', 'passphrase'] as const).map((kind) => way(mine.account, id, kind, secrets)),
    );
    const { body } = await call<Mine>('POST', 'mine', { id, sign, receive, ways });
    expect(body.key!.id).toBe(id);
    expect(body.key!.ways).toHaveLength(2);
    expect((await call('POST', `mine/ways/${mine.key!.ways[0]!.id}/drop`)).status).toBe(404);
  });
});

describe('the list at the server', () => {
  it('begins with the founder, needs two admins from the third change on, and says who waits', async () => {
    const founder = await browser(['admin']);
    const second = await browser(['admin', 'coordinator']);
    const operator = await browser(['operator']);
    const accounts = (await listOf(operator)).waiting.map(({ account }) => account);
    expect(accounts).toEqual(
      expect.arrayContaining([founder, second, operator].map(({ mine }) => mine.account)),
    );

    expect((await propose(operator, [{ act: 'begin', member: operator.member }])).status).toBe(403);
    expect((await propose(founder, [{ act: 'add', member: second.member }])).status).toBe(422);
    expect((await propose(founder, [{ act: 'begin', member: founder.member }])).status).toBe(200);
    expect((await propose(second, [{ act: 'begin', member: second.member }])).status).toBe(422);
    expect((await propose(founder, [{ act: 'add', member: operator.member }])).status).toBe(422);
    expect((await propose(founder, [{ act: 'add', member: second.member }])).status).toBe(200);

    const forged = { ...operator.member, receive: founder.member.receive };
    expect((await propose(founder, [{ act: 'add', member: forged }])).status).toBe(422);
    const raised = { ...operator.member, admin: true };
    expect((await propose(founder, [{ act: 'add', member: raised }])).status).toBe(422);
    const { body, status } = await propose(founder, [{ act: 'add', member: operator.member }]);
    expect([status, body.changes.length, body.draft?.signatures.length]).toEqual([200, 2, 1]);
    expect((await propose(second, [{ act: 'add', member: operator.member }])).status).toBe(409);
    expect((await signWaiting(operator)).status).toBe(403);
    expect((await signWaiting(founder)).body.changes).toHaveLength(2);
    const signed = (await signWaiting(second)).body;
    expect([signed.changes.length, signed.draft]).toEqual([3, null]);
    const roll = (await replay(signed.network, signed.changes, null))!;
    expect(roll.members.get(operator.mine.account)).toEqual(operator.member);
    expect(signed.waiting.map(({ account }) => account)).not.toContain(operator.mine.account);

    await net.tx((ctx) => removeFromRings(ctx, operator.mine.account));
    const after = await listOf(founder);
    expect(after.removed).toEqual([operator.mine.account]);
    expect((await operator.call<Mine>('GET', 'mine')).body.key).toBeNull();

    await propose(founder, [{ act: 'remove', account: operator.mine.account }]);
    const draft = (await listOf(founder)).draft!;
    expect((await second.call('POST', `changes/${newId()}/drop`)).status).toBe(404);
    expect((await second.call<KeyList>('POST', `changes/${draft.id}/drop`)).body.draft).toBeNull();
    net.clock.advance(6);
    const late = await propose(founder, [{ act: 'remove', account: operator.mine.account }]);
    expect(late.status).toBe(403);
  });
});

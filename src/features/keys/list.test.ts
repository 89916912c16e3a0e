import { describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { keyholder, someWay } from '../../../test/keyholders.ts';
import { newId } from '../../platform/id.ts';
import type { KeyList, ListedKeys, Mine } from './contract.ts';
import { removeFromRings } from './index.ts';
import { trusted } from './rules/trusted.ts';
import { makeMemberKey } from './rules.ts';

const net = await testNetwork({ volunteers: 40 });

describe('a member key', () => {
  it('is refused with fewer than two kinds of ways, is found again, and keeps two kinds', async () => {
    const { mine, call } = await keyholder(net, ['operator']);
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
    const { mine, call } = await keyholder(net, ['operator']);
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
    const { mine, call } = await keyholder(net, ['operator']);
    const { sign, receive, secrets } = await makeMemberKey();
    const id = newId();
    const ways = await Promise.all(
      (['code', 'passphrase'] as const).map((kind) => someWay(mine.account, id, kind, secrets)),
    );
    const { body } = await call<Mine>('POST', 'mine', { id, sign, receive, ways });
    expect(body.key!.id).toBe(id);
    expect(body.key!.ways).toHaveLength(2);
    expect((await call('POST', `mine/ways/${mine.key!.ways[0]!.id}/drop`)).status).toBe(404);
  });
});

describe('the list at the server', () => {
  it('begins with the founder, needs two admins from the third change on, and says who waits', async () => {
    const founder = await keyholder(net, ['admin']);
    const second = await keyholder(net, ['admin', 'coordinator']);
    const operator = await keyholder(net, ['operator']);
    const accounts = (await operator.list()).waiting.map(({ account }) => account);
    expect(accounts).toEqual(
      expect.arrayContaining([founder, second, operator].map(({ mine }) => mine.account)),
    );

    expect((await operator.propose([{ act: 'begin', member: operator.member }])).status).toBe(403);
    expect((await founder.propose([{ act: 'add', member: second.member }])).status).toBe(422);
    expect((await founder.propose([{ act: 'begin', member: founder.member }])).status).toBe(200);
    expect((await second.propose([{ act: 'begin', member: second.member }])).status).toBe(422);
    expect((await founder.propose([{ act: 'add', member: operator.member }])).status).toBe(422);
    expect((await founder.propose([{ act: 'add', member: second.member }])).status).toBe(200);

    const forged = { ...operator.member, receive: founder.member.receive };
    expect((await founder.propose([{ act: 'add', member: forged }])).status).toBe(422);
    const renamed = { ...operator.member, callSign: 'Somebody else' };
    expect((await founder.propose([{ act: 'add', member: renamed }])).status).toBe(422);
    const raised = { ...operator.member, admin: true };
    expect((await founder.propose([{ act: 'add', member: raised }])).status).toBe(422);
    const { body, status } = await founder.propose([{ act: 'add', member: operator.member }]);
    expect([status, body.changes.length, body.draft?.signatures.length]).toEqual([200, 2, 1]);
    expect((await second.propose([{ act: 'add', member: operator.member }])).status).toBe(409);
    expect((await operator.sign()).status).toBe(403);
    expect((await founder.sign()).body.changes).toHaveLength(2);
    const signed = (await second.sign()).body;
    expect([signed.changes.length, signed.draft]).toEqual([3, null]);
    const { roll } = await founder.list();
    expect(roll!.members.get(operator.mine.account)).toEqual(operator.member);
    expect(signed.waiting.map(({ account }) => account)).not.toContain(operator.mine.account);

    // A phone in the field gets the same list to check, and no call sign.
    const phone = await net.signIn(['observer']);
    const listed = async (after: string) =>
      (await net.app.inject({ url: `/api/v1/keys/listed${after}`, headers: phone })).json<ListedKeys>();
    const given = await listed('');
    const found = await trusted(null, given);
    expect([found.roll!.head, found.keys.items.length]).toEqual([roll!.head, 3]);
    for (const { callSign } of roll!.members.values()) expect(JSON.stringify(given)).not.toContain(callSign);
    expect(await listed('?after=3')).toEqual({ ...given, changes: [] });
    expect((await net.app.inject('/api/v1/keys/listed')).statusCode).toBe(401);

    await net.tx((ctx) => removeFromRings(ctx, operator.mine.account));
    const after = await founder.list();
    expect(after.removed).toEqual([operator.mine.account]);
    expect((await operator.call<Mine>('GET', 'mine')).body.key).toBeNull();

    await founder.propose([{ act: 'remove', account: operator.mine.account }]);
    const draft = (await founder.list()).draft!;
    expect((await second.call('POST', `changes/${newId()}/drop`)).status).toBe(404);
    expect((await second.call<KeyList>('POST', `changes/${draft.id}/drop`)).body.draft).toBeNull();
    net.clock.advance(6);
    const late = await founder.propose([{ act: 'remove', account: operator.mine.account }]);
    expect(late.status).toBe(403);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { type Keyholder, keyholder, listed } from '../../../test/keyholders.ts';
import { newId } from '../../platform/id.ts';

/** Which acts about keys want a fresh proof of who one is, and which an open desk goes on with by itself. */

const net = await testNetwork({ demo: false });
let admin: Keyholder;
let operator: Keyholder;

beforeAll(async () => {
  const [one, two, three] = await Promise.all(
    ['admin', 'admin', 'operator'].map((role) => keyholder(net, [role])),
  );
  [admin, operator] = [one!, three!];
  await listed([one!, two!], [operator]);
  net.clock.advance(6);
});

const signature = () => ({ by: admin.account, signature: `${'A'.repeat(86)}==` });
const change = (signed: boolean) => ({
  id: newId(),
  body: '{}',
  signature: signed ? signature() : null,
  wraps: [],
  anew: false,
});
const share = { ring: 'desk', epoch: 2, account: newId(), share: 'AAAA' };

describe('after five minutes', () => {
  it.each([
    [
      'a change of the list, signed: members, epochs, a take-over',
      () => admin,
      'changes',
      () => change(true),
    ],
    ['a change of the list, proposed', () => operator, 'changes', () => change(false)],
    ['a list begun anew', () => admin, 'changes', () => ({ ...change(true), anew: true })],
    ['a second signature', () => admin, `changes/${newId()}/signatures`, () => ({ signature: signature() })],
    ['dropping a change', () => admin, `changes/${newId()}/drop`, () => undefined],
    ['a key of one’s own', () => operator, 'mine', () => ({ ...operator.mine.key!, id: newId() })],
    ['another way to open it', () => operator, 'mine/ways', () => operator.mine.key!.ways[0]!],
    ['a way taken away', () => operator, `mine/ways/${newId()}/drop`, () => undefined],
    ['asking the trustees', () => operator, 'recoveries', () => ({ id: newId(), ring: 'desk' })],
    ['confirming that', () => admin, `recoveries/${newId()}/confirm`, () => undefined],
    ['giving one’s share', () => admin, `recoveries/${newId()}/shares`, () => ({ shares: [share] })],
    [
      'ending a recovery, which deletes what was given',
      () => admin,
      `recoveries/${newId()}/end`,
      () => undefined,
    ],
  ])('a fresh proof is asked for: %s', async (_, who, url, payload) => {
    const { status, body } = await who().call<{ type: string }>('POST', url, payload());
    expect([status, body.type]).toEqual([403, '/problems/confirm']);
  });

  // The list names who may have what, whoever's session asks; none of these gives anything to whom it does not name.
  it.each([
    [
      'moving records to the newest epoch',
      'old-wraps',
      { ring: 'desk', epoch: 1, items: [{ id: newId(), from: 1, wrap: 'AAAA' }] },
    ],
    [
      'giving listed members their ring key',
      'wraps',
      { wraps: [{ ring: 'desk', epoch: 2, account: newId(), wrap: 'AAAA' }] },
    ],
    ['splitting a ring key among trustees', 'shares', { shares: [share, share] }],
    ['having the server forget', 'held/desk/forget', undefined],
  ])('an open desk goes on by itself: %s', async (_, url, payload) => {
    const { body } = await operator.call<{ type?: string }>('POST', url, payload);
    expect(body.type).not.toBe('/problems/confirm');
  });
});

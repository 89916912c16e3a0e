import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../platform/id.ts';
import type { Act, ListedKeys, Member, SignedChange } from './contract.ts';
import { trusted } from './rules/trusted.ts';
import {
  areListed,
  BadList,
  codeFrom,
  draftOf,
  fingerprint,
  follow,
  makeMemberKey,
  pinOf,
  type Roll,
  readCode,
  replay,
  signBody,
  signingKey,
  veiled,
} from './rules.ts';

const network = newId();
const now = new Date('2026-11-25T18:00:00Z');

interface Someone {
  member: Member;
  key: CryptoKey;
}

async function someone(more: Partial<Member> = {}): Promise<Someone> {
  const { sign, receive, secrets } = await makeMemberKey();
  const member = {
    account: newId(),
    callSign: 'Quiet Heron',
    sign,
    receive,
    admin: false,
    rings: [],
    ...more,
  };
  return { member, key: await signingKey(secrets) };
}

const founder = await someone({ admin: true });
const second = await someone({ admin: true, rings: ['desk'] });
const third = await someone({ admin: true });
const operator = await someone({ rings: ['desk'] });
const stranger = await someone({ admin: true });

const keyOf = (n: number) => Buffer.alloc(32, n).toString('base64');

async function change(roll: Roll | null, acts: Act[], by: Someone[]): Promise<SignedChange> {
  const body = draftOf(network, roll, now, acts);
  return { body, signatures: await signaturesOf(body, by) };
}
const signaturesOf = (body: string, by: Someone[]) =>
  Promise.all(
    by.map(async ({ member, key }) => ({ by: member.account, signature: await signBody(key, body) })),
  );

/** Begins, names another admin, then a third and an operator, then a first epoch, then removes the operator. */
async function wholeList(): Promise<SignedChange[]> {
  const steps: [Act[], Someone[]][] = [
    [[{ act: 'begin', member: founder.member }], [founder]],
    [[{ act: 'add', member: second.member }], [founder]],
    [
      [
        { act: 'add', member: third.member },
        { act: 'add', member: operator.member },
      ],
      [founder, second],
    ],
    [[{ act: 'epoch', ring: 'desk', epoch: 2, key: keyOf(2) }], [second, third]],
    [
      [
        { act: 'remove', account: operator.member.account },
        { act: 'epoch', ring: 'desk', epoch: 3, key: keyOf(3) },
      ],
      [founder, third],
    ],
  ];
  const list: SignedChange[] = [];
  let roll: Roll | null = null;
  for (const [acts, by] of steps) {
    const next = await change(roll, acts, by);
    roll = await follow(network, roll, next);
    list.push(next);
  }
  return list;
}

const list = await wholeList();
const whole = (await replay(network, list, null))!;
const pin = pinOf(whole);
const refusal = (of: SignedChange[], seen = pin) =>
  replay(network, of, seen).then(
    () => null,
    (error: unknown) => (error instanceof BadList ? error.why : error),
  );

describe('the signed list', () => {
  it('says who belongs to which ring, and each epoch', () => {
    expect([...whole.members.keys()]).toEqual([founder, second, third].map(({ member }) => member.account));
    expect(whole.epochs.get('desk')).toEqual([
      { epoch: 2, key: keyOf(2) },
      { epoch: 3, key: keyOf(3) },
    ]);
  });

  it.each([
    ['the newest of a ring', whole, [['desk', 3, keyOf(3)]], true],
    ['the first of a ring that nobody has taken over', whole, [['legal', 1, keyOf(9)]], true],
    ['the first of a network without a list', null, [['desk', 1, keyOf(9)]], true],
    ['another key under the newest epoch', whole, [['desk', 3, keyOf(9)]], false],
    ['an older epoch', whole, [['desk', 2, keyOf(2)]], false],
    ['the first epoch of a ring that was taken over', whole, [['desk', 1, keyOf(9)]], false],
    ['a later epoch than the list knows', whole, [['desk', 4, keyOf(9)]], false],
    ['a later epoch of a ring that is not on the list', whole, [['legal', 2, keyOf(9)]], false],
    ['a later epoch without a list', null, [['desk', 2, keyOf(2)]], false],
    [
      'one good key and one bad',
      whole,
      [
        ['desk', 3, keyOf(3)],
        ['legal', 2, keyOf(9)],
      ],
      false,
    ],
  ] as const)('lets a browser seal to %s, or not', (_what, roll, keys, may) => {
    const named = keys.map(([ring, epoch, publicKey]) => ({ ring, epoch, publicKey }));
    expect(areListed(roll, named)).toBe(may);
  });

  const veil = (of: SignedChange[]) =>
    Promise.all(of.map(async (one) => ({ ...one, body: await veiled(one.body) })));
  const inForce = [
    { ring: 'desk' as const, epoch: 3, publicKey: keyOf(3) },
    { ring: 'legal' as const, epoch: 1, publicKey: keyOf(8) },
  ];

  it('is checked by a phone without the call signs, all at once or from where it was', async () => {
    const changes = await veil(list);
    expect(JSON.stringify(changes)).not.toContain('Heron');
    expect(JSON.stringify(list)).toContain('Heron');
    const given = { network, items: inForce, length: changes.length };
    const { roll, keys } = await trusted(null, { ...given, changes });
    expect([roll!.head, keys.items]).toEqual([whole.head, inForce]);
    const half = await trusted(null, { ...given, items: [], length: 3, changes: changes.slice(0, 3) });
    expect((await trusted(half.roll, { ...given, changes: changes.slice(3) })).roll).toEqual(roll);
    expect((await trusted(roll, { ...given, changes: [] })).roll).toEqual(roll);
    // What a phone takes, no desk does: it could be given a list without names.
    expect(await refusal(changes)).toBe('unreadable');
  });

  it.each<[string, Partial<ListedKeys>, string]>([
    ['a key of the server’s own', { items: [{ ...inForce[0]!, publicKey: keyOf(9) }] }, 'unlisted'],
    ['a later epoch', { items: [{ ...inForce[0]!, epoch: 4, publicKey: keyOf(9) }] }, 'unlisted'],
    ['the epoch before', { items: [{ ...inForce[0]!, epoch: 2, publicKey: keyOf(2) }] }, 'unlisted'],
    ['what lacks the key of a ring on the list', { items: [inForce[1]!] }, 'unlisted'],
    ['fewer changes than it has', { length: 4 }, 'shorter'],
    ['more than it is shown', { length: 6 }, 'shorter'],
    ['another network', { network: newId() }, 'other-beginning'],
  ])('keeps a phone from sealing to %s', async (_what, more, why) => {
    const { roll } = await trusted(null, { network, items: inForce, length: 5, changes: await veil(list) });
    const given = { network, items: inForce, length: 5, changes: [], ...more };
    const found = await trusted(roll, given).catch((error: unknown) => error);
    expect(found).toMatchObject({ why });
  });

  it('keeps a phone from a list with another name, member or signature in it', async () => {
    const changes = await veil(list);
    const altered = [
      changes[2]!.body.replace('"callSign":""', '"callSign":"Otter"'),
      changes[2]!.body.replace('"admin":false', '"admin":true'),
      changes[2]!.body.replace(/"names":"./, '"names":"g'),
      changes[2]!.body.replace(/"names":"[0-9a-f]/, (text) =>
        text.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
      ),
    ];
    for (const body of altered) {
      const forged = changes.map((one, n) => (n === 2 ? { ...one, body } : one));
      const given = { network, items: inForce, length: 5, changes: forged };
      await expect(trusted(null, given)).rejects.toThrow(BadList);
    }
  });

  it('binds a member to their call sign', async () => {
    const body = list[2]!.body.replace('Quiet Heron', 'Loud Heron');
    expect(await refusal(list.map((one, n) => (n === 2 ? { ...one, body } : one)))).toBe('forged');
  });

  it('goes on from what a client has seen', async () => {
    const before = (await replay(network, list.slice(0, 3), null))!;
    expect((await replay(network, list, pinOf(before)))?.head).toBe(whole.head);
  });

  const upTo = async (n: number) => replay(network, list.slice(0, n), null);
  const add: Act = { act: 'add', member: operator.member };
  const refused: [string, number, Act[], Someone[], string][] = [
    ['no founder', 0, [add], [founder], 'self-signed'],
    ['a founder who is no admin', 0, [{ act: 'begin', member: operator.member }], [operator], 'self-signed'],
    ['a founder who did not sign', 0, [{ act: 'begin', member: founder.member }], [], 'unsigned'],
    ['a founder signed by another', 0, [{ act: 'begin', member: founder.member }], [second], 'self-signed'],
    ['two beginnings', 2, [{ act: 'begin', member: third.member }], [founder, second], 'not-allowed'],
    ['a second change that names no admin', 1, [add], [founder], 'not-allowed'],
    ['one signature where two are needed', 2, [add], [founder], 'unsigned'],
    ['none', 2, [add], [], 'unsigned'],
    ['one admin twice', 2, [add], [founder, founder], 'unsigned'],
    ['a stranger', 2, [add], [founder, stranger], 'self-signed'],
    [
      'a member who is no admin',
      3,
      [{ act: 'epoch', ring: 'legal', epoch: 2, key: keyOf(9) }],
      [founder, operator],
      'self-signed',
    ],
    ['who is added', 2, [{ act: 'add', member: third.member }], [founder, third], 'self-signed'],
    [
      'an admin for themselves',
      2,
      [{ act: 'add', member: { ...second.member, rings: ['legal'] } }],
      [founder, second],
      'self-signed',
    ],
    [
      'who is removed',
      3,
      [{ act: 'remove', account: second.member.account }],
      [second, third],
      'self-signed',
    ],
    ['an unknown member removed', 3, [{ act: 'remove', account: newId() }], [founder, second], 'not-allowed'],
    [
      'a removal without a new epoch',
      4,
      [{ act: 'remove', account: operator.member.account }],
      [founder, second],
      'not-allowed',
    ],
    [
      'a ring left without a new epoch',
      4,
      [{ act: 'add', member: { ...operator.member, rings: [] } }],
      [founder, second],
      'not-allowed',
    ],
    [
      'an epoch left out',
      4,
      [{ act: 'epoch', ring: 'desk', epoch: 4, key: keyOf(4) }],
      [founder, second],
      'not-allowed',
    ],
    [
      'an epoch again',
      4,
      [{ act: 'epoch', ring: 'desk', epoch: 2, key: keyOf(4) }],
      [founder, second],
      'not-allowed',
    ],
    [
      'an old key again',
      4,
      [{ act: 'epoch', ring: 'desk', epoch: 3, key: keyOf(2) }],
      [founder, second],
      'not-allowed',
    ],
    [
      'a key that another has',
      3,
      [{ act: 'add', member: { ...stranger.member, sign: operator.member.sign } }],
      [founder, second],
      'not-allowed',
    ],
    [
      'fewer than two admins',
      2,
      [{ act: 'add', member: { ...second.member, admin: false } }],
      [founder],
      'not-allowed',
    ],
  ];
  it.each(refused)('refuses %s', async (_, n, acts, by, why) => {
    const before = await upTo(n);
    expect(await refusal([...list.slice(0, n), await change(before, acts, by)], null as never)).toBe(why);
  });

  it('refuses what is shorter than what was seen, begins otherwise, or was written anew', async () => {
    expect(await refusal(list.slice(0, 4))).toBe('shorter');
    expect(await refusal([])).toBe('shorter');
    const other = await change(null, [{ act: 'begin', member: stranger.member }], [stranger]);
    expect(await refusal([other])).toBe('other-beginning');
    expect(await refusal([other], { ...pin, length: 1 })).toBe('other-beginning');
    const anew = await change(
      await upTo(4),
      [{ act: 'epoch', ring: 'desk', epoch: 3, key: keyOf(7) }],
      [founder, second],
    );
    expect(await refusal([...list.slice(0, 4), anew])).toBe('rewritten');
  });

  // Fault 9. Every way to alter a list, at every place, with signatures left, moved, repeated or made by a stranger.
  it('refuses 300 lists that a server forged', async () => {
    const place = fc.nat(list.length - 1);
    const forgery = fc.oneof(
      fc.record({ way: fc.constant('swap' as const), at: place, other: place }),
      fc.record({ way: fc.constant('drop' as const), at: place }),
      fc.record({ way: fc.constant('repeat' as const), at: place }),
      fc.record({
        way: fc.constant('edit' as const),
        at: place,
        byte: fc.nat(),
        to: fc.integer({ min: 33, max: 126 }),
      }),
      fc.record({ way: fc.constant('signature' as const), at: place, byte: fc.nat(84) }),
      fc.record({ way: fc.constant('unsign' as const), at: place }),
      fc.record({ way: fc.constant('borrow' as const), at: place, other: place }),
      fc.record({ way: fc.constant('stranger' as const), at: place }),
      fc.record({ way: fc.constant('append' as const), signed: fc.constantFrom('stranger', 'one', 'old') }),
    );
    await fc.assert(
      fc.asyncProperty(forgery, async (how) => {
        const forged = await forge(how);
        if (JSON.stringify(forged) === JSON.stringify(list)) return;
        expect(await refusal(forged)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  type Forgery =
    | { way: 'swap' | 'borrow'; at: number; other: number }
    | { way: 'drop' | 'repeat' | 'unsign' | 'stranger'; at: number }
    | { way: 'edit'; at: number; byte: number; to: number }
    | { way: 'signature'; at: number; byte: number }
    | { way: 'append'; signed: string };

  async function forge(how: Forgery): Promise<SignedChange[]> {
    const to = structuredClone(list);
    if (how.way === 'append') {
      const by = { stranger: [stranger, stranger], one: [founder], old: [founder, operator] }[how.signed]!;
      return [...to, await change(whole, [{ act: 'add', member: stranger.member }], by)];
    }
    const one = to[how.at]!;
    if (how.way === 'swap') [to[how.at], to[how.other]] = [to[how.other]!, one];
    else if (how.way === 'drop') to.splice(how.at, 1);
    else if (how.way === 'repeat') to.splice(how.at, 0, one);
    else if (how.way === 'unsign') one.signatures.pop();
    else if (how.way === 'borrow') one.signatures = to[how.other]!.signatures;
    else if (how.way === 'stranger')
      one.signatures = await signaturesOf(
        one.body,
        one.signatures.map(() => stranger),
      );
    else if (how.way === 'signature')
      one.signatures[0]!.signature = altered(one.signatures[0]!.signature, how.byte, 65);
    else if (how.way === 'edit') one.body = altered(one.body, how.byte % one.body.length, how.to);
    return to;
  }
  const altered = (text: string, at: number, to: number) =>
    text.slice(0, at) + String.fromCharCode(to) + text.slice(at + 1);
});

describe('a printed code', () => {
  const random = fc.uint8Array({ minLength: 26, maxLength: 26 });
  it('is read as it was printed, in small letters, without dashes, with O for 0', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const code = codeFrom(bytes);
        expect(code).toMatch(/^(\w{4}-){6}\w{4}$/);
        const letters = readCode(code)!;
        expect(letters).toHaveLength(26);
        expect(readCode(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toEqual(letters);
      }),
    );
  });

  it('is refused with one wrong letter, or two that changed places', () => {
    fc.assert(
      fc.property(random, fc.nat(27), fc.nat(27), fc.nat(31), (bytes, i, j, to) => {
        const letters = [...codeFrom(bytes).replaceAll('-', '')];
        const wrong = letters.with(i, '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[to]!);
        if (wrong[i] !== letters[i]) expect(readCode(wrong.join(''))).toBeNull();
        const swapped = letters.with(i, letters[j]!).with(j, letters[i]!);
        if (i < 26 && j < 26 && letters[i] !== letters[j]) expect(readCode(swapped.join(''))).toBeNull();
      }),
    );
  });

  it('stands for what is asked of it in full: another code never opens the same', () => {
    expect(readCode('')).toBeNull();
    expect(readCode('AAAA')).toBeNull();
  });
});

describe('words to compare', () => {
  it('are six, can be read out, and differ when a key does', async () => {
    const words = await fingerprint(operator.member);
    expect(words).toHaveLength(6);
    expect(words.every((word) => /^[a-z]{5}$/.test(word))).toBe(true);
    expect(await fingerprint({ ...operator.member, receive: keyOf(1) })).not.toEqual(words);
    expect(await fingerprint({ ...operator.member, sign: keyOf(1) })).not.toEqual(words);
  });
});

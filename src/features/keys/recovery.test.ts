import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { held, longest, times } from '../../../test/faults/times.ts';
import { testNetwork } from '../../../test/harness.ts';
import { type Keyholder, keyholder, listed } from '../../../test/keyholders.ts';
import { newId } from '../../platform/id.ts';
import { makeKeyPair, toBase64 } from '../../platform/seal/index.ts';
import type { Act, Member, Mine, Recovery, Ring, Share } from './contract.ts';
import { joined, passOn, splitFor } from './rules/trustees.ts';
import {
  BadList,
  makeMemberKey,
  openWrap,
  pinOf,
  type RingSecret,
  type Roll,
  replay,
  type Secrets,
  shut,
  unlock,
  withEpochs,
  wrapFor,
} from './rules.ts';

const net = await testNetwork({ demo: false });

/** Two admins, three of the desk who are its trustees too, the ring taken over and split 2 of 3. */
async function settled(): Promise<Keyholder[]> {
  const all = await Promise.all(
    ['admin', 'admin', 'operator', 'operator', 'coordinator'].map((role) => keyholder(net, [role])),
  );
  const [founder, second, ...desk] = all as [Keyholder, Keyholder, ...Keyholder[]];
  await listed([founder, second], desk);
  const { roll } = await founder.list();
  const trustees: Act = {
    act: 'trustees',
    ring: 'desk',
    accounts: desk.map(({ account }) => account),
    needed: 2,
  };
  const { acts, wraps } = await withEpochs(roll!, [trustees], ['desk']);
  await desk[0]!.propose(acts, { wraps, signed: false });
  await founder.sign();
  await second.sign();
  await split(desk[0]!);
  return all;
}

async function split(by: Keyholder) {
  const { roll } = await by.list();
  const secrets = await by.rings();
  const shares = (await Promise.all(secrets.map((secret) => splitFor(roll!, secret)))).flat();
  return by.call('POST', 'shares', { shares });
}

interface Trust {
  shares: Share[];
  split: { ring: Ring; epoch: number; since: number }[];
  recoveries: Recovery[];
  givenToMe: Share[];
}
const trustOf = async (who: Keyholder) => (await who.call<Trust>('GET', 'trust')).body;

async function signIn(admins: Keyholder[], member: Member) {
  await admins[0]!.propose([{ act: 'add', member }]);
  return admins[1]!.sign();
}

const [founder, second, one, two, three] = (await settled()) as [
  Keyholder,
  Keyholder,
  Keyholder,
  Keyholder,
  Keyholder,
];

async function give(trustee: Keyholder, id: string, asker: Member) {
  const { shares } = await trustOf(trustee);
  const sealed = await Promise.all(
    shares.map((share) => passOn(net.network.id, trustee.secrets.receive, share, asker)),
  );
  return trustee.call<Recovery>('POST', `recoveries/${id}/shares`, { shares: sealed });
}

describe('when keys are lost', () => {
  it('one member lost every way: a new key, two admins, and an open desk gives it the ring again', async () => {
    const [secret] = await two.rings();
    const anew = await keyholder(net, [], two.headers);
    expect(await anew.rings()).toEqual([]);
    expect((await anew.call<Mine>('GET', 'mine')).body.key!.sign).toBe(anew.member.sign);
    expect((await signIn([founder, second], anew.member)).status).toBe(200);
    const { body } = await one.call<{ missing: { account: string }[] }>('GET', 'mine/rings');
    expect(body.missing.map(({ account }) => account)).toEqual([anew.account]);
    await one.call('POST', 'wraps', { wraps: [await wrapFor(net.network.id, secret!, anew.member)] });
    expect(await anew.rings()).toEqual([secret]);
    // Their share as a trustee went with the old key: an open desk splits again.
    expect((await trustOf(one)).split).toEqual([]);
    expect((await split(one)).status).toBe(200);
    expect((await trustOf(founder)).split).toMatchObject([{ ring: 'desk', epoch: 2 }]);
    Object.assign(two, anew);
  });

  it('all holders lost the ring: its trustees give it to one who asks, after another admin confirmed', async () => {
    const [secret] = await one.rings();
    const asker = await keyholder(net, ['operator']);
    await signIn([founder, second], asker.member);
    expect(await asker.rings()).toEqual([]);
    const id = newId();
    expect((await founder.call('POST', 'recoveries', { id, ring: 'desk' })).status).toBe(403);
    expect((await asker.call('POST', 'recoveries', { id, ring: 'desk' })).status).toBe(200);
    expect((await asker.call('POST', 'recoveries', { id, ring: 'desk' })).status).toBe(200);
    expect((await one.call('POST', 'recoveries', { id: newId(), ring: 'desk' })).status).toBe(409);
    expect((await give(two, id, asker.member)).status).toBe(422);
    expect((await asker.call('POST', `recoveries/${id}/confirm`)).status).toBe(403);
    expect((await founder.call('POST', `recoveries/${id}/confirm`)).status).toBe(200);

    const { roll } = await asker.list();
    const open = async () =>
      joined(roll!, asker.member, asker.secrets.receive, (await trustOf(asker)).givenToMe);
    const keep = async (of: RingSecret) =>
      (await asker.call('POST', 'wraps', { wraps: [await wrapFor(net.network.id, of, asker.member)] }))
        .status;
    expect((await give(two, id, asker.member)).body.given).toBe(1);
    expect(await open()).toEqual([]);
    expect(
      (await founder.call('POST', `recoveries/${id}/shares`, { shares: (await trustOf(two)).shares })).status,
    ).toBe(403);
    expect((await give(three, id, asker.member)).body.given).toBe(2);
    const [found] = await open();
    expect(found).toEqual(secret);
    expect((await trustOf(one)).givenToMe).toEqual([]);
    expect(await keep(found!)).toBe(200);
    expect(await asker.rings()).toEqual([secret]);
    expect((await asker.call('POST', `recoveries/${id}/end`)).status).toBe(200);
    expect((await trustOf(asker)).givenToMe).toEqual([]);
    expect((await give(two, id, asker.member)).status).toBe(404);
  });

  it('the admins are lost: another begins the list anew, each browser must agree, and the rings go on', async () => {
    const before = (await one.list()).roll!;
    const [secret] = await one.rings();
    const third = await keyholder(net, ['admin']);
    const fourth = await keyholder(net, ['admin']);
    expect((await third.propose([{ act: 'begin', member: third.member }], { anew: true })).status).toBe(200);
    const seen = await one.list();
    const refusal = await replay(seen.network, seen.changes, pinOf(before)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadList);
    expect((await third.propose([{ act: 'add', member: fourth.member }])).status).toBe(200);
    expect(await one.rings()).toEqual([]);

    const { known } = await third.list();
    const again: Act[] = known.map((epoch) => ({ act: 'epoch', ...epoch }));
    const forged = again.map((act) => ({ ...act, key: third.member.receive })) as Act[];
    expect((await third.propose([{ act: 'add', member: one.member }, ...forged])).status).toBe(422);
    expect((await third.propose([{ act: 'add', member: one.member }, ...again])).status).toBe(200);
    expect((await fourth.sign()).status).toBe(200);
    expect(await one.rings()).toEqual([secret]);
    expect((await one.propose([{ act: 'begin', member: one.member }], { anew: true })).status).toBe(403);
  });
});

describe('fault 14: what is lost and what is left', () => {
  const kinds = ['passphrase', 'code', 'passkey'] as const;
  interface Holder {
    member: Member;
    boxes: { kind: (typeof kinds)[number]; wayId: string; secret: Uint8Array<ArrayBuffer>; box: string }[];
  }
  const keyId = newId();
  async function holder(rings: Ring[]): Promise<Holder> {
    const { sign, receive, secrets } = await makeMemberKey();
    const member: Member = { account: newId(), callSign: 'x', sign, receive, admin: false, rings };
    const boxes = await Promise.all(
      kinds.map(async (kind) => {
        const secret = crypto.getRandomValues(new Uint8Array(32));
        const wayId = newId();
        return {
          kind,
          wayId,
          secret,
          box: await shut(secret, { account: member.account, keyId, wayId, kind }, secrets),
        };
      }),
    );
    return { member, boxes };
  }

  it('a ring opens exactly when some member has a way left, or k of n trustees have one', {
    timeout: longest,
  }, async () => {
    const readers = await Promise.all([holder(['desk']), holder(['desk'])]);
    const trustees = await Promise.all(Array.from({ length: 5 }, () => holder([])));
    const asker = await makeMemberKey();
    const me = { ...readers[0]!.member, account: newId(), sign: asker.sign, receive: asker.receive };
    const pair = await makeKeyPair();
    const network = newId();
    const needed = 3;
    const roll: Roll = {
      network,
      genesis: '',
      head: '',
      hashes: [],
      members: new Map([...readers, ...trustees].map(({ member }) => [member.account, member])),
      epochs: new Map([['desk', [{ epoch: 2, key: toBase64(pair.publicKey) }]]]),
      trustees: new Map([
        ['desk', { accounts: trustees.map(({ member }) => member.account), needed, since: 0 }],
      ]),
    };
    const ringKey: RingSecret = { ring: 'desk', epoch: 2, privateKey: pair.privateKey };
    const wraps = await Promise.all(readers.map(({ member }) => wrapFor(network, ringKey, member)));
    const shares = await splitFor(roll, ringKey);

    const opened = async ({ member, boxes }: Holder, left: number): Promise<Secrets | null> => {
      for (const [place, { secret, box, ...way }] of boxes.entries())
        if (left & (1 << place)) return unlock(secret, { account: member.account, keyId, ...way }, box);
      return null;
    };
    // What an opened key gives does not depend on the combination: worked out once.
    const whole = 7;
    const kept = await Promise.all(
      readers.map(async (one, place) => openWrap(roll, (await opened(one, whole))!.receive, wraps[place]!)),
    );
    const passed = await Promise.all(
      trustees.map(async (one, place) =>
        passOn(network, (await opened(one, whole))!.receive, shares[place]!, me),
      ),
    );
    const combinations = times(300, 60);
    let recovered = 0;
    /** For each, which of the three ways are left, as bits; and whether their wrap or share is still at the server. */
    const left = fc.record({ ways: fc.nat(7), stored: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(left, left),
        fc.array(left, { minLength: 5, maxLength: 5 }),
        async (of, trust) => {
          let found: Uint8Array | null = null;
          for (const [place, { ways, stored }] of of.entries()) {
            const secrets = await opened(readers[place]!, ways);
            if (secrets && stored) found ??= kept[place]!.privateKey;
          }
          const given: Share[] = [];
          for (const [place, { ways, stored }] of trust.entries()) {
            const secrets = await opened(trustees[place]!, ways);
            if (secrets && stored) given.push(passed[place]!);
          }
          found ??= (await joined(roll, me, asker.secrets.receive, given))[0]?.privateKey ?? null;
          const alive = ({ ways, stored }: { ways: number; stored: boolean }) => ways > 0 && stored;
          const should = of.some(alive) || trust.filter(alive).length >= needed;
          expect(found).toEqual(should ? pair.privateKey : null);
          if (found) recovered++;
        },
      ),
      { numRuns: combinations },
    );
    held(`${combinations} combinations of lost keys: ${recovered} recovered, each exactly when it should be`);
  });
});

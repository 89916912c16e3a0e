import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { type Keyholder, keyholder, listed } from '../../../test/keyholders.ts';
import { loadRingKey, sealRecord } from '../../platform/crypto/records.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64, keyIdOf, openField, type Ring, unwrapRecordKey } from '../../platform/seal/index.ts';
import type { Act, HeldKey, RecordKey } from './contract.ts';
import { keepRecordKeys, noteRoles, removeFromRings } from './index.ts';
import { leaving, moved, openWrap, type RingSecret, takenFrom, withEpochs, wrapFor } from './rules.ts';

const net = await testNetwork({ demo: false });
const network = net.network.id;
const [founder, second, dispatcher, operator, lawyer] = (await Promise.all(
  ['admin', 'admin', 'dispatcher', 'operator', 'legal'].map((role) => keyholder(net, [role])),
)) as [Keyholder, Keyholder, Keyholder, Keyholder, Keyholder];
await listed([founder, second], [dispatcher, operator]);

/** What the hooks do: sealed to the ring's key of today, in memory. */
async function record(ring: Ring, said: string) {
  const { body } = await dispatcher.call<{ items: { ring: Ring; epoch: number; publicKey: string }[] }>(
    'GET',
    'rings',
  );
  const { epoch, publicKey } = body.items.find((one) => one.ring === ring)!;
  const id = newId();
  const key = await loadRingKey(ring, epoch, fromBase64(publicKey));
  const { boxes, keys } = await sealRecord(network, [key], id, { words: said });
  await net.tx((ctx) => keepRecordKeys(ctx, keys));
  return { id, box: boxes.words, epoch };
}

/** What a browser with these ring keys reads; null when it cannot. */
async function read(who: Keyholder, held: RingSecret[], { id, box }: { id: string; box: Uint8Array }) {
  const { body } = await who.call<{ items: RecordKey[] }>('POST', 'records', { ids: [keyIdOf(box)] });
  for (const { id: key, ring, epoch, wrap } of body.items) {
    const secret = held.find((one) => one.ring === ring && one.epoch === epoch);
    if (!secret) continue;
    const recordKey = await unwrapRecordKey(secret.privateKey, fromBase64(wrap), {
      network,
      ring,
      epoch,
      key,
    });
    return openField<string>(recordKey, box, { network, record: id, field: 'words' });
  }
  return null;
}

const serverHeld = async (who: Keyholder): Promise<RingSecret[]> =>
  (await who.call<{ items: HeldKey[] }>('GET', 'held')).body.items.map((one) => ({
    ...one,
    privateKey: fromBase64(one.privateKey),
  }));

async function begin(by: Keyholder, acts: Act[], rings: Ring[], signed = false) {
  const { roll } = await by.list();
  const change = await withEpochs(roll!, acts, rings);
  return { ...change, answer: await by.propose(change.acts, { wraps: change.wraps, signed }) };
}

/** What an open desk does after a new epoch. */
async function moveAll(who: Keyholder, ring: Ring, held: RingSecret[]) {
  const { roll } = await who.list();
  const { body } = await who.call<{ left: number; items: { id: string; epoch: number; wrap: string }[] }>(
    'GET',
    `old-wraps?ring=${ring}`,
  );
  const items = (await Promise.all(body.items.map((old) => moved(roll!, ring, held, old)))).filter(
    (one) => one,
  );
  const epoch = roll!.epochs.get(ring)!.at(-1)!.epoch;
  if (items.length === 0) return 0;
  return (await who.call<{ moved: number }>('POST', 'old-wraps', { ring, epoch, items })).body.moved;
}

const file = join(net.services.config.dataDir, 'keys', `desk-${network}-1.key`);
const forget = async (who: Keyholder) =>
  (await who.call<{ forgotten: boolean }>('POST', 'held/desk/forget')).body.forgotten;

describe('the take-over', () => {
  it('hands a ring from the server to its members, record by record, and the server forgets', async () => {
    const before = await record('desk', 'two vans at the corner');
    expect(await read(dispatcher, await serverHeld(dispatcher), before)).toBe('two vans at the corner');

    // A member of the ring makes the key, two admins sign its public half.
    const { answer } = await begin(dispatcher, [], ['desk']);
    expect([answer.status, answer.body.draft?.signatures]).toEqual([200, []]);
    expect(await dispatcher.rings()).toEqual([]);
    expect((await founder.sign()).body.changes).toHaveLength(3);
    expect((await second.sign()).body.changes).toHaveLength(4);

    const own = await operator.rings();
    expect(own.map(({ ring, epoch }) => [ring, epoch])).toEqual([['desk', 2]]);
    expect(await founder.rings()).toEqual([]);
    const after = await record('desk', 'they are leaving');
    expect(after.epoch).toBe(2);
    expect(await read(operator, own, after)).toBe('they are leaving');
    expect(await read(operator, own, before)).toBeNull();

    expect(await forget(operator)).toBe(false);
    net.clock.advance(2);
    expect(await forget(operator)).toBe(false);
    const held = [...own, ...(await serverHeld(operator))];
    expect((await lawyer.call('GET', 'old-wraps?ring=desk')).status).toBe(403);
    expect(await moveAll(operator, 'desk', held)).toBe(1);
    expect(await read(operator, own, before)).toBe('two vans at the corner');
    expect(existsSync(file)).toBe(true);
    expect(await forget(operator)).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(await serverHeld(operator)).toEqual([]);
    expect(await forget(operator)).toBe(true);
  });

  it('gives who is signed in later the keys that an open desk of the ring holds, and nobody else', async () => {
    const late = await keyholder(net, ['operator']);
    await founder.propose([{ act: 'add', member: late.member }]);
    await second.sign();
    const { body } = await operator.call<{ missing: object[] }>('GET', 'mine/rings');
    expect(body.missing).toEqual([{ ring: 'desk', epoch: 2, account: late.account }]);
    const [secret] = await operator.rings();
    const wrap = await wrapFor(network, secret!, late.member);
    expect((await founder.call('POST', 'wraps', { wraps: [wrap] })).status).toBe(403);
    expect(
      (await operator.call('POST', 'wraps', { wraps: [{ ...wrap, account: lawyer.account }] })).status,
    ).toBe(422);
    expect((await operator.call('POST', 'wraps', { wraps: [wrap] })).body).toEqual({ given: 1 });
    expect((await operator.call('POST', 'wraps', { wraps: [wrap] })).body).toEqual({ given: 0 });
    expect(await late.rings()).toEqual([secret]);
  });

  it('refuses a ring key that the list does not name, moved or forged wraps, and epochs without a reader', async () => {
    const { roll } = await operator.list();
    const forged = {
      ring: 'desk' as const,
      epoch: 2,
      privateKey: crypto.getRandomValues(new Uint8Array(32)),
    };
    const wrap = await wrapFor(network, forged, operator.member);
    expect(await openWrap(roll!, operator.secrets.receive, wrap)).toBeNull();
    const [secret] = await operator.rings();
    const right = await wrapFor(network, secret!, operator.member);
    expect(await openWrap(roll!, operator.secrets.receive, right)).toEqual(secret);
    expect(await openWrap(roll!, operator.secrets.receive, { ...right, epoch: 3 })).toBeNull();
    expect(await openWrap(roll!, dispatcher.secrets.receive, right)).toBeNull();
    expect((await begin(founder, [], ['legal'], true)).answer.status).toBe(422);
    const { acts } = await withEpochs(roll!, [], ['desk']);
    expect((await founder.propose(acts)).status).toBe(422);
    const items = [{ id: newId(), from: 1, wrap: 'AAAA' }];
    expect((await operator.call('POST', 'old-wraps', { ring: 'desk', epoch: 3, items })).status).toBe(409);
    expect((await founder.call('GET', 'old-wraps?ring=desk')).status).toBe(403);
    expect(
      (
        await lawyer.call('POST', 'changes', {
          id: newId(),
          body: '{}',
          signature: null,
          wraps: [],
          anew: false,
        })
      ).status,
    ).toBe(403);
  });

  it('is not for a demo, whose server keeps its keys', async () => {
    const demo = await testNetwork();
    const [a, b, c] = (await Promise.all(
      ['admin', 'admin', 'operator'].map((role) => keyholder(demo, [role])),
    )) as [Keyholder, Keyholder, Keyholder];
    await listed([a, b], [c]);
    const { roll } = await a.list();
    const { acts, wraps } = await withEpochs(roll!, [], ['desk']);
    expect((await a.propose(acts, { wraps })).status).toBe(422);
  });
});

describe('a removal', () => {
  // Fault 8, shortened: members leave while they, and others, read as fast as they can.
  it('takes every ring key at once, and the next epoch is unreadable to who was removed', async () => {
    const leaving = await Promise.all(Array.from({ length: 5 }, () => keyholder(net, ['operator'])));
    await founder.propose(leaving.map(({ member }) => ({ act: 'add', member })));
    await second.sign();
    const [secret] = await operator.rings();
    const wraps = await Promise.all(leaving.map(({ member }) => wrapFor(network, secret!, member)));
    await operator.call('POST', 'wraps', { wraps });

    let refused = 0;
    const races = leaving.map(async (who) => {
      expect(await who.rings()).toHaveLength(1);
      let removed = false;
      const reads = Array.from({ length: 6 }, async () => {
        const asked = removed;
        const held = await who.rings();
        if (asked) expect(held).toEqual([]);
        refused += Number(held.length === 0);
      });
      await net.tx((ctx) => removeFromRings(ctx, who.account));
      removed = true;
      expect(await who.rings()).toEqual([]);
      await Promise.all(reads);
    });
    await Promise.all(races);
    expect(refused).toBeGreaterThan(0);

    // The roles and the session may last a moment longer: what is sealed is refused already.
    const kept = await record('desk', 'while they leave');
    expect(await read(leaving[0]!, [secret!], kept)).toBeNull();
    expect(await read(operator, await operator.rings(), kept)).toBe('while they leave');
    expect((await leaving[0]!.call('GET', 'old-wraps?ring=desk')).status).toBe(403);

    // Nobody can hand it back to them: the list still names them, their key is dead.
    expect((await operator.call('POST', 'wraps', { wraps: [wraps[0]!] })).status).toBe(422);
    const { roll, removed } = await operator.list();
    expect(removed.toSorted()).toEqual(leaving.map(({ account }) => account).toSorted());
    const acts: Act[] = removed.map((account) => ({ act: 'remove', account }));
    const change = await withEpochs(roll!, acts);
    expect(change.wraps.map(({ account }) => account).filter((one) => removed.includes(one))).toEqual([]);
    await operator.propose(change.acts, { wraps: change.wraps, signed: false });
    await founder.sign();
    await second.sign();

    const now = await operator.rings();
    expect(now.map(({ epoch }) => epoch)).toEqual([2, 3]);
    const fresh = await record('desk', 'after they left');
    expect(fresh.epoch).toBe(3);
    expect(await read(operator, now, fresh)).toBe('after they left');
    // With all that they ever held, and even with every wrap of the new epoch.
    const after = (await operator.list()).roll!;
    for (const { secrets } of leaving)
      for (const wrap of change.wraps) expect(await openWrap(after, secrets.receive, wrap)).toBeNull();
    expect(await read(operator, [secret!], fresh)).toBeNull();
    await moveAll(operator, 'desk', now);
    expect((await operator.call<{ left: number }>('GET', 'old-wraps?ring=desk')).body.left).toBe(0);
  });
});

describe('a role that ends', () => {
  it('is signed off the ring with a new epoch, and what the server says can only take', async () => {
    const less = await keyholder(net, ['operator']);
    await founder.propose([{ act: 'add', member: less.member }]);
    await second.sign();
    const { roll: before, ...said } = await founder.list();
    expect(leaving(said, before!).map(({ act }) => act)).not.toContain('add');
    await net.tx((ctx) => noteRoles(ctx, less.account, [{ role: 'trainer' }]));
    const { roll, ...list } = await founder.list();
    const acts = leaving(list, roll!);
    expect(acts).toEqual([{ act: 'add', member: { ...less.member, rings: [] } }]);
    expect(takenFrom(roll!, acts)).toEqual([less.account]);
    const { acts: all, wraps } = await withEpochs(roll!, acts);
    expect(all.map(({ act }) => act)).toEqual(['add', 'epoch']);
    expect((await founder.propose(all, { wraps })).status).toBe(200);
    expect((await second.sign()).body.draft).toBeNull();
    expect(await less.rings()).toEqual([]);
    const after = (await founder.list()).roll!;
    expect(
      leaving({ removed: [], waiting: [{ ...less.member, rings: ['desk', 'legal'], admin: true }] }, after),
    ).toEqual([]);
    expect(leaving({ removed: [newId()], waiting: [] }, after)).toEqual([]);
  });

  it('is told to who signs by the event of its end', async () => {
    const who = await keyholder(net, ['operator']);
    const grant = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('role_grants')
        .select('id')
        .where('account_id', '=', who.account)
        .executeTakeFirstOrThrow(),
    );
    const url = `/api/v1/roles/${grant.id}/end`;
    expect((await net.app.inject({ method: 'POST', url, headers: founder.headers })).statusCode).toBe(200);
    await net.settle();
    const { waiting } = await founder.list();
    expect(waiting.find(({ account }) => account === who.account)?.rings).toEqual([]);
  });
});

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { pixel } from '../../../test/e2e/picture.ts';
import { testNetwork } from '../../../test/harness.ts';
import { keyholder, listed } from '../../../test/keyholders.ts';
import { filesIn, formsOf } from '../../../test/scan.ts';
import { resident } from '../../platform/context.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64, type Ring, toBase64, unwrapRecordKey } from '../../platform/seal/index.ts';
import type { HeldKey } from '../keys/contract.ts';
import { type KeySource, moved, Opener, withEpochs } from '../keys/rules.ts';
import { mediaOf, storeUpload } from './index.ts';
import { copyKeyOf, openChunks } from './rules.ts';

/** Who copied the database, the data folder and the server's key, once members hold the keys. */

const net = await testNetwork({ demo: false });
const network = net.network.id;
const [founder, second, operator, lawyer] = await Promise.all(
  ['admin', 'admin', 'operator', 'legal'].map((role) => keyholder(net, [role])),
);
await listed([founder!, second!], [operator!, lawyer!]);
const anyone = await openCall(net.services, net.network, resident, 'somewhere');

const inside = 'canaryquokka in the corner of the picture';

/** Sent by the form without script: sealed in the server's memory while it streams. */
async function sent() {
  const ownerId = newId();
  const stream = (async function* () {
    yield Buffer.concat([pixel, Buffer.from(inside), randomBytes(100_000)]);
  })();
  await storeUpload(anyone, { ownerKind: 'report', ownerId, stream, name: 'canaryquokka.png' });
  const [media] = await net.tx((ctx) => mediaOf(ctx, [ownerId]));
  return media!;
}
type Sent = Awaited<ReturnType<typeof sent>>;

const wrapsOf = (who: typeof operator, ids: string[]) =>
  who!.call<{ items: Awaited<ReturnType<KeySource['wraps']>> }>('POST', 'records', { ids });

/** The key of a file, for who is given its wraps and holds these ring keys; null where none opens it. */
async function keyOf(media: Sent, held: readonly HeldKey[], who = operator): Promise<string | null> {
  const opener = new Opener({
    network: async () => network,
    ringKeys: async () => [...held],
    wraps: async (ids) => (await wrapsOf(who, ids)).body.items,
  });
  return (await opener.open(media)).key;
}

const held = async (who = operator): Promise<HeldKey[]> => {
  const own = (await who!.rings()).map((one) => ({ ...one, privateKey: toBase64(one.privateKey) }));
  return [...own, ...(await who!.call<{ items: HeldKey[] }>('GET', 'held')).body.items];
};

/** What an open desk does after the take-over: each record to the new epoch; then the server forgets its own. */
async function takeOver(who: typeof operator, ring: Ring) {
  const secrets = (await held(who)).map((one) => ({ ...one, privateKey: fromBase64(one.privateKey) }));
  const { roll } = await who!.list();
  const { body } = await who!.call<{ items: Parameters<typeof moved>[3][] }>('GET', `old-wraps?ring=${ring}`);
  const items = await Promise.all(body.items.map((old) => moved(roll!, ring, secrets, old)));
  expect((await who!.call('POST', 'old-wraps', { ring, epoch: 2, items })).status).toBe(200);
  net.clock.advance(2);
  expect((await who!.call('POST', `held/${ring}/forget`)).body).toEqual({ forgotten: true });
}

/** Every row as a dump would say it. */
const dump = () =>
  net.tx(async ({ tx }) => {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name
      from information_schema.table_privileges where grantee = 'porchlight_app' and privilege_type = 'SELECT'
      and table_schema = 'public'`.execute(tx);
    const lines: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
        tx,
      );
      lines.push(...rows.map(({ row }) => row));
    }
    return lines.join('\n');
  });

it('opens no original and no copy; who holds the ring opens both', { timeout: 60_000 }, async () => {
  const before = await sent();
  const thief = await held();
  // Until the take-over the server's folder holds the ring's first key: whoever has all three reads.
  expect(await keyOf(before, thief)).not.toBeNull();

  const { roll } = await operator!.list();
  const change = await withEpochs(roll!, [], ['desk', 'legal']);
  await operator!.propose(change.acts, { wraps: change.wraps, signed: false });
  for (const admin of [founder, second]) await admin!.sign();
  // A process learns of an epoch within moments; the server forgets its own two minutes later at the earliest.
  const vault = await net.services.vault(network);
  await expect.poll(() => vault.isHeldByMembers(), { timeout: 10_000 }).toBe(true);
  await takeOver(operator, 'desk');
  await takeOver(lawyer, 'legal');
  const after = await sent();

  const members = await held();
  const keys: string[] = [];
  for (const media of [before, after]) {
    const key = await keyOf(media, members);
    keys.push(key!);
    expect(await keyOf(media, await held(lawyer), lawyer)).toBe(key);
    const file = (which: string) =>
      net.app.inject({ url: `/api/v1/media/${media.id}${which}`, headers: operator!.headers });
    const original = new Uint8Array((await file('')).rawPayload);
    const fileKey = fromBase64(key!);
    expect(Buffer.concat(await openChunks(fileKey, media.id, original)).includes(inside)).toBe(true);
    const copy = new Uint8Array((await file('/copy')).rawPayload);
    expect(Buffer.concat(await openChunks(await copyKeyOf(fileKey), media.id, copy)).length).toBeGreaterThan(
      0,
    );
  }

  // What a thief finds: no private half of any ring in the key folder, so that no wrap opens…
  const { dataDir } = net.services.config;
  for (const ring of ['desk', 'legal'])
    expect(existsSync(join(dataDir, 'keys', `${ring}-${network}-1.key`))).toBe(false);
  for (const media of [before, after]) {
    const { items } = (await wrapsOf(operator, await idsOf(media))).body;
    expect(items.map(({ epoch }) => epoch)).toEqual([2]);
    // …not with the first epoch's keys, had they been copied before, nor with the server's own.
    for (const { id, ring, epoch, wrap } of items)
      for (const stolen of [
        ...thief.map((one) => fromBase64(one.privateKey)),
        new Uint8Array(net.services.master.root),
      ])
        await expect(
          unwrapRecordKey(stolen, fromBase64(wrap), { network, ring, epoch, key: id }),
        ).rejects.toThrow();
  }
  // …and neither a key of a file nor anything of what was sent, in any form, in the database or the data folder.
  const places = [Buffer.from(await dump()), ...(await filesIn(dataDir)).map((path) => readFileSync(path))];
  expect(places[0]!.includes(before.sha256)).toBe(true);
  const raw = keys.map((key) => Buffer.from(key, 'base64'));
  const forms = [
    ...formsOf('canaryquokka').map((form) => Buffer.from(form)),
    ...raw.flatMap((key) => [key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))]),
  ];
  for (const form of forms) for (const place of places) expect(place.includes(form)).toBe(false);
});

const idsOf = (media: Sent) =>
  net.tx(async ({ tx }) => {
    const rows = await tx.selectFrom('record_keys').select('id').where('record', '=', media.id).execute();
    return [...new Set(rows.map(({ id }) => id))];
  });

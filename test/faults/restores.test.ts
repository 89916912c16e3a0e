import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mediaOf, openUpload, storeUpload } from '../../src/features/evidence/index.ts';
import { openChunks } from '../../src/features/evidence/rules.ts';
import { receiveReports } from '../../src/features/hotline/index.ts';
import { shred } from '../../src/features/keys/index.ts';
import { closeLog, verifyNetworkLog } from '../../src/platform/audit/log.ts';
import { resident } from '../../src/platform/context.ts';
import { openCall } from '../../src/platform/http/call.ts';
import { newId } from '../../src/platform/id.ts';
import { enqueue } from '../../src/platform/jobs/index.ts';
import { fromBase64 } from '../../src/platform/seal/index.ts';
import { pixel } from '../e2e/picture.ts';
import { TestClock } from '../harness.ts';
import { copyFolder, type DiskHouse, encryptedValues, houseOnDisk, newFolder, removeFolder } from './disk.ts';
import { held, longest, randomOf, times } from './times.ts';

/** Faults 1 and 14: backups of seven weeks, restored elsewhere with these keys or those. */

const weeks = 7;
const weekMinutes = 7 * 24 * 60;
/** Which week's keys, and which table of wraps, somebody has beside the backup. */
const kinds = (['its own', 'today’s', 'none'] as const).flatMap((keys) =>
  (['its own', 'today’s'] as const).map((table) => ({ keys, table })),
);
const clock = new TestClock(new Date('2026-11-23T23:30:00Z'));
const random = randomOf(14);

interface Said {
  id: string;
  words: string;
  /** When it was shredded; null: it lives. */
  goneAt: number | null;
}
interface Wrap {
  record: string;
  wrap: Buffer;
}
interface Backup {
  folder: string;
  at: number;
  how: 'stopped' | 'crashed';
  reports: string[];
  wraps: Wrap[];
}

const origin = newFolder();
const said: Said[] = [];
const backups: Backup[] = [];
let house: DiskHouse;
let picture: { id: string; owner: string };

async function say(): Promise<void> {
  const id = newId();
  const words = `Somebody said ${id}`;
  const about = { kind: 'sighting', language: 'en', tense: 'now', where: {} } as const;
  await house.tx((ctx) =>
    receiveReports(ctx, [
      { ...about, id, door: 'api', what: words, origin: Buffer.from(id), uncounted: true },
    ]),
  );
  said.push({ id, words, goneAt: null });
}

const wrapsOf = (at: DiskHouse): Promise<Wrap[]> =>
  at.tx(({ tx }) => tx.selectFrom('record_keys').select(['record', 'wrap']).execute());

async function backUp(how: Backup['how']): Promise<void> {
  await closeLog(house.services, house.network.id);
  const backup = {
    at: clock.now().getTime(),
    how,
    reports: said.map(({ id }) => id),
    wraps: await wrapsOf(house),
  };
  await (how === 'crashed' ? house.crash() : house.stop());
  backups.push({ ...backup, folder: copyFolder(origin) });
  house = await houseOnDisk(origin, clock);
}

beforeAll(async () => {
  house = await houseOnDisk(origin, clock);
  for (let week = 0; week < weeks; week++) {
    for (let i = 0; i < 3; i++) await say();
    if (week === 0) {
      const caller = await openCall(house.services, house.network, resident, 'test');
      const owner = said[0]!.id;
      const { id } = await storeUpload(caller, {
        ownerKind: 'report',
        ownerId: owner,
        stream: (async function* () {
          yield pixel;
        })(),
      });
      picture = { id, owner };
    }
    if (week === 0 || times(1, 0)) await backUp(week % 2 ? 'stopped' : 'crashed');
    // One of this week goes, and one of an earlier; the first stays, with its picture.
    const lives = said.filter(({ goneAt }, i) => i > 0 && goneAt === null);
    for (const gone of [lives.at(-1)!, lives[Math.floor(random() * lives.length)]!]) {
      gone.goneAt = clock.now().getTime();
      await house.tx((ctx) => shred(ctx, [gone.id]));
    }
    clock.advance(weekMinutes);
    await house.tx((ctx) => enqueue(ctx, 'keys.renewWraps', {}, ctx.now));
    await house.settle();
  }
}, longest);
afterAll(async () => {
  await house.stop();
  for (const folder of [origin, ...backups.map(({ folder }) => folder)]) removeFolder(folder);
  vi.useRealTimers();
});

const keysIn = (folder: string) =>
  readdirSync(join(folder, 'keys')).flatMap(
    (name) => /^shred-(\d+)\.key$/.exec(name)?.slice(1).map(Number) ?? [],
  );

/** What is opened of each report by a dispatcher of the house. */
async function opened(at: DiskHouse): Promise<Map<string, string | null>> {
  const [id] = await at.tx(({ tx }) => tx.selectFrom('people').select('id').limit(1).execute());
  const headers = await at.signIn(['dispatcher', 'operator'], id!.id);
  const ids = await at.tx(({ tx }) => tx.selectFrom('reports').select('id').execute());
  const words = new Map<string, string | null>();
  for (const { id } of ids) {
    const { statusCode, body } = await at.app.inject({ url: `/api/v1/reports/${id}`, headers });
    expect(statusCode, body).toBe(200);
    words.set(id, (await at.open(headers, JSON.parse(body))).words);
  }
  return words;
}

/** How many values under the server's key open; fails with one that does not. */
async function decrypted(at: DiskHouse): Promise<number> {
  const vault = await at.services.vault(at.network.id);
  const values = await encryptedValues(at);
  for (const { box, ...bound } of values) vault.decrypt(box, bound);
  return values.length;
}

/** Puts a table of today's beside an older database, as `pg_dump -t record_keys` does. */
async function putBeside(at: DiskHouse): Promise<void> {
  const today = await house.tx(({ tx }) => tx.selectFrom('record_keys').selectAll().execute());
  await at.tx(async ({ tx }) => {
    await tx.deleteFrom('record_keys').execute();
    await tx.insertInto('record_keys').values(today).execute();
  });
}

const dayMs = 86_400_000;

describe('a backup restored in another place', () => {
  it(
    'opens what lives, and nothing that was shredded once its week’s key is gone',
    async () => {
      const seen = { opened: 0, closed: 0, values: 0 };
      const tried = backups.flatMap((backup) => kinds.map((kind) => ({ backup, ...kind })));
      const all = times(1, 0) ? tried : tried.filter((_, n) => [0, 2, 3].includes(n));
      for (const { backup, keys, table } of all) {
        const folder = copyFolder(backup.folder);
        if (keys !== 'its own')
          for (const week of keysIn(folder)) rmSync(join(folder, 'keys', `shred-${week}.key`));
        if (keys === 'today’s')
          for (const week of keysIn(origin))
            cpSync(join(origin, 'keys', `shred-${week}.key`), join(folder, 'keys', `shred-${week}.key`));
        const restored = await houseOnDisk(folder, clock);
        if (table === 'today’s') await putBeside(restored);
        const weeksThere = new Set(keysIn(folder));
        const wraps = table === 'its own' ? backup.wraps : await wrapsOf(house);
        const openable = new Set(
          wraps.filter(({ wrap }) => weeksThere.has(wrap.readUInt32BE(0))).map(({ record }) => record),
        );
        const words = await opened(restored);
        expect([...words.keys()].sort()).toEqual([...backup.reports].sort());
        for (const { id, words: were, goneAt } of said.filter(({ id }) => words.has(id))) {
          const about = { backup: backup.at, keys, table, id };
          expect({ ...about, words: words.get(id) }).toEqual({
            ...about,
            words: openable.has(id) ? were : null,
          });
          // What it is for, said without a look at how it is done.
          const isOld = backup.at + 30 * dayMs <= clock.now().getTime();
          if (goneAt !== null && (table === 'today’s' || (isOld && keys !== 'its own')))
            expect({ ...about, words: words.get(id) }).toEqual({ ...about, words: null });
          if (goneAt === null && (keys === 'its own' ? table === 'its own' : table === keys))
            expect({ ...about, words: words.get(id) }).toEqual({ ...about, words: were });
          seen[words.get(id) === null ? 'closed' : 'opened']++;
        }
        seen.values += await decrypted(restored);
        expect((await verifyNetworkLog(restored.services, restored.network.id)).wrong).toBeNull();
        if (openable.has(picture.owner)) await showsThePicture(restored);
        await restored.stop();
        removeFolder(folder);
      }
      expect(Math.min(seen.opened, seen.closed, seen.values)).toBeGreaterThan(0);
      held(
        `${all.length} restores of ${backups.length} backups: ${seen.opened} records opened, ${seen.closed} not, each exactly when a wrap and its keys are there; all ${seen.values} encrypted values and every log read`,
      );
    },
    longest,
  );

  async function showsThePicture(at: DiskHouse): Promise<void> {
    const headers = await at.signIn(['dispatcher']);
    const [media] = await at.open(headers, await at.tx((ctx) => mediaOf(ctx, [picture.owner])));
    const call = await openCall(at.services, at.network, at.actor('dispatcher'), 'here');
    const file = await buffer((await openUpload(call, picture.id, 'original')).stream);
    const chunks = await openChunks(fromBase64(media.key), picture.id, new Uint8Array(file));
    expect(Buffer.concat(chunks).equals(pixel)).toBe(true);
  }

  it('is refused in words with another server’s key, or without one, and is left as it was', async () => {
    const folder = copyFolder(backups[0]!.folder);
    const key = join(folder, 'keys/server.key');
    rmSync(key);
    await expect(houseOnDisk(folder, clock)).rejects.toThrow(
      /server key .* is missing\. Put your copy of it back/,
    );
    writeFileSync(key, Buffer.alloc(32, 1), { mode: 0o600 });
    await expect(houseOnDisk(folder, clock)).rejects.toThrow(/belongs to another server key/);
    cpSync(join(backups[0]!.folder, 'keys/server.key'), key);
    const restored = await houseOnDisk(folder, clock);
    expect((await opened(restored)).get(said[0]!.id)).toBe(said[0]!.words);
    await restored.stop();
    removeFolder(folder);
  });
});

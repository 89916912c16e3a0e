import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { receiveReports } from '../src/features/hotline/index.ts';
import { closeLog, verifyNetworkLog } from '../src/platform/audit/log.ts';
import { serverBoxes } from '../src/platform/crypto/vault.ts';
import { newId } from '../src/platform/id.ts';
import { keyFiles, type ServerKey, serverKey } from '../src/platform/key.ts';
import { busyEvening } from './everything.ts';
import { type DiskHouse, encryptedValues, houseOnDisk, newFolder, removeFolder } from './faults/disk.ts';
import { TestClock } from './harness.ts';

const clock = new TestClock(new Date('2026-11-23T23:30:00Z'));
const folder = newFolder();
const files = keyFiles(folder);
afterAll(() => {
  removeFolder(folder);
  vi.useRealTimers();
});

/** Runs the verb; killed (`kill -9`) at its n-th line where one is given. Its exit code and what it said. */
async function rotate(killAt = Number.POSITIVE_INFINITY): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['src/main.ts', 'rotate-key'], {
    cwd: resolve(import.meta.dirname, '..'),
    env: { PATH: process.env.PATH, PORCHLIGHT_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
      if (said.split('\n').length > killAt) child.kill('SIGKILL');
    });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, said };
}

/** How many values open with a key, and how many there are. */
async function openWith(house: DiskHouse, key: ServerKey): Promise<[number, number]> {
  const { decrypt } = serverBoxes(key, house.network.id);
  const values = await encryptedValues(house);
  const opened = values.filter(({ box, record, field }) => {
    try {
      decrypt(box, { record, field });
      return true;
    } catch {
      return false;
    }
  });
  return [opened.length, values.length];
}

/** What of a house must not change with its key. */
async function lasting(house: DiskHouse) {
  const { id } = house.network;
  const vault = await house.services.vault(id);
  const { wrong, size } = await verifyNetworkLog(house.services, id);
  return { hash: vault.hash('receipt', 'a report').toString('hex'), wrong, isLogged: size > 0 };
}

async function wordsOf(house: DiskHouse, reportId: string): Promise<string> {
  const [person] = await house.tx(({ tx }) => tx.selectFrom('people').select('id').limit(1).execute());
  const headers = await house.signIn(['dispatcher'], person!.id);
  const answer = await house.app.inject({ url: `/api/v1/reports/${reportId}`, headers });
  return (await house.open(headers, answer.json())).words;
}

it('the server’s key is replaced, also by one who is killed again and again, and nothing is lost', async () => {
  let house = await houseOnDisk(folder, clock, 200);
  await busyEvening(house);
  const reportId = newId();
  await house.tx((ctx) =>
    receiveReports(ctx, [
      {
        ...{ id: reportId, door: 'api', kind: 'sighting', language: 'en', tense: 'now' },
        ...{ what: 'Two vans', where: {}, origin: Buffer.from('x'), uncounted: true },
      },
    ]),
  );
  await closeLog(house.services, house.network.id);
  const before = await lasting(house);
  expect(before).toMatchObject({ wrong: null, isLogged: true });
  const old = house.services.master;
  const [opened, values] = await openWith(house, old);
  expect(opened).toBe(values);
  expect(values).toBeGreaterThan(400);

  // While it runs, nothing is touched.
  expect(await rotate()).toMatchObject({
    code: 1,
    said: expect.stringMatching(/still works on this database|is running/),
  });
  await house.stop();
  expect(existsSync(files.next)).toBe(false);

  for (const line of [1, 9]) {
    expect((await rotate(line)).code).toBeNull();
    expect(existsSync(files.next)).toBe(true);
    await expect(houseOnDisk(folder, clock)).rejects.toThrow(
      /cut off\. Nothing is lost\. Finish it: npx porchlight rotate-key/,
    );
  }
  const oldFile = readFileSync(files.server);
  const last = await rotate();
  expect(last).toMatchObject({ code: 0, said: expect.stringMatching(/were already/) });
  expect(existsSync(files.next)).toBe(false);

  house = await houseOnDisk(folder, clock);
  const renewed = house.services.master;
  expect(renewed.root.equals(old.root)).toBe(false);
  expect(await openWith(house, renewed)).toEqual([values, values]);
  expect(await openWith(house, old)).toEqual([0, values]);
  await closeLog(house.services, house.network.id);
  expect(await lasting(house)).toEqual(before);
  expect(await wordsOf(house, reportId)).toBe('Two vans');
  const acts = await house.tx(({ tx }) => tx.selectFrom('audit_acts').select('act').execute());
  expect(acts.map(({ act }) => act)).toContain('key.server_changed');
  await house.stop();

  // Killed between the database's change and the file's: the next run only finishes.
  renameSync(files.server, files.next);
  writeFileSync(files.server, oldFile, { mode: 0o600 });
  expect((await rotate()).code).toBe(0);
  // And once more, from a key that is not the first.
  expect((await rotate()).code).toBe(0);
  house = await houseOnDisk(folder, clock);
  expect(await openWith(house, house.services.master)).toEqual([values, values]);
  expect(await openWith(house, renewed)).toEqual([0, values]);
  expect(await lasting(house)).toEqual(before);
  await house.stop();
  expect(serverKey(old.root).lasting.equals(readFileSync(join(folder, 'keys/lasting.key')))).toBe(true);
});

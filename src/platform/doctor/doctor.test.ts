import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domain } from '../../composition.ts';
import { demoNetwork, growNetwork } from '../../features/demo/index.ts';
import { audit } from '../audit/index.ts';
import { closeLog, readCopy } from '../audit/log.ts';
import { systemClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { openServer } from '../db/server.ts';
import { newId } from '../id.ts';
import { openProcess } from '../process.ts';
import { doctor } from './index.ts';

/** A whole data directory with its own database, as a server has it. */

const network = demoNetwork({ id: newId(), slug: 'doctor' });
let folder: string;
let config: Config;
let checkpoint: string;

const ask = async (args: string[] = []) => {
  const { lines, well } = await doctor(config, args);
  return { text: lines.join('\n'), well };
};

/** Runs SQL as the owner, while nothing else has the database. */
async function meddle(statement: string) {
  const server = await openServer(config);
  const client = new pg.Client(server.owner);
  await client.connect();
  await client.query(statement);
  await client.end();
  await server.stop();
}

beforeAll(async () => {
  folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-doctor-'));
  config = readConfig({ PORCHLIGHT_DATA: folder });
  const opened = await openProcess(config, systemClock, domain);
  await growNetwork(opened.services, network);
  for (let n = 0; n < 12; n++)
    await opened.services.asSystem(network.id, (ctx) =>
      audit(ctx, { act: 'test.act', subject: newId(), data: { n } }),
    );
  await closeLog(opened.services, network.id);
  checkpoint = join(folder, 'kept-by-a-witness');
  await writeFile(checkpoint, (await readCopy(folder, network.id))!);
  // Beside the process that serves, whose database it must leave running.
  const { text, well } = await ask();
  expect(text).not.toContain('✕');
  expect(well).toBe(true);
  expect(await opened.services.db.networkIds()).toEqual([network.id]);
  await opened.stop();
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the doctor', () => {
  it('says a line about each thing when all is well', async () => {
    const { text, well } = await ask();
    for (const word of ['Keys', 'Disk', 'Database', 'Schema', 'Clock', 'Events', 'Timers', 'Audit log'])
      expect(text).toContain(`✓ ${word}`);
    expect(well).toBe(true);
  });

  it('verifies the log, also against what a witness kept', async () => {
    expect(await ask(['--audit'])).toMatchObject({ well: true, text: expect.stringContaining('12 entries') });
    expect(await ask(['--audit', '--checkpoint', checkpoint])).toMatchObject({ well: true });
  });

  it('names the first entry that is wrong, in one line', async () => {
    await meddle(`update audit_acts set data = '{"n": 99}' where data = '{"n": 7}' or data = '{"n": 9}'`);
    const { text, well } = await ask(['--audit']);
    expect(well).toBe(false);
    expect(text).toMatch(/^✕ The first wrong entry is number 7, of \d{4}-.*: altered; [^\n]*\.$/);
    await meddle(`update audit_acts set data = '{"n": 7}' where seq = (select seq from audit_leaves where index = 7);
      update audit_acts set data = '{"n": 9}' where data = '{"n": 99}'`);
    expect((await ask(['--audit'])).well).toBe(true);
  });

  it('says what is stuck, who can read the keys, and what is not there', async () => {
    await meddle(
      `insert into stuck_events values ('${network.id}', 'callouts.follow', '7', 1, 'Error', now())`,
    );
    expect(await ask()).toMatchObject({ well: false, text: expect.stringContaining('callouts.follow (1)') });
    await chmod(join(folder, 'keys/server.key'), 0o644);
    expect((await ask()).text).toMatch(/✕ Keys: others .*server\.key\. Run: chmod/);
    await chmod(join(folder, 'keys/server.key'), 0o600);
    await rename(join(folder, 'pg'), join(folder, 'pg-away'));
    expect((await ask()).text).toContain('✕ Database: there is none');
    expect(existsSync(join(folder, 'pg'))).toBe(false);
    await rename(join(folder, 'pg-away'), join(folder, 'pg'));
  });

  it('refuses what it does not know, and makes nothing where nothing is', async () => {
    await expect(ask(['--all'])).rejects.toThrow(/Use: npx porchlight doctor/);
    await expect(ask(['--checkpoint', checkpoint])).rejects.toThrow(/goes with --audit/);
    await expect(ask(['--audit', '--checkpoint', join(folder, 'none')])).rejects.toThrow(/cannot be read/);
    await writeFile(join(folder, 'other'), 'porchlight/another\n1\nAAAA\n\n— porchlight/another AAAA\n');
    await expect(ask(['--audit', '--checkpoint', join(folder, 'other')])).rejects.toThrow(/another log/);
    const nowhere = readConfig({ PORCHLIGHT_DATA: join(folder, 'nowhere') });
    await expect(doctor(nowhere, [])).rejects.toThrow(/There is nothing at/);
    expect(existsSync(nowhere.dataDir)).toBe(false);
  });
});

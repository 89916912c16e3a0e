import { createECDH } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BootError } from './boot-error.ts';
import { isLoopbackHost, readConfig } from './config.ts';
import { deriveKey, readServerKey } from './key.ts';

const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'hush-hush', TWILIO_NUMBER: '+12125550100' };

test('with nothing set, it stays on this machine and beside the checkout', () => {
  expect(readConfig({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    url: 'http://127.0.0.1:8080',
    dataDir: resolve(import.meta.dirname, '../../var'),
    demo: undefined,
    isLoopback: true,
    hasRealProvider: false,
  });
});

test('an empty setting is an unset one', () => {
  expect(readConfig({ PORT: '', PORCHLIGHT_DEMO: ' ', DATABASE_URL: '' })).toMatchObject({ port: 8080 });
});

test('the public address follows the port, and loses its slash', () => {
  expect(readConfig({ PORT: '9000' }).url).toBe('http://127.0.0.1:9000');
  expect(readConfig({ PORCHLIGHT_URL: 'https://hotline.example.org/' }).url).toBe(
    'https://hotline.example.org',
  );
});

test.each([
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '::1' }, true],
  [{ HOST: 'localhost', PORCHLIGHT_URL: 'http://localhost:8080' }, true],
  [{ PORCHLIGHT_URL: 'http://[::1]:8080' }, true],
  [{ PORCHLIGHT_URL: 'https://hotline.example.org' }, false],
  [{ PORCHLIGHT_URL: 'http://127.0.0.1.example.org' }, false],
])('%j is loopback: %s', (env, expected) => {
  expect(readConfig(env).isLoopback).toBe(expected);
});

test('a name that only looks local is not', () => {
  expect(['127.0.0.1', '[::1]', 'LOCALHOST'].every(isLoopbackHost)).toBe(true);
  expect(['127.evil.example', 'localhost.example', '10.0.0.1', ''].some(isLoopbackHost)).toBe(false);
});

test('groups come whole, with their defaults', () => {
  const config = readConfig({ ...twilio, SMTP_URL: 'smtp://127.0.0.1:2525' });
  expect(config.twilio).toEqual({
    accountSid: 'AC1',
    authToken: 'hush-hush',
    number: '+12125550100',
    apiUrl: 'https://api.twilio.com',
  });
  expect(config.smtp).toEqual({ url: 'smtp://127.0.0.1:2525' });
  expect(config.hasRealProvider).toBe(true);
  expect(Object.isFrozen(config)).toBe(true);
});

test('a mailbox is read only where its mails can be answered', () => {
  const IMAP_URL = 'imaps://hotline%40example.org:hush@mail.example.org';
  const SMTP_URL = 'smtp://127.0.0.1:2525';
  expect(readConfig({ IMAP_URL, SMTP_URL }).imap).toEqual({ url: IMAP_URL });
  expect(() => readConfig({ IMAP_URL })).toThrow(/^SMTP_URL must be set together with IMAP_URL/m);
  for (const wrong of ['https://mail.example.org', 'imaps://mail.example.org'])
    expect(() => readConfig({ IMAP_URL: wrong, SMTP_URL })).toThrow(/^IMAP_URL must /m);
});

test('every wrong setting is named at once, a line each, and no value is repeated', () => {
  const env = {
    PORT: '80800',
    HOST: 'not a host',
    DATABASE_URL: 'mysql://me:hush-hush@db/x',
    PORCHLIGHT_URL: 'https://hotline.example.org/under/a/path',
    PORCHLIGHT_DEMO: 'maybe',
    TWILIO_ACCOUNT_SID: 'hush-hush',
    TWILIO_NUMBER: '555 0100 hush-hush',
    SIGNAL_URL: 'http://127.0.0.1:8090',
    VAPID_PUBLIC_KEY: 'hush-hush',
  };
  const lines = messageOf(() => readConfig(env)).split('\n');
  expect(lines).toHaveLength(10);
  for (const name of Object.keys(env)) expect(lines.some((line) => line.includes(name))).toBe(true);
  expect(lines).toContain('TWILIO_AUTH_TOKEN must be set together with TWILIO_ACCOUNT_SID, TWILIO_NUMBER.');
  expect(lines).toContain('SIGNAL_NUMBER must be set together with SIGNAL_URL.');
  expect(lines.join()).not.toContain('hush-hush');
});

test('push keys are a pair, and push services beside the browsers’ own are named by origin', () => {
  const [one, two] = [createECDH('prime256v1'), createECDH('prime256v1')];
  const VAPID_PUBLIC_KEY = one.generateKeys('base64url');
  two.generateKeys();
  const keys = { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY: one.getPrivateKey('base64url') };
  expect(
    readConfig({ ...keys, PUSH_ORIGINS: 'https://push.example.org, http://127.0.0.1:9/' }).vapid,
  ).toEqual({
    publicKey: VAPID_PUBLIC_KEY,
    privateKey: keys.VAPID_PRIVATE_KEY,
    origins: ['https://push.example.org', 'http://127.0.0.1:9'],
  });
  const others = { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY: two.getPrivateKey('base64url') };
  expect(messageOf(() => readConfig(others))).toBe(
    'VAPID_PUBLIC_KEY is not the public half of VAPID_PRIVATE_KEY.',
  );
  expect(() => readConfig({ ...keys, PUSH_ORIGINS: 'https://push.example.org/x' })).toThrow(/PUSH_ORIGINS/);
});

test('signal-cli is spoken to on this machine or over https', () => {
  const set = (SIGNAL_URL: string) => readConfig({ SIGNAL_URL, SIGNAL_NUMBER: '+12125550100' }).signal?.url;
  for (const url of ['http://localhost:8090', 'http://127.0.0.1:8090', 'https://signal.example.org'])
    expect(set(url)).toBe(url);
  expect(() => set('http://10.0.0.7:8090')).toThrow(/SIGNAL_URL must be on this machine, or https/);
});

test.each(['-1', '8080.5', '0x50', 'http', '65536'])('PORT=%s is refused', (PORT) => {
  expect(() => readConfig({ PORT })).toThrow(BootError);
});

test('a map is a PMTiles file with vector tiles on this machine', async () => {
  const path = join(await temporaryFolder(), 'town.pmtiles');
  const head = Buffer.alloc(127);
  head.write('PMTiles\x03', 'latin1');
  const refused = [path, 'https://tiles.example.org/town.pmtiles', tmpdir()];
  for (const PORCHLIGHT_TILES of refused) {
    const said = messageOf(() => readConfig({ PORCHLIGHT_TILES }));
    expect(said).toMatch(/^PORCHLIGHT_TILES must be the path of a readable PMTiles file .*\.$/);
  }
  await writeFile(path, head);
  expect(() => readConfig({ PORCHLIGHT_TILES: path })).toThrow('vector tiles');
  head[99] = 1;
  await writeFile(path, head);
  expect(readConfig({ PORCHLIGHT_TILES: relative('.', path) }).tiles).toBe(path);
});

test('the server key is made once, for its owner only, and derives a key for each purpose', async () => {
  const dataDir = await temporaryFolder();
  const [key, same] = await Promise.all([readServerKey(dataDir), readServerKey(dataDir)]);
  expect(key.root).toHaveLength(32);
  expect(same).toEqual(key);
  expect(await readServerKey(dataDir)).toEqual(key);
  expect((await stat(join(dataDir, 'keys/server.key'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dataDir, 'keys'))).mode & 0o777).toBe(0o700);
  expect(deriveKey(key, 'media')).toHaveLength(32);
  expect(deriveKey(key, 'media')).toEqual(deriveKey(key, 'media'));
  expect(deriveKey(key, 'media')).not.toEqual(deriveKey(key, 'sessions'));
});

test('a damaged or readable server key is refused, and left as it is', async () => {
  const dataDir = await temporaryFolder();
  const path = join(dataDir, 'keys/server.key');
  await readServerKey(dataDir);
  await chmod(path, 0o644);
  await expect(readServerKey(dataDir)).rejects.toThrow('chmod 600');
  await chmod(path, 0o600);
  await truncate(path, 16);
  await expect(readServerKey(dataDir)).rejects.toThrow('16 bytes');
  expect(await readFile(path)).toHaveLength(16);
});

test('no new server key is made beside what an old one wrapped', async () => {
  const dataDir = await temporaryFolder();
  await readServerKey(dataDir);
  await writeFile(join(dataDir, 'keys/desk-x-1.key'), '');
  await rm(join(dataDir, 'keys/server.key'));
  await expect(readServerKey(dataDir)).rejects.toThrow('is missing');
  await expect(stat(join(dataDir, 'keys/server.key'))).rejects.toThrow('ENOENT');
});

test('a data directory that cannot be is one clear line', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  await expect(readServerKey(join(file, 'var'))).rejects.toThrow(/cannot be made .*PORCHLIGHT_DATA/);
  // A folder that takes no new ones; Node's own recursive mkdir never came back from it.
  if (process.platform === 'linux')
    await expect(readServerKey('/proc/none')).rejects.toThrow(/cannot be made .*PORCHLIGHT_DATA/);
});

test('a log level that there is not is named', () => {
  expect(messageOf(() => readConfig({ LOG_LEVEL: 'loud' }))).toContain('LOG_LEVEL must be one of trace');
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof BootError) return error.message;
  }
  throw new Error('expected a BootError');
}

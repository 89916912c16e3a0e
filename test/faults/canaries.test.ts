import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addAddresses, receive, send } from '../../src/features/channels/index.ts';
import { storeUpload } from '../../src/features/evidence/index.ts';
import { claimer } from '../../src/features/hotline/index.ts';
import { closeLog } from '../../src/platform/audit/log.ts';
import { resident } from '../../src/platform/context.ts';
import { readCatalogue } from '../../src/platform/db/catalogue.ts';
import { type Call, openCall } from '../../src/platform/http/call.ts';
import { newId } from '../../src/platform/id.ts';
import { libraryLog, log } from '../../src/platform/log.ts';
import { pixel } from '../e2e/picture.ts';
import { TestClock } from '../harness.ts';
import { filesIn, hitsIn } from '../scan.ts';
import { incidentAt } from '../village.ts';
import { copyFolder, type DiskHouse, houseOnDisk, newFolder, removeFolder } from './disk.ts';
import { held, longest, times } from './times.ts';

/**
 * Fault 1: server, database, dumps, logs and backups are stolen. Each word that comes in by any door carries a canary of its
 * own; all of them begin alike, so that one search finds any.
 */

const wanted = times(10_000, 300);
const mark = 'canaryquokka';
const clock = new TestClock(new Date('2026-11-23T23:30:00Z'));
const folder = newFolder();
const copies: string[] = [];
const said: string[] = [];
let planted = 0;
let house: DiskHouse;
let desk: Record<string, string>;
let incidentId: string;
let anyone: Call;

function canary(): string {
  planted++;
  return `${mark}${randomBytes(9).toString('hex')}`;
}
const many = Array.from({ length: times(6, 1) });
const words = () => `seen by ${many.map(canary).join(' and ')} at the corner`;

beforeAll(async () => {
  log.level = 'trace';
  libraryLog.level = 'warn';
  const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[pino.symbols.streamSym]!;
  vi.spyOn(stream, 'write').mockImplementation((line) => void said.push(line));
  house = await houseOnDisk(folder, clock, 40);
  const [person] = await house.tx(({ tx }) => tx.selectFrom('people').select('id').limit(1).execute());
  desk = await house.signIn(['operator', 'dispatcher', 'coordinator'], person!.id);
  incidentId = await incidentAt(house);
  anyone = await openCall(house.services, house.network, resident, 'somewhere');
}, longest);
afterAll(() => {
  vi.restoreAllMocks();
  log.level = 'silent';
  libraryLog.level = 'silent';
  for (const each of [folder, ...copies]) removeFolder(each);
  vi.useRealTimers();
});

let visitors = 0;
async function ask(
  method: 'POST' | 'PUT',
  url: string,
  payload: object,
  headers: Record<string, string> = {},
) {
  visitors++;
  const answer = await house.app.inject({
    method,
    url: `${url}?q=${canary()}`,
    remoteAddress: `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`,
    headers: { 'user-agent': canary(), ...headers },
    payload: headers['content-type']
      ? new URLSearchParams(payload as Record<string, string>).toString()
      : payload,
  });
  expect([200, 303], `${url} ${answer.body}`).toContain(answer.statusCode);
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** What somebody says at every door, once. */
async function round(n: number): Promise<void> {
  const id = newId();
  await ask('POST', '/api/v1/reports', {
    id,
    ...{ what: words(), where: { text: words() }, tense: 'now', language: 'en' },
    ...{ answers: { people: words() }, contact: canary() },
  });
  await ask(
    'POST',
    '/en/report',
    { id: newId(), about: 'sighting', when: 'now', what: words(), where: words() },
    form,
  );
  await ask('POST', '/en/conduct', { id: newId(), words: words(), contact: canary() }, form);
  const number = `+1917${String(n).padStart(7, '0')}`;
  const text = { kind: 'sms' as const, providerId: newId(), address: number, body: words(), media: [] };
  await receive(anyone, text, [claimer]);
  const phoned = newId();
  const fields = { what: words() };
  await ask('PUT', `/api/v1/desk/drafts/${newId()}`, { fields }, desk);
  await ask(
    'POST',
    '/api/v1/desk/reports',
    { id: phoned, what: words(), where: { text: words() }, tense: 'now' },
    desk,
  );
  await ask(
    'POST',
    `/api/v1/reports/${phoned}/additions`,
    { id: newId(), words: words(), contact: canary() },
    desk,
  );
  await ask('POST', `/api/v1/incidents/${incidentId}/notes`, { id: newId(), words: words() }, desk);
  const stream = (async function* () {
    yield Buffer.concat([pixel, Buffer.from(words())]);
  })();
  await storeUpload(anyone, { ownerKind: 'report', ownerId: id, stream, name: `${canary()}.png` });
  await house.tx(async (ctx) => {
    const [one] = await ctx.tx
      .selectFrom('people')
      .select('id')
      .limit(1)
      .offset(n % 40)
      .execute();
    const mail = { id: newId(), personId: one!.id, kind: 'email' as const, rank: 9 };
    await addAddresses(ctx, [{ ...mail, address: `${canary()}@example.org` }]);
    const to = { kind: 'wall' as const, address: number };
    await send(ctx, [{ to, body: words(), language: 'en', purpose: 'outcome', subject: id }]);
  });
}

/** Every row of every table as PostgreSQL writes it in a dump. */
async function dump(): Promise<string> {
  const client = new pg.Client(house.owner);
  await client.connect();
  const tables = (await readCatalogue(client)).map(({ name }) => name);
  const jobs = ['graphile_worker._private_jobs', 'graphile_worker._private_known_crontabs'];
  const lines: string[] = [];
  for (const table of [...tables, ...jobs]) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} t`);
    lines.push(table, ...rows.map(({ row }) => row));
  }
  // What is in memory only would be in the write-ahead log alone.
  await client.query('checkpoint');
  await client.end();
  return lines.join('\n');
}

const dumper = /\) (\d+)/.exec(spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];

it(
  'a copied server, its dump, its write-ahead log and its own log tell nothing of what was said to it',
  async () => {
    for (let n = 0; planted < wanted; n++) {
      await round(n);
      if (n % 20 === 0) await house.settle();
    }
    await house.settle();
    await closeLog(house.services, house.network.id);
    writeFileSync(join(folder, 'dump'), await dump());
    // PostgreSQL's own takes servers of its own version and older ones only.
    if (Number(dumper) >= 18)
      writeFileSync(
        join(folder, 'pg_dump'),
        execFileSync('pg_dump', ['-h', house.owner.host!, '-U', house.owner.user!, 'postgres']),
      );
    for (let n = 0; n < 20; n++) await round(n);
    // As it is torn away: nothing has been tidied, the write-ahead log is whole.
    await house.crash();
    writeFileSync(join(folder, 'said'), said.join('\n'));
    copies.push(copyFolder(folder));
    const files = await filesIn(copies[0]!);
    const hits: string[] = [];
    for (const file of files) if ((await hitsIn(file, mark)) > 0) hits.push(file);
    expect(hits).toEqual([]);
    // The search finds what is there: a zone's public name, in each place where it has to be.
    const found = await Promise.all(
      files.map(async (file) => ((await hitsIn(file, 'jackson-heights')) > 0 ? file : '')),
    );
    for (const place of ['/base/', '/pg_wal/', '/dump'])
      expect(
        found.some((file) => file.includes(place)),
        place,
      ).toBe(true);
    expect(said.join('')).toMatch(/\w/);
    held(
      `${planted} canaries, ${files.length} files of the data folder with write-ahead log, dump${Number(dumper) >= 18 ? ', pg_dump' : ''} and log: 0 found`,
    );
  },
  longest,
);

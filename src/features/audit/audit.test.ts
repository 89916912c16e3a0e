import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { logKeys } from '../../platform/audit/entry.ts';
import { audit } from '../../platform/audit/index.ts';
import { readNote } from '../../platform/audit/note.ts';
import { leafHash } from '../../platform/audit/tree.ts';
import { newId } from '../../platform/id.ts';
import { peopleByRole, suspend } from '../people/index.ts';
import { hasWords } from './rules.ts';

const net = await testNetwork({ volunteers: 60 });
const keys = logKeys(net.services.master, net.network.id);
const [somebody] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
let admin: Record<string, string>;
let dispatcher: Record<string, string>;

const get = async (url: string, headers = admin) => {
  const response = await net.app.inject({ url, headers });
  const isJson = String(response.headers['content-type']).includes('json');
  return { status: response.statusCode, body: isJson ? response.json() : response.body };
};

beforeAll(async () => {
  admin = await net.signIn(['admin']);
  dispatcher = await net.signIn(['dispatcher']);
  for (let n = 0; n < 5; n++) {
    const actor = { ...net.actor('admin', somebody!.id) };
    await net.tx((ctx) => audit(ctx, { act: 'test.act', subject: newId(), data: { n } }), actor);
  }
  await net.settle();
});

describe('the log of acts', () => {
  it('shows admins who did what, by call sign; and nobody else anything', async () => {
    const { body } = await get('/api/v1/audit/acts?kind=test');
    expect(body.items).toHaveLength(5);
    expect(body.items[0]).toMatchObject({
      act: 'test.act',
      by: { callSign: somebody!.callSign },
      data: { n: 4 },
    });
    expect(body.kinds).toContain('test');
    expect((await get(`/api/v1/audit/acts?person=${somebody!.id}`)).body.items).toHaveLength(5);
    expect((await get(`/api/v1/audit/acts?person=${newId()}`)).body.items).toEqual([]);
    const older = await get(`/api/v1/audit/acts?kind=test&before=${body.items[2].cursor}`);
    expect(older.body.items.map((i: { data: { n: number } }) => i.data.n)).toEqual([1, 0]);
    for (const path of ['acts', 'state', 'verdict', 'stuck', 'entries/0/proof', 'consistency?from=1'])
      expect((await get(`/api/v1/audit/${path}`, dispatcher)).status, path).toBe(403);
  });

  it('gives anyone the newest checkpoint and the key, as text', async () => {
    const { status, body } = await get('/api/v1/audit/checkpoint', {});
    expect(status).toBe(200);
    expect(readNote(keys.signer, body)!.size).toBeGreaterThanOrEqual(5);
    expect((await get('/api/v1/audit/key', {})).body).toMatch(/^porchlight\/\S+\+[0-9a-f]{8}\+\S+\n$/);
    expect((await get('/api/v1/audit/state')).body.checkpoint.note).toBe(body);
  });

  it('signs once a minute while something is new', async () => {
    const size = async () => readNote(keys.signer, (await get('/api/v1/audit/checkpoint', {})).body)!.size;
    net.clock.advance(1);
    await net.settle();
    const before = await size();
    await net.tx((ctx) => audit(ctx, { act: 'test.more', subject: newId() }));
    await net.settle();
    expect(await size()).toBe(before);
    net.clock.advance(1);
    await net.settle();
    expect(await size()).toBe(before + 1);
    net.clock.advance(1);
    await net.settle();
    expect(await size()).toBe(before + 1);
  });

  it('proves that an entry is in it, and that it continues what it was', async () => {
    const { checkpoint } = (await get('/api/v1/audit/state')).body;
    const { root, size } = readNote(keys.signer, checkpoint.note)!;
    const { body: proof } = await get('/api/v1/audit/entries/0/proof');
    expect(proof).toMatchObject({ index: 0, size, root: root.toString('base64') });
    expect(leafHash(proof.entry).toString('base64')).toBe(proof.leaf);
    // The first leaf is the left child all the way up.
    const head = proof.hashes.reduce(
      (left: Buffer, right: string) =>
        hash('sha256', Buffer.concat([Buffer.of(1), left, Buffer.from(right, 'base64')]), 'buffer'),
      Buffer.from(proof.leaf, 'base64'),
    );
    expect(head).toEqual(root);
    const { body: step } = await get('/api/v1/audit/consistency?from=3');
    expect(step).toMatchObject({ from: 3, size, root: root.toString('base64') });
    for (const path of [
      `entries/${size}/proof`,
      `entries/0/proof?size=${size + 1}`,
      `consistency?from=${size + 1}`,
    ])
      expect((await get(`/api/v1/audit/${path}`)).status, path).toBe(404);
  });

  it('says whether it verifies', async () => {
    expect((await get('/api/v1/audit/verdict')).body).toMatchObject({ wrong: null });
  });
});

describe('what is written down', () => {
  const actsAbout = async (kind: string) =>
    (await get(`/api/v1/audit/acts?kind=${kind}`)).body.items.map(({ act }: { act: string }) => act);

  it('keeps suspensions and how they were decided', async () => {
    const [operator] = await net.tx((ctx) => peopleByRole(ctx, 'operator', 1));
    const id = newId();
    await net.tx(
      (ctx) => suspend(ctx, { id, personId: operator!.id, reason: 'looked up a neighbour' }),
      net.actor('coordinator', somebody!.id),
    );
    for (const path of [`/api/v1/suspensions/${id}/reviews`]) {
      for (const roles of [['counsel'], ['coordinator']]) {
        const [reviewer] = await net.tx((ctx) => peopleByRole(ctx, roles[0]!, 1));
        const headers = await net.signIn(roles, reviewer!.id);
        const answer = await net.app.inject({
          method: 'POST',
          url: path,
          headers,
          payload: { says: 'lift' },
        });
        expect(answer.statusCode, answer.body).toBe(200);
      }
    }
    expect(await actsAbout('person')).toEqual(['person.suspended']);
    expect(await actsAbout('suspension')).toEqual([
      'suspension.lifted',
      'suspension.reviewed',
      'suspension.reviewed',
    ]);
    expect(JSON.stringify((await get('/api/v1/audit/acts')).body)).not.toContain('neighbour');
  });

  it('keeps what somebody tried and may not, once in a quarter of an hour', async () => {
    const observer = await net.signIn(
      ['observer'],
      (await net.tx((ctx) => peopleByRole(ctx, 'observer', 1)))[0]!.id,
    );
    for (let n = 0; n < 3; n++) expect((await get('/api/v1/audit/verdict', observer)).status).toBe(403);
    const { items } = (await get('/api/v1/audit/acts?kind=access')).body;
    const mine = items.filter((i: { data: { way: string } }) => i.data.way === 'GET /api/v1/audit/verdict');
    // One by the dispatcher of another test, one by this observer.
    expect(mine).toHaveLength(2);
    net.clock.advance(16);
    await get('/api/v1/audit/verdict', observer);
    expect((await get('/api/v1/audit/acts?kind=access')).body.items).toHaveLength(items.length + 1);
  });

  it('keeps stops, and each reading of a restricted record once in a quarter of an hour', async () => {
    const counsel = await net.signIn(['counsel', 'legal'], somebody!.id);
    const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
      const answer = await net.app.inject({ method, url, headers: counsel, ...(payload ? { payload } : {}) });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json();
    };
    const id = newId();
    await call('POST', '/api/v1/stops', { id, what: 'callouts', reason: 'review' });
    await call('DELETE', `/api/v1/stops/${id}`);
    await call('DELETE', `/api/v1/stops/${id}`);
    expect(await actsAbout('stop')).toEqual(['stop.lifted', 'stop.set']);
    const report = { id: newId(), what: 'They took him', tense: 'now', where: { text: 'Canal St' } };
    await call('POST', '/api/v1/reports', { ...report, language: 'en', kind: 'detained' });
    await net.settle();
    const { items } = await call('GET', '/api/v1/intakes');
    const read = () => call('GET', `/api/v1/intakes/${items[0].id}`);
    await read();
    await read();
    expect(await actsAbout('intake')).toEqual(['intake.read']);
    net.clock.advance(16);
    await read();
    await call('POST', `/api/v1/intakes/${items[0].id}/take`);
    expect(await actsAbout('intake')).toEqual(['intake.taken', 'intake.read', 'intake.read']);
  });
});

describe('the role that serves', () => {
  it.each(['audit_acts', 'audit_leaves', 'audit_checkpoints'])(
    'can change and delete nothing of %s',
    async (table) => {
      const { pool } = net.services.db;
      for (const verb of [
        `update ${table} set network_id = network_id`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        await expect(pool.query(verb), verb).rejects.toThrow('permission denied');
    },
  );
});

describe('the words of acts', () => {
  it('are there for every act that our code writes down by its name', () => {
    const src = join(import.meta.dirname, '../..');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file),
    );
    const written = files.flatMap((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      if (!/\b(audit|auditOnce|tellAttack)\(/.test(text)) return [];
      return [...text.matchAll(/(?:\bact: |tellAttack\(call, )'([\w-]+\.[\w-]+)'/g)].map(([, act]) => act!);
    });
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((act) => !hasWords(act))).toEqual([]);
  });
});

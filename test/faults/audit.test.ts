import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { type LogKeys, logKeys } from '../../src/platform/audit/entry.ts';
import { audit } from '../../src/platform/audit/index.ts';
import { closeLog, leavesOf, readCopy, verifyNetworkLog } from '../../src/platform/audit/log.ts';
import { writeNote } from '../../src/platform/audit/note.ts';
import type { ActRow, Leaf } from '../../src/platform/audit/store.ts';
import { Tree } from '../../src/platform/audit/tree.ts';
import { type Kept, verifyLog } from '../../src/platform/audit/verify.ts';
import { newId } from '../../src/platform/id.ts';
import { serverKey } from '../../src/platform/key.ts';
import { testNetwork } from '../harness.ts';
import { ownServer } from '../server.ts';
import { copyOf, sourceOf, type Tables, tamperings } from './tamper.ts';
import { held, longest, randomOf, times } from './times.ts';

/** Fault 10: edits, deletes, reorders and insertions, by who owns the database and has not the server's key. */

const kinds = Object.keys(tamperings);

function logInMemory(size: number, keys: LogKeys): { tables: Tables; kept: Kept[] } {
  const acts: ActRow[] = Array.from({ length: size }, (_, i) => ({
    xid: String(700 + 3 * i),
    seq: i + 1,
    at: new Date(Date.UTC(2026, 10, 23) + i * 1000).toISOString().replace('Z', '000Z'),
    actor: i % 3 === 0 ? null : randomUUID(),
    act: 'session.opened',
    subject: randomUUID(),
    data: `{"n": ${i}}`,
  }));
  const tree = new Tree();
  const kept: Kept[] = [];
  const leaves = acts.flatMap((act, i) => {
    const added = leavesOf(keys, tree, [act]);
    const isLast = i === size - 1;
    const head = { size: tree.size, root: tree.head() };
    if (i % 7 === 6 || isLast) kept.push({ note: writeNote(keys.signer, head), by: isLast ? 'copy' : 'log' });
    return added;
  });
  return { tables: { acts, leaves }, kept };
}

describe('a log in memory', () => {
  const keys = logKeys(serverKey(Buffer.alloc(32, 3)), newId());
  const whole = logInMemory(33, keys);

  it('verifies as it was written', async () => {
    const verdict = await verifyLog(sourceOf(whole.tables), keys, whole.kept);
    expect(verdict).toMatchObject({ size: 33, checkpoints: 5, wrong: null });
  });

  it(
    'shows every tampering, and the first wrong entry of each',
    async () => {
      const wanted = times(10_000, 800);
      for (let n = 0; n < wanted; n++) {
        const random = randomOf(n);
        const pick = (most: number) => Math.floor(random() * most);
        const name = kinds[n % kinds.length]!;
        const tables = copyOf(whole.tables);
        const expected = tamperings[name]!(tables, pick, keys);
        // Who can change the log can delete its checkpoints too; the copy is elsewhere.
        const kept = pick(2) === 0 ? whole.kept : whole.kept.filter(({ by }) => by !== 'log');
        const { wrong } = await verifyLog(sourceOf(tables), keys, kept);
        expect({ name, n, wrong }).toMatchObject({ name, n, wrong: expected });
      }
      held(`${wanted} tamperings of ${kinds.length} kinds: all found, the first wrong entry named`);
    },
    longest,
  );

  it('shows to a witness that who holds the server’s key wrote the log anew', async () => {
    const acts = whole.tables.acts.map((act, i) => (i === 20 ? { ...act, act: 'session.ended' } : act));
    const tree = new Tree();
    const tables = { acts, leaves: leavesOf(keys, tree, acts) };
    const own: Kept = { note: writeNote(keys.signer, { size: 33, root: tree.head() }), by: 'copy' };
    expect((await verifyLog(sourceOf(tables), keys, [own])).wrong).toBeNull();
    const witnessed = whole.kept.map(({ note }) => ({ note, by: 'witness' as const }));
    const { wrong } = await verifyLog(sourceOf(tables), keys, [own, ...witnessed]);
    // Checkpoints lie at 14 and 21 entries: the 21st entry is between them.
    expect(wrong).toMatchObject({ index: 14, wrong: 'rewritten' });
  });

  it('takes no checkpoint that another key signed', async () => {
    const other = logKeys(serverKey(Buffer.alloc(32, 4)), keys.networkId);
    const forged = writeNote(other.signer, { size: 33, root: Buffer.alloc(32) });
    const { wrong } = await verifyLog(sourceOf(whole.tables), keys, [{ note: forged, by: 'witness' }]);
    expect(wrong).toMatchObject({ index: 32, wrong: 'unsigned' });
  });
});

const net = await testNetwork();
const { services } = net;
const owner = new pg.Client({ ...ownServer(), database: services.db.pool.options.database! });
await owner.connect();
afterAll(() => owner.end());

/** Makes the tables read so, as nobody but the database's owner can. */
async function overwrite({ acts, leaves }: Tables) {
  const id = net.network.id;
  await owner.query('begin');
  await owner.query('delete from audit_acts where network_id = $1', [id]);
  await owner.query('delete from audit_leaves where network_id = $1', [id]);
  for (const { xid, seq, at, actor, act, subject, data } of acts)
    await owner.query(
      'insert into audit_acts (network_id, xid, seq, at, actor, act, subject, data) overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, xid, seq, at, actor, act, subject, data],
    );
  for (const { index, xid, seq, hash, bound, subtrees } of leaves)
    await owner.query('insert into audit_leaves values ($1, $2, $3, $4, $5, $6, $7)', [
      ...[id, index, xid, seq, hash, bound, subtrees],
    ]);
  await owner.query('commit');
}

async function tablesNow(): Promise<Tables> {
  const { rows: acts } = await owner.query(
    `select xid::text, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, act, subject, data::text
     from audit_acts where network_id = $1 order by audit_acts.xid, seq`,
    [net.network.id],
  );
  const { rows: leaves } = await owner.query(
    'select index, xid::text, seq, hash, bound, subtrees from audit_leaves where network_id = $1 order by index',
    [net.network.id],
  );
  return { acts: acts as ActRow[], leaves: leaves as Leaf[] };
}

describe('the log in the database', () => {
  it(
    'shows every tampering of its tables',
    async () => {
      for (let i = 0; i < 33; i++) {
        const act = { act: 'test.act', subject: newId(), data: { n: i } };
        // Not each transaction is of ours: numbers are left out, and there somebody may put something in.
        await owner.query('select pg_current_xact_id()');
        await net.tx((ctx) => audit(ctx, act));
        if (i % 10 === 0) await closeLog(services, net.network.id);
      }
      await net.settle();
      await closeLog(services, net.network.id);
      const whole = await tablesNow();
      expect(whole.leaves).toHaveLength(33);
      expect(await readCopy(services.config.dataDir, net.network.id)).toMatch(/^porchlight\/.*\n33\n/);
      expect((await verifyNetworkLog(services, net.network.id)).wrong).toBeNull();
      const keys = logKeys(services.master, net.network.id);
      const wanted = times(320, 32);
      for (let n = 0; n < wanted; n++) {
        const random = randomOf(n);
        const name = kinds[n % kinds.length]!;
        const tables = copyOf(whole);
        const expected = tamperings[name]!(tables, (most) => Math.floor(random() * most), keys);
        await overwrite(tables);
        const { wrong } = await verifyNetworkLog(services, net.network.id);
        expect({ name, n, wrong }).toMatchObject({ name, n, wrong: expected });
      }
      await overwrite(whole);
      expect((await verifyNetworkLog(services, net.network.id)).wrong).toBeNull();
      held(`${wanted} tamperings in PostgreSQL: all found, the first wrong entry named`);
    },
    longest,
  );
});

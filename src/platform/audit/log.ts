import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { plusMinutes } from '../clock.ts';
import type { Tx } from '../db/index.ts';
import type { Services } from '../http/call.ts';
import { log } from '../log.ts';
import { makePrivateFolder } from '../private-folder.ts';
import { canonical, type LogKeys, logKeys } from './entry.ts';
import { readNote, writeNote } from './note.ts';
import * as store from './store.ts';
import { completeParts, leafHash, Tree } from './tree.ts';
import { type Kept, type LogSource, type Verdict, verifyLog } from './verify.ts';

/** Acts that one transaction puts in order. */
const batch = 500;
/** Minutes between two checkpoints, while there is something new. */
const every = 1;

type Where = Pick<Services, 'db' | 'clock' | 'master' | 'config'>;

/** Puts what is new into the log and signs a checkpoint when one is due; true while there is more to do at once. */
export const keepLog = (services: Where, networkId: string): Promise<boolean> =>
  keep(services, networkId, plusMinutes(services.clock.now(), -every));

/** The last that a process does: everything written so far is in the log and under a checkpoint. */
export async function closeLog(services: Where, networkId: string): Promise<void> {
  while (await keep(services, networkId, services.clock.now()));
}

async function keep(services: Where, networkId: string, signedBefore: Date): Promise<boolean> {
  const { db, master, config, clock } = services;
  const keys = logKeys(master, networkId);
  const { busy, note } = await db.inNetwork(networkId, async (tx) => {
    const idle = { busy: false, note: null };
    if (!(await store.hasWork(tx, networkId, signedBefore))) return idle;
    if (!(await store.takeTurn(tx, networkId))) return idle;
    const busy = await sequence(tx, keys);
    const note = busy ? null : await signWhenDue(tx, keys, clock.now(), signedBefore);
    if (!note) return { busy, note };
    const copy = await readCopy(config.dataDir, networkId);
    return { busy, note: (await continues(tx, keys, copy)) ? note : null };
  });
  // After the commit: a copy that is one checkpoint behind, because a crash came between, is still of this log.
  if (note) await writeCopy(config.dataDir, networkId, note);
  return busy;
}

/** Gives the next acts their index and their leaf; true when there may be more. */
async function sequence(tx: Tx, keys: LogKeys): Promise<boolean> {
  const { networkId } = keys;
  const last = await store.selectLast(tx, networkId);
  const size = last ? last.index + 1 : 0;
  const acts = await store.selectActs(tx, networkId, last ?? { xid: '0', seq: 0 }, batch);
  if (acts.length === 0) return false;
  const parts = completeParts({ start: 0, end: size });
  const tree = Tree.of(size, await store.rangeHashes(tx, networkId, parts));
  await store.insertLeaves(tx, networkId, leavesOf(keys, tree, acts));
  return true;
}

/** The leaves of acts that follow what is in the tree; they are in it afterwards. */
export const leavesOf = (keys: LogKeys, tree: Tree, acts: store.ActRow[]): store.Leaf[] =>
  acts.map(({ xid, seq, ...entry }) => {
    const place = { index: tree.size, xid, seq };
    const hash = leafHash(canonical(keys.networkId, entry));
    return { ...place, hash, bound: keys.bind(place, hash), subtrees: Buffer.concat(tree.append(hash)) };
  });

async function signWhenDue(tx: Tx, keys: LogKeys, now: Date, before: Date): Promise<string | null> {
  const [last, signed] = [
    await store.selectLast(tx, keys.networkId),
    await store.selectLastCheckpoint(tx, keys.networkId),
  ];
  if (!last || (signed && (signed.size > last.index || signed.at > before))) return null;
  const size = last.index + 1;
  const [root] = await store.rangeHashes(tx, keys.networkId, [{ start: 0, end: size }]);
  const note = writeNote(keys.signer, { size, root: root! });
  await store.insertCheckpoint(tx, keys.networkId, { size, at: now, note });
  return note;
}

/** Whether the log still begins as the copy beside the database says; a log that does not may not replace its witness. */
async function continues(tx: Tx, keys: LogKeys, copy: string | null): Promise<boolean> {
  const head = copy && readNote(keys.signer, copy);
  if (!head) return true;
  const last = await store.selectLast(tx, keys.networkId);
  const isLong = last !== null && last.index + 1 >= head.size;
  const [root] = isLong ? await store.rangeHashes(tx, keys.networkId, [{ start: 0, end: head.size }]) : [];
  if (root?.equals(head.root)) return true;
  log.error('the log does not continue its last checkpoint; run: npx porchlight doctor --audit');
  return false;
}

const folderOf = (dataDir: string) => join(dataDir, 'audit');
const fileOf = (dataDir: string, networkId: string) => join(folderOf(dataDir), `${networkId}.checkpoint`);

/** The newest checkpoint as this server keeps it outside the database; null when there is none. */
export const readCopy = (dataDir: string, networkId: string): Promise<string | null> =>
  readFile(fileOf(dataDir, networkId), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

async function writeCopy(dataDir: string, networkId: string, note: string): Promise<void> {
  const path = fileOf(dataDir, networkId);
  await makePrivateFolder(folderOf(dataDir));
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(note);
  await file.sync().finally(() => file.close());
  await rename(`${path}.new`, path);
}

const page = 1000;

const databaseSource = (tx: Tx, networkId: string): LogSource => ({
  rows: (from) => store.selectRows(tx, networkId, from, page),
  stray: () => store.selectStray(tx, networkId),
});

/** Verifies a network's log against its own checkpoints, the copy beside the database, and those a witness kept. */
export async function verifyNetworkLog(
  { db, master, config }: Pick<Services, 'db' | 'master' | 'config'>,
  networkId: string,
  witnessed: string[] = [],
): Promise<Verdict> {
  const copy = await readCopy(config.dataDir, networkId);
  return db.inNetwork(networkId, async (tx) => {
    const own = await store.selectCheckpoints(tx, networkId);
    const kept: Kept[] = [
      ...own.map(({ note }) => ({ note, by: 'log' as const })),
      ...(copy ? [{ note: copy, by: 'copy' as const }] : []),
      ...witnessed.map((note) => ({ note, by: 'witness' as const })),
    ];
    return verifyLog(databaseSource(tx, networkId), logKeys(master, networkId), kept);
  });
}

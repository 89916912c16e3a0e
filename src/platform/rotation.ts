import { rename } from 'node:fs/promises';
import pg from 'pg';
import { BootError } from './boot-error.ts';
import { serverBoxes } from './crypto/vault.ts';
import { readCatalogue } from './db/catalogue.ts';
import { type EncryptedColumn, encryptedColumns } from './db/encrypted.ts';
import { secretsOf } from './db/roles.ts';
import {
  isThere,
  keyFiles,
  makeKeyFile,
  readKeyFile,
  readKeys,
  type ServerKey,
  serverKey,
  syncFolder,
} from './key.ts';

/** What lies under the server's key outside the database, by network; put under the next one, if that is not done yet. */
export type Rewrap = (old: ServerKey, next: ServerKey, networkId: string) => Promise<void>;

/** 3 ms for so many. */
const page = 500;

/**
 * Replaces the server's key of a house that is stopped. Safe to be killed at any moment and run again: the new key lies in a
 * file of its own until all is under it, a value that opens with it has been done, and a start is refused meanwhile.
 * `say` hears of each column. Throws a BootError where a value opens with neither key; it names it, and all stays readable.
 */
export async function rotateServerKey(
  { dataDir, owner, now }: { dataDir: string; owner: pg.ClientConfig; now: Date },
  rewrap: Rewrap,
  say: (line: string) => void,
): Promise<void> {
  const files = keyFiles(dataDir);
  const old = await readKeys(dataDir);
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await mustBeIdle(client);
    const begun = (await isThere(files.next)) ? serverKey(await readKeyFile(files.next), old.lasting) : null;
    if (!begun || (await markOf(client)) !== secretsOf(begun).mark) {
      if ((await markOf(client)) !== secretsOf(old).mark) throw anotherKey;
      await makeKeyFile(files.folder, files.lasting, old.lasting);
      await makeKeyFile(files.folder, files.next);
      const next = serverKey(await readKeyFile(files.next), old.lasting);
      const columns = encryptedColumns(await readCatalogue(client));
      const { rows: networks } = await client.query<{ id: string }>('select network_id as id from networks');
      for (const { id } of networks) {
        for (const column of columns) say(await renew(client, column, id, old, next));
        await rewrap(old, next, id);
      }
      await change(client, next, now);
    }
    // What was overwritten lies in the files of the tables until they are written anew.
    for (const table of new Set(encryptedColumns(await readCatalogue(client)).map(({ table }) => table)))
      await client.query(`vacuum full ${client.escapeIdentifier(table)}`);
  } finally {
    await client.end();
  }
  await rename(files.next, files.server);
  await syncFolder(files.folder);
}

async function markOf(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ mark: string }>('select mark from installation');
  return rows[0]?.mark;
}

const anotherKey = new BootError(
  'This database belongs to another server key than the one in the data folder. It was not changed.',
);

/** Throws a BootError where somebody works on the database. */
async function mustBeIdle(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ busy: boolean }>(
    `select exists (select from pg_stat_activity a, installation i
      where a.datname = current_database() and a.usename in (i.app, i.jobs)) as busy`,
  );
  if (rows[0]!.busy)
    throw new BootError(
      'Porchlight still works on this database. Stop every process of it, then run this again. Nothing was changed.',
    );
}

/** Puts one column of a network under the next key, page by page; returns a line about it. */
async function renew(
  client: pg.Client,
  { table, column, record }: EncryptedColumn,
  networkId: string,
  old: ServerKey,
  next: ServerKey,
): Promise<string> {
  const [before, after] = [serverBoxes(old, networkId), serverBoxes(next, networkId)];
  const [t, c, r] = [table, column, record].map((name) => client.escapeIdentifier(name));
  let [place, renewed, were] = ['00000000-0000-0000-0000-000000000000', 0, 0];
  for (;;) {
    const { rows } = await client.query<{ record: string; box: Buffer }>(
      `select ${r} as record, ${c} as box from ${t} where network_id = $1 and ${c} is not null and ${r} > $2
        order by ${r} limit ${page}`,
      [networkId, place],
    );
    if (rows.length === 0) break;
    place = rows.at(-1)!.record;
    const left = rows.filter(
      ({ record, box }) => !opens(() => after.decrypt(box, { record, field: column })),
    );
    const boxes = left.map(({ record, box }) => {
      const bound = { record, field: column };
      if (!opens(() => before.decrypt(box, bound)))
        throw new BootError(
          `${table}.${column} of ${record} opens with neither key. What was done so far is kept and all of it stays readable; ask for help before you start Porchlight again.`,
        );
      return after.encrypt(before.decrypt(box, bound), bound);
    });
    // One statement is one transaction.
    await client.query(
      `update ${t} set ${c} = given.box from unnest($2::uuid[], $3::bytea[]) as given(record, box)
        where network_id = $1 and ${r} = given.record`,
      [networkId, left.map(({ record }) => record), boxes],
    );
    renewed += left.length;
    were += rows.length - left.length;
  }
  return `${table}.${column}: ${renewed} renewed${were > 0 ? `, ${were} were already` : ''}`;
}

function opens(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** From here on the database is the next key's; each network's log says so. */
async function change(client: pg.Client, next: ServerKey, now: Date): Promise<void> {
  await client.query('begin');
  await client.query('update installation set mark = $1', [secretsOf(next).mark]);
  await client.query(
    `insert into audit_acts (network_id, at, act, subject, data) select network_id, $1, 'key.server_changed', network_id, '{}' from networks`,
    [now],
  );
  await client.query('commit');
}

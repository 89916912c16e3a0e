import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue, type Table } from '../src/platform/db/catalogue.ts';
import { ownServer } from './server.ts';

let client: pg.Client;
let tables: Table[];

beforeAll(async () => {
  const server = ownServer();
  client = new pg.Client({ ...server, database: 'catalogue' });
  await client.connect();
  tables = await readCatalogue(client);
});

afterAll(() => client.end());

const classified = new Set([
  'uuid',
  'int4',
  'int8',
  'bool',
  'timestamptz',
  'xid8',
  'clear',
  'clear_json',
  'clear_bytes',
  'public_degrees',
  'encrypted',
  'sealed',
]);

describe('every table', () => {
  it('is under row-level security by network', () => {
    const bad = tables.filter(
      (t) => !t.rowSecurity || t.policies.length !== 1 || !t.policies[0]!.includes('app.network_id'),
    );
    expect(bad.map((t) => t.name)).toEqual([]);
  });

  it('has the network first in its primary key', () => {
    expect(tables.filter((t) => t.primaryKey[0] !== 'network_id').map((t) => t.name)).toEqual([]);
  });

  it('carries the network in every foreign key', () => {
    const bad = tables.flatMap((t) =>
      t.foreignKeys.filter((k) => k.columns[0] !== 'network_id').map((k) => `${t.name} → ${k.target}`),
    );
    expect(bad).toEqual([]);
  });

  it('says of every column whether it is clear, encrypted or sealed', () => {
    const bad = tables.flatMap((t) =>
      t.columns.filter((c) => !classified.has(c.type)).map((c) => `${t.name}.${c.name}: ${c.type}`),
    );
    expect(bad).toEqual([]);
  });

  it('takes its time from the application: no now() in a default', () => {
    const bad = tables.flatMap((t) =>
      t.columns
        .filter((c) => /now\(|current_|clock_/i.test(c.default ?? '') && c.type !== 'xid8')
        .map((c) => `${t.name}.${c.name}`),
    );
    expect(bad).toEqual([]);
  });

  it('is nothing that the serving role owns', () => {
    expect(tables.flatMap((t) => t.grants).filter((g) => /TRUNCATE|REFERENCES|TRIGGER/.test(g))).toEqual([]);
  });
});

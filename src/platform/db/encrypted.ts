import type { Table } from './catalogue.ts';

/** A column under the server's key. */
export interface EncryptedColumn {
  table: string;
  column: string;
  /** The column whose value its boxes are bound to, as the record; the field is the column's own name. */
  record: string;
}

/** Where a row is not known by an id of its own. */
const boundTo: Record<string, string> = { seats: 'subject' };

/** These lie under the week's shred key instead. */
const underShredKeys = new Set(['record_keys.wrap']);

/** Every column under the server's key, out of the catalogue, so that none is forgotten. */
export const encryptedColumns = (tables: readonly Table[]): EncryptedColumn[] =>
  tables.flatMap(({ name, columns }) =>
    columns
      .filter((c) => c.type === 'encrypted' && !underShredKeys.has(`${name}.${c.name}`))
      .map((c) => ({ table: name, column: c.name, record: boundTo[name] ?? 'id' })),
  );

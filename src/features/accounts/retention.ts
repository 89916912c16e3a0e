import type { Keeping } from '../../platform/keeping.ts';
import { deleteEnded, selectEnded, type Table } from './store/retention.ts';

const ended = (table: Table): Keeping => ({
  name: `accounts.${table}`,
  kind: 'session',
  due: (ctx, by, after, limit) => selectEnded(ctx, table, by, after, limit),
  purge: (ctx, ids) => deleteEnded(ctx, table, ids),
});

export const keeps = [ended('sessions'), ended('invites')];

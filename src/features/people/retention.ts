import type { About, Keeping, KnowsAbout } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import * as store from './store.ts';

const described = <E extends Date | null>(row: About & { ended: E }) => ({
  noun: row.noun,
  records: row.records,
  persons: row.persons,
  at: row.at,
  ended: row.ended,
});

export const about: KnowsAbout = async (ctx, ids) =>
  new Map((await store.selectConductFacts(ctx, ids)).map((row) => [row.id, described(row)]));

const vetting = (noun: string, { id, ...row }: store.VouchOver) => ({
  id,
  about: { noun, records: [], ...row },
});

export const keeps: Keeping[] = [
  {
    name: 'people.vouches',
    kind: 'suspension',
    due: async (...page) => (await store.selectVouchesOver(...page)).map((row) => vetting('vouch', row)),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.deleteVouches(ctx, ids);
    },
  },
  {
    name: 'people.vouchFlags',
    kind: 'suspension',
    due: async (...page) => (await store.selectFlagsOver(...page)).map((row) => vetting('vouchFlag', row)),
    purge: store.deleteFlags,
  },
  {
    name: 'people.complaints',
    kind: 'complaint',
    due: async (...page) =>
      (await store.selectComplaintsOver(...page)).map((row) => ({ id: row.id, about: described(row) })),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.deleteComplaints(ctx, ids);
    },
  },
  {
    name: 'people.suspensions',
    kind: 'suspension',
    due: async (...page) =>
      (await store.selectSuspensionsOver(...page)).map((row) => ({ id: row.id, about: described(row) })),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.deleteSuspensions(ctx, ids);
    },
  },
];

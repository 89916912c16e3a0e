import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

export const keeps: Keeping[] = [
  {
    name: 'calls.log',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectCallsOver(ctx, by, after, limit)).map((row) => ({
        id: row.id,
        about: {
          noun: 'call',
          records: row.reportId ? [row.id, row.reportId] : [row.id],
          persons: row.answeredBy ? [row.answeredBy] : [],
          at: row.at,
          ended: row.ended,
        },
      })),
    purge: store.deleteCalls,
  },
  {
    name: 'calls.kinds',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectKindsOver(ctx, by, after, limit)).map((row) => ({
        id: row.id,
        about: {
          noun: 'kind of a call',
          records: row.callId ? [row.id, row.callId] : [row.id],
          persons: [row.by],
          at: row.at,
          ended: row.at,
        },
      })),
    purge: store.deleteKinds,
  },
];

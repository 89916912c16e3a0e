import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

/** What was done in channels, and changed safety numbers, are kept for as long as messages are. */
export const keeps: Keeping[] = [
  {
    name: 'rosters.plans',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectPlansOver(ctx, by, after, limit)).map(({ id, channelId, persons, at }) => ({
        id,
        about: { noun: 'plan', records: [id, channelId], persons, at, ended: at },
      })),
    purge: store.deletePlans,
  },
  {
    name: 'rosters.safety',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectSafetyOver(ctx, by, after, limit)).map(({ id, personId, at }) => ({
        id,
        about: { noun: 'safety', records: [id], persons: [personId], at, ended: at },
      })),
    purge: store.deleteSafety,
  },
];

import type { Keeping } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import * as store from './store.ts';

export const keeps: Keeping[] = [
  {
    name: 'threads.callbacks',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectCallbacksOver(ctx, by, after, limit)).map(({ id, at }) => ({
        id,
        about: { noun: 'callback', records: [id], persons: [], at, ended: at },
      })),
    purge: store.deleteCallbacks,
  },
  {
    name: 'threads.lines',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectLinesOver(ctx, by, after, limit)).map(({ id, threadId, by: who, at }) => ({
        id,
        about: {
          noun: 'message',
          records: [id, threadId],
          // A member's thread has their id.
          persons: [threadId, ...(who ? [who] : [])],
          at,
          ended: at,
        },
      })),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.deleteLines(ctx, ids);
    },
  },
  {
    name: 'threads.threads',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectThreadsOver(ctx, by, after, limit)).map(({ id, at }) => ({
        id,
        about: { noun: 'thread', records: [id], persons: [id], at, ended: at },
      })),
    purge: store.deleteThreads,
  },
];

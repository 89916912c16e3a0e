import type { Keeping } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import * as store from './store.ts';

/** What was noted for the next goes with the notes on a timeline, for which it is. */
export const keeps: Keeping[] = [
  {
    name: 'handovers.handovers',
    kind: 'note',
    due: async (ctx, by, after, limit) =>
      (await store.selectOver(ctx, by, after, limit)).map(({ id, personId, takenBy, at }) => ({
        id,
        about: {
          noun: 'handover',
          records: [id],
          persons: [personId, ...(takenBy ? [takenBy] : [])],
          ...{ at, ended: at },
        },
      })),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.deleteHandovers(ctx, ids);
    },
  },
];

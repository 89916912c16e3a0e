import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

/** Who registered for a session and who came goes some time after it; what they learnt there stands in their credits. */
export const keeps: Keeping[] = [
  {
    name: 'trainings.registrations',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectOver(ctx, by, after, limit)).map(({ id, personId, at, ended }) => ({
        id,
        about: { noun: 'registration', records: [id], persons: [personId], at, ended },
      })),
    purge: (ctx, ids) => store.deleteRegistrations(ctx, ids),
  },
];

import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

/** Who was paged for what is kept for as long as messages are. */
export const keeps: Keeping[] = [
  {
    name: 'escalations.settled',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectSettled(ctx, by, after, limit)).map(({ id, subject, persons, at }) => ({
        id,
        about: { noun: 'escalation', records: [id, subject], persons, at, ended: at },
      })),
    purge: store.deleteSettled,
  },
];

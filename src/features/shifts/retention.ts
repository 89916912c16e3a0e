import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

/** A loan or a surge goes some time after its last day. */
const ofDays = (
  name: string,
  noun: string,
  over: typeof store.selectLoansOver,
  drop: typeof store.deleteLoans,
): Keeping => ({
  name,
  kind: 'message',
  due: async (ctx, by, after, limit) =>
    (await over(ctx.tx, ctx.network.id, by, after, limit)).map((row) => ({
      id: row.id,
      about: {
        noun,
        records: [row.id],
        persons: row.by ? [row.by] : [],
        at: row.at,
        ended: row.ended,
      },
    })),
  purge: (ctx, ids) => drop(ctx.tx, ctx.network.id, ids),
});

/** What was asked about a shift goes some time after it was decided, or its shift was over. */
export const keeps: Keeping[] = [
  {
    name: 'shifts.requests',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectRequestsOver(ctx.tx, ctx.network.id, by, after, limit)).map((row) => ({
        id: row.id,
        about: {
          noun: 'shift request',
          records: [row.id],
          persons: row.otherPersonId ? [row.personId, row.otherPersonId] : [row.personId],
          at: row.at,
          ended: row.ended,
        },
      })),
    purge: (ctx, ids) => store.deleteRequests(ctx.tx, ctx.network.id, ids),
  },
  ofDays('shifts.loans', 'loan of people', store.selectLoansOver, store.deleteLoans),
  ofDays('shifts.surges', 'surge rota', store.selectSurgesOver, store.deleteSurges),
];

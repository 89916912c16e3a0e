import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

/** Who came is kept for a time, since it counts towards trust; how many came stays. */
export const keeps: Keeping[] = [
  {
    name: 'meetings.attendance',
    kind: 'attendance',
    due: async (...page) =>
      (await store.selectAttendanceOver(...page)).map(({ id, at, ended, persons }) => ({
        id,
        about: { noun: 'meeting', records: [], persons, at, ended },
      })),
    purge: store.deleteAttendance,
  },
];

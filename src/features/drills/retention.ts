import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

export const keeps: Keeping[] = [
  {
    name: 'drills.drills',
    kind: 'drill',
    due: async (...page) =>
      (await store.selectEnded(...page)).map(({ id, by, at, ended }) => ({
        id,
        about: { noun: 'drill', records: [id], persons: [by], at, ended },
      })),
    purge: store.deleteEnded,
  },
];

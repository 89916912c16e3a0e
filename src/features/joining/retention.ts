import type { Keeping, KnowsAbout } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import { comeToNothing } from './commands.ts';
import * as store from './store.ts';

const described = ({ id, personId, at }: store.ApplicationFacts) => ({
  ...{ noun: 'application', records: [id], persons: [personId], at },
});

export const about: KnowsAbout = async (ctx, ids) =>
  new Map(
    (await store.selectFacts(ctx, ids)).map((row) => [
      row.id,
      { ...described(row), ended: row.settled ? null : row.touchedAt },
    ]),
  );

export const keeps: Keeping[] = [
  {
    name: 'joining.applications',
    kind: 'application',
    due: async (...page) =>
      (await store.selectOver(...page)).map((row) => ({
        id: row.id,
        about: { ...described(row), ended: row.touchedAt },
      })),
    purge: comeToNothing,
  },
  {
    // They were for the decision, which was made.
    name: 'joining.notes',
    kind: 'application',
    due: async (...page) =>
      (await store.selectNotesOver(...page)).map(({ id, personId, endedAt }) => ({
        id,
        about: { noun: 'greeting', records: [id], persons: [personId], at: endedAt, ended: endedAt },
      })),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.wipeNotes(ctx, ids);
    },
  },
];

import type { Keeping, KnowsAbout } from '../../platform/keeping.ts';
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
];

import type { About, Keeping, KnowsAbout } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import * as store from './store.ts';

const described = ({ noun, records, persons, at, ended, zoneId }: store.SentFacts) => ({
  noun,
  records,
  persons,
  at,
  ended,
  zoneId,
});

export const about: KnowsAbout = async (ctx, ids) =>
  new Map<string, About>(
    (await store.selectSentFacts(ctx, ids)).map((row) => [
      row.id,
      row.open ? { ...described(row), ended: null } : described(row),
    ]),
  );

export const keeps: Keeping[] = [
  {
    name: 'callouts.debriefs',
    kind: 'debrief',
    due: async (ctx, by, after, limit) =>
      (await store.selectSpokenOver(ctx, by, after, limit)).map((row) => ({
        id: row.id,
        about: described(row),
      })),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.forgetSpoken(ctx, ids);
    },
  },
];

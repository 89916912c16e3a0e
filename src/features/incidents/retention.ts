import type { Ctx } from '../../platform/context.ts';
import type { About, Expiring, Keeping, KnowsAbout } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import { coarsen } from './commands.ts';
import * as store from './store.ts';

const described = ({ id, at, ended, mergedInto, persons, zoneId, cell }: store.IncidentFacts): Expiring => ({
  id,
  about: {
    noun: 'incident',
    records: mergedInto ? [id, mergedInto] : [id],
    persons,
    at,
    ended,
    zoneId,
    cell,
  },
});

export const about: KnowsAbout = async (ctx, ids) =>
  new Map<string, About>(
    (await store.selectIncidentFacts(ctx, ids)).map((row) => {
      const { id, about } = described(row);
      return [id, row.open ? { ...about, ended: null } : about];
    }),
  );

const over =
  (still: 'place' | 'words'): Keeping['due'] =>
  async (ctx, by, after, limit) =>
    (await store.selectIncidentsOver(ctx, still, by, after, limit)).map(described);

/** What happened stays as codes; what was written about it goes. */
async function forgetNotes(ctx: Ctx, ids: string[]): Promise<number> {
  const rows = await store.lockOver(ctx, ids);
  const entries = await store.forgetWords(
    ctx,
    rows.map((r) => r.id),
  );
  await shred(ctx, entries);
  return rows.length;
}

export const keeps: Keeping[] = [
  { name: 'incidents.notes', kind: 'note', due: over('words'), purge: forgetNotes },
  { name: 'incidents.places', kind: 'place', due: over('place'), purge: coarsen },
];

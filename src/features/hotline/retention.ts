import type { Ctx } from '../../platform/context.ts';
import type { About, Expiring, Keeping, KnowsAbout } from '../../platform/keeping.ts';
import { coarsenPages } from '../escalations/index.ts';
import { incidentOfReports } from '../incidents/index.ts';
import { shred } from '../keys/index.ts';
import { purgeReports } from './commands/purge.ts';
import * as store from './store.ts';

async function described(ctx: Ctx, rows: store.ReportAbout[]): Promise<Expiring[]> {
  const incidents = await incidentOfReports(
    ctx,
    rows.map((r) => r.id),
  );
  return rows.map(({ id, at, ended, persons, zoneId, cell, conversationId }) => ({
    id,
    about: {
      noun: 'report',
      records: [id, incidents.get(id), conversationId].filter((r) => typeof r === 'string'),
      persons,
      at,
      ended,
      zoneId,
      cell,
    },
  }));
}

export const about: KnowsAbout = async (ctx, ids) => {
  const rows = await store.selectReportFacts(ctx, ids);
  const open = new Set(rows.filter((r) => r.open).map((r) => r.id));
  const known = await described(ctx, rows);
  return new Map<string, About>(
    known.map((one) => [one.id, open.has(one.id) ? { ...one.about, ended: null } : one.about]),
  );
};

const everyday = ['sighting', 'rights'];
const restricted = ['detained'];

const due =
  (which: store.Which): Keeping['due'] =>
  async (ctx, by, after, limit) =>
    described(ctx, await store.selectReportsOver(ctx, which, by, after, limit));

/** What was settled, and what nobody settles. */
const reports = (name: string, kind: string, kinds: string[]): Keeping[] => [
  { name, kind, due: due({ kinds, left: false, exact: false }), purge: purgeReports },
  { name: `${name}-left`, kind, due: due({ kinds, left: true, exact: false }), purge: purgeReports },
];

const places = (name: string, left: boolean): Keeping => ({
  name,
  kind: 'place',
  due: due({ kinds: [...everyday, ...restricted], left, exact: true }),
  purge: async (ctx, ids) => {
    await coarsenPages(ctx, ids);
    return store.coarsenReports(ctx, ids);
  },
});

const own = (noun: string, row: store.Over, persons: string[] = []): Expiring => ({
  id: row.id,
  about: { noun, records: [row.id], persons, at: row.at, ended: row.ended },
});

export const keeps: Keeping[] = [
  ...reports('hotline.reports', 'report', everyday),
  ...reports('hotline.intakes', 'intake', restricted),
  places('hotline.places', false),
  places('hotline.places-left', true),
  {
    name: 'hotline.conversations',
    kind: 'message',
    due: async (ctx, by, after, limit) =>
      (await store.selectEmptyConversations(ctx, by, after, limit)).map((row) => own('conversation', row)),
    purge: store.deleteConversations,
  },
  {
    name: 'hotline.drafts',
    kind: 'draft',
    due: async (ctx, by, after, limit) =>
      (await store.selectOldDrafts(ctx, by, after, limit)).map((row) => own('draft', row, [row.by])),
    purge: async (ctx, ids) => {
      await shred(ctx, ids);
      return store.deleteDrafts(ctx, ids);
    },
  },
];

import type { Ctx } from '../../../platform/context.ts';
import { recycled } from '../../evidence/index.ts';
import { incidentOfReports, openCandidates } from '../../incidents/index.ts';
import { type Candidate, matchSighting } from '../../incidents/rules.ts';
import { callSigns } from '../../people/index.ts';
import { cellCentre, zones } from '../../places/index.ts';
import type { Report } from '../contract.ts';
import { abilitiesOn } from '../policy.ts';
import { redFlags } from '../rules.ts';
import * as store from '../store.ts';
import type { AdditionWords } from './add.ts';
import type { ReportWords } from './receive.ts';

/** From the middle of a cell of resolution 9 to where in it something may be, in metres. */
const cellAccuracyM = 150;
const matchesShown = 5;

export interface Presented {
  report: Report;
  words: ReportWords;
  additions: { id: string; at: Date; by: string | null; throttled: boolean; words: AdditionWords }[];
}

/** What is looked up once for a whole list. */
interface Around {
  incidents: Map<string, string>;
  candidates: Candidate[];
  reused: Set<string>;
  additions: Map<string, Presented['additions']>;
  callSigns: Map<string, string>;
  zoneNames: Map<string, string>;
}

/** Reports as the desk reads them: words opened, place decrypted, matched and flagged. */
export async function present(ctx: Ctx, rows: store.ReportRow[]): Promise<Presented[]> {
  const ids = rows.map((r) => r.id);
  const around: Around = {
    incidents: await incidentOfReports(ctx, ids),
    candidates: rows.some(isOpen) ? await openCandidates(ctx) : [],
    reused: await recycled(ctx, ids),
    additions: await openAdditions(ctx, ids),
    callSigns: await callSigns(
      ctx,
      rows.map((r) => r.claimedBy).filter((by) => by !== null),
    ),
    zoneNames: new Map((await zones(ctx)).map((z) => [z.id, z.name])),
  };
  return Promise.all(rows.map((row) => presentOne(ctx, row, around)));
}

const isOpen = ({ state }: store.ReportRow) => state !== 'linked' && state !== 'closed';

async function presentOne(ctx: Ctx, row: store.ReportRow, around: Around): Promise<Presented> {
  const words = await ctx.vault.open<ReportWords>(row.words, { record: row.id, field: 'words' });
  const additions = around.additions.get(row.id) ?? [];
  const answers = [words.answers, ...additions.map((a) => a.words.answers)];
  const where = words.where ?? answers.findLast((a) => a.where)?.where ?? null;
  const canBeAsked = row.conversationId !== null;
  const report: Report = {
    id: row.id,
    door: row.door,
    kind: row.kind,
    language: row.language,
    tense: row.tense,
    queue: row.queue,
    state: row.state,
    seenAt: row.seenAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    firstHand: row.firstHand,
    picture: row.picture,
    words: words.what,
    place: placeOf(ctx, row, where, around),
    claimedBy: claimOf(row, around),
    closedAs: row.closedAs,
    closedAt: row.closedAt?.toISOString() ?? null,
    incidentId: around.incidents.get(row.id) ?? null,
    canBeAsked,
    additions: additions.length,
    serverMatches: isOpen(row)
      ? matchSighting(sightingOf(row), around.candidates, { now: ctx.now }).slice(0, matchesShown)
      : [],
    redFlags: redFlags({
      what: words.what,
      where,
      hasPoint: row.cell !== null,
      tense: row.tense,
      seenAt: row.seenAt,
      receivedAt: row.receivedAt,
      firstHand: row.firstHand,
      stillThere: answers.map((a) => a['still-going-on']).filter((a) => a !== undefined),
      firstHandSaid: answers
        .map((a) => a['first-hand'])
        .filter((a) => a !== undefined)
        .map((a) => a === 'saw'),
      recycledPicture: around.reused.has(row.id),
    }),
    drill: row.drill,
    can: abilitiesOn(ctx.actor, { state: row.state, canBeAsked }),
  };
  return { report, words, additions };
}

function placeOf(ctx: Ctx, row: store.ReportRow, text: string | null, { zoneNames }: Around) {
  const name = row.zoneId && zoneNames.get(row.zoneId);
  return {
    text,
    point:
      row.point && ctx.vault.decrypt<Report['place']['point']>(row.point, { record: row.id, field: 'point' }),
    accuracyM: row.accuracyM,
    cell: row.cell,
    zone: row.zoneId && name ? { id: row.zoneId, name } : null,
  };
}

function claimOf({ claimedBy, claimedAt }: store.ReportRow, around: Around) {
  if (!claimedBy || !claimedAt) return null;
  const callSign = around.callSigns.get(claimedBy) ?? '–';
  return { personId: claimedBy, callSign, at: claimedAt.toISOString() };
}

async function openAdditions(ctx: Ctx, reportIds: string[]): Promise<Around['additions']> {
  const rows = await store.selectAdditions(ctx.tx, ctx.network.id, reportIds);
  const opened: Around['additions'] = new Map();
  for (const { reportId, ...row } of rows) {
    const words = await ctx.vault.open<AdditionWords>(row.words, { record: row.id, field: 'words' });
    opened.set(reportId, [...(opened.get(reportId) ?? []), { ...row, words }]);
  }
  return opened;
}

const sightingOf = (row: store.ReportRow) => ({
  point: row.cell ? cellCentre(row.cell) : null,
  accuracyM: Math.max(cellAccuracyM, row.accuracyM ?? 0),
  zoneId: row.zoneId,
  seenAt: row.seenAt,
  kind: row.kind,
  drill: row.drill,
});

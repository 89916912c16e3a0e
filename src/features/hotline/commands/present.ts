import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { leftDays } from '../../../platform/keeping.ts';
import { recycled } from '../../evidence/index.ts';
import { incidentOfReports, openCandidates } from '../../incidents/index.ts';
import { type Candidate, matchSighting } from '../../incidents/rules.ts';
import { callSigns } from '../../people/index.ts';
import { cellCentre, zones } from '../../places/index.ts';
import type { SentReport } from '../contract.ts';
import { abilitiesOn } from '../policy.ts';
import * as store from '../store.ts';
import { threadIdOf } from './threads.ts';

/** From the middle of a cell of resolution 9 to where in it something may be, in metres. */
const cellAccuracyM = 150;
const matchesShown = 5;

/** What is looked up once for a whole list. */
interface Around {
  incidents: Map<string, string>;
  candidates: Candidate[];
  reused: Set<string>;
  additions: (store.AdditionRow & { movedIn: boolean })[];
  callSigns: Map<string, string>;
  zoneNames: Map<string, string>;
}

/** Reports as the desk gets them: sealed as they are, matched by what the server knows. */
export async function present(ctx: Ctx, rows: store.ReportRow[]): Promise<SentReport[]> {
  const ids = rows.map((r) => r.id);
  const own = await store.selectAdditions(ctx.tx, ctx.network.id, ids);
  const movedIn = await store.selectMovedIn(ctx.tx, ctx.network.id, ids);
  // What belongs elsewhere is read there.
  const additions = [
    ...own.filter((a) => !a.moved).map((a) => ({ ...a, movedIn: false })),
    ...movedIn.map((a) => ({ ...a, reportId: a.moved!.id, movedIn: true })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const around: Around = {
    incidents: await incidentOfReports(ctx, ids),
    candidates: rows.some(isOpen) ? await openCandidates(ctx) : [],
    reused: await recycled(ctx, ids),
    additions,
    callSigns: await callSigns(
      ctx,
      [...rows.map((r) => r.claimedBy), ...additions.map((a) => a.by)].filter((by) => by !== null),
    ),
    zoneNames: new Map((await zones(ctx)).map((z) => [z.id, z.name])),
  };
  return rows.map((row) => presentOne(ctx, row, around));
}

const isOpen = ({ state }: store.ReportRow) => state !== 'linked' && state !== 'closed';

function presentOne(ctx: Ctx, row: store.ReportRow, around: Around): SentReport {
  const canBeAsked = row.conversationId !== null;
  const record = row.id;
  return {
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
    said: boxOf(row.words, { record, field: 'words' }),
    point: row.point && boxOf(row.point, { record, field: 'point' }),
    place: placeOf(row, around),
    claimedBy: claimOf(row, around),
    closedAs: row.closedAs,
    closedAt: row.closedAt?.toISOString() ?? null,
    leftUntil: leftUntil(row, ctx.now),
    incidentId: around.incidents.get(row.id) ?? null,
    canBeAsked,
    threadId: threadIdOf(row),
    added: around.additions
      .filter((a) => a.reportId === row.id)
      .map((a) => ({
        id: a.id,
        at: a.at.toISOString(),
        callSign: (a.by && around.callSigns.get(a.by)) ?? null,
        throttled: a.throttled,
        movedIn: a.movedIn,
        said: boxOf(a.words, { record: a.id, field: 'words' }),
      })),
    recycled: around.reused.has(row.id),
    serverMatches: isOpen(row)
      ? matchSighting(sightingOf(row), around.candidates, { now: ctx.now }).slice(0, matchesShown)
      : [],
    drill: row.drill,
    can: abilitiesOn(ctx.actor, { state: row.state, canBeAsked }),
  };
}

const dayMinutes = 24 * 60;
/** Said so long before, and then while its own days run. */
const saidDays = 30;

function leftUntil(row: store.ReportRow, now: Date): string | null {
  const until = plusMinutes(row.touchedAt, leftDays * dayMinutes);
  return isOpen(row) && until <= plusMinutes(now, saidDays * dayMinutes) ? until.toISOString() : null;
}

function placeOf(row: store.ReportRow, { zoneNames }: Around): SentReport['place'] {
  const name = row.zoneId && zoneNames.get(row.zoneId);
  const zone = row.zoneId && name ? { id: row.zoneId, name } : null;
  return { accuracyM: row.accuracyM, cell: row.cell, zone };
}

function claimOf({ claimedBy, claimedAt }: store.ReportRow, around: Around) {
  if (!claimedBy || !claimedAt) return null;
  const callSign = around.callSigns.get(claimedBy) ?? '–';
  return { personId: claimedBy, callSign, at: claimedAt.toISOString() };
}

const sightingOf = (row: store.ReportRow) => ({
  point: row.cell ? cellCentre(row.cell) : null,
  accuracyM: Math.max(cellAccuracyM, row.accuracyM ?? 0),
  zoneId: row.zoneId,
  seenAt: row.seenAt,
  kind: row.kind,
  drill: row.drill,
});

import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { cellCentre, type Point, zones } from '../../places/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Incident, IncidentDetail, SentEntry, SentExport, Source } from '../contract.ts';
import { EXPORT_VERSION } from '../contract.ts';
import { abilitiesOn, policy } from '../policy.ts';
import { type Candidate, lureSigns } from '../rules.ts';
import * as store from '../store.ts';
import { basisOf } from './decide.ts';
import { load } from './load.ts';
import { openPlace } from './open.ts';
import { sourcesOf } from './sources.ts';

const endedShown = 100;
/** From the middle of a cell of resolution 9 to where in it something may be, in metres. */
const cellAccuracyM = 150;

/** Open incidents, the oldest first; or the concluded ones, the newest first. */
export async function list(ctx: Ctx, open: boolean): Promise<Incident[]> {
  authorize(policy, ctx.actor, 'read', 'incident');
  const { tx, network } = ctx;
  return present(
    ctx,
    open ? await store.selectOpen(tx, network.id) : await store.selectEnded(tx, network.id, endedShown),
  );
}

/** An incident as others may need it. Throws 404. */
export const incident = async (ctx: Ctx, id: string): Promise<Incident> =>
  (await present(ctx, [await load(ctx, id)]))[0]!;

/** Several, by id; those that are not of this network are left out. */
export const incidents = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Incident>> => {
  const rows = await store.selectIncidents(ctx.tx, ctx.network.id, [...new Set(ids)]);
  return new Map((await present(ctx, rows)).map((shown) => [shown.id, shown]));
};

export async function present(ctx: Ctx, rows: store.IncidentRow[]): Promise<Incident[]> {
  const counts = await store.countSources(
    ctx.tx,
    ctx.network.id,
    rows.map((r) => r.id),
  );
  const zoneNames = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  return rows.map((row) => {
    const count = counts.get(row.id);
    const zoneName = row.zoneId && zoneNames.get(row.zoneId);
    const shown = {
      id: row.id,
      number: row.number,
      playbook: row.playbook,
      kind: row.kind,
      zone: row.zoneId && zoneName ? { id: row.zoneId, name: zoneName } : null,
      chapterId: row.chapterId,
      ...openPlace(ctx, row),
      accuracyM: row.accuracyM,
      cell: row.cell,
      seenAt: row.seenAt.toISOString(),
      openedAt: row.openedAt.toISOString(),
      verification: row.verification,
      response: row.response,
      sources: Number(count?.sources ?? 0),
      pictures: Number(count?.pictures ?? 0),
      outcome: row.outcome,
      concludedAt: row.concludedAt?.toISOString() ?? null,
      mergedInto: row.mergedInto,
      drill: row.drill,
    };
    return { ...shown, can: abilitiesOn(ctx.actor, shown) };
  });
}

/** One incident with all that a decision needs. */
export async function detail(ctx: Ctx, id: string): Promise<IncidentDetail> {
  authorize(policy, ctx.actor, 'read', 'incident');
  const row = await load(ctx, id);
  const [shown] = await present(ctx, [row]);
  const sources = await sourcesOf(ctx, [id]);
  const changes = await store.selectChanges(ctx.tx, ctx.network.id, id);
  const verifications = await store.selectVerifications(ctx.tx, ctx.network.id, id);
  const names = await callSigns(
    ctx,
    [
      ...sources.map((s) => s.personId),
      ...changes.map((c) => c.by),
      ...verifications.map((v) => v.by),
      row.ledBy,
    ].filter((p) => p !== null),
  );
  const by = (personId: string) => ({ personId, callSign: names.get(personId) ?? null });
  return {
    ...shown!,
    ledBy: row.ledBy ? by(row.ledBy) : null,
    sourceList: presentSources(sources, names),
    verifications: verifications.map(({ incidentId: _, ...v }) => ({
      ...v,
      by: by(v.by),
      at: v.at.toISOString(),
    })),
    confirmable: await basisOf(ctx, row),
    lureSigns: lureSigns({
      at: row.seenAt,
      timeZone: ctx.network.timeZone,
      label: shown!.label,
      sources: sources.map((s) => ({ kind: s.kind, origin: s.origin.toString('base64') })),
    }),
    undoable: changes.map((c) => ({
      id: c.id,
      kind: c.kind,
      by: by(c.by),
      at: c.at.toISOString(),
      subject: c.data.subject ?? null,
    })),
  };
}

/** Origins are shown as numbers: enough to see who is independent of whom, nothing to find anyone by. */
function presentSources(sources: store.SourceRow[], names: Map<string, string>): Source[] {
  const groups = new Map<string, number>();
  return sources.map(({ origin, personId, by: _by, incidentId: _incident, ...s }) => {
    const key = origin.toString('base64');
    if (!groups.has(key)) groups.set(key, groups.size + 1);
    return {
      ...s,
      callSign: (personId && names.get(personId)) ?? null,
      at: s.at.toISOString(),
      originGroup: groups.get(key)!,
    };
  });
}

/** Everything that happened, the oldest first, with what happened to incidents that were merged into it. */
export async function timeline(ctx: Ctx, id: string): Promise<SentEntry[]> {
  authorize(policy, ctx.actor, 'read', 'incident');
  await load(ctx, id);
  const ids = [id, ...(await store.selectMergedInto(ctx.tx, ctx.network.id, id))];
  return presentEntries(ctx, await store.selectEntries(ctx.tx, ctx.network.id, ids));
}

/** Who did what to an incident, the oldest first: kinds of its timeline's entries, no words. The caller authorizes. */
export const whoDid = async (ctx: Ctx, id: string): Promise<{ kind: string; by: string | null }[]> =>
  (await store.selectEntries(ctx.tx, ctx.network.id, [id])).map(({ kind, actor }) => ({ kind, by: actor }));

export async function entry(ctx: Ctx, incidentId: string, id: string): Promise<SentEntry> {
  const rows = await store.selectEntries(ctx.tx, ctx.network.id, [incidentId]);
  const [shown] = await presentEntries(
    ctx,
    rows.filter((r) => r.id === id),
  );
  return shown!;
}

async function presentEntries(ctx: Ctx, rows: store.EntryRow[]): Promise<SentEntry[]> {
  const names = await callSigns(ctx, [...new Set(rows.map((r) => r.actor).filter((a) => a !== null))]);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    notedAt: row.notedAt.toISOString(),
    kind: row.kind,
    actorKind: row.actorKind,
    callSign: (row.actor && names.get(row.actor)) ?? null,
    subject: row.subject,
    data: row.data,
    words: row.words && boxOf(row.words, { record: row.id, field: 'words' }),
  }));
}

/** The whole record, with its words still sealed. */
export async function exported(ctx: Ctx, id: string): Promise<SentExport> {
  authorize(policy, ctx.actor, 'export', 'incident');
  await audit(ctx, { act: 'incident.exported', subject: id });
  const {
    can: _can,
    sourceList,
    verifications,
    confirmable: _c,
    lureSigns: _l,
    undoable: _u,
    ...shown
  } = await detail(ctx, id);
  await audit(ctx, { act: 'incident.exported', subject: id });
  return {
    format: 'porchlight-incident',
    version: EXPORT_VERSION,
    exportedAt: ctx.now.toISOString(),
    network: ctx.network.name,
    incident: shown,
    sources: sourceList,
    verifications,
    timeline: await timeline(ctx, id),
  };
}

/** The open incidents as the server may match them: by cell, time and kind. */
export async function openCandidates(ctx: Ctx): Promise<Candidate[]> {
  const rows = await store.selectOpen(ctx.tx, ctx.network.id);
  const counts = await store.countSources(
    ctx.tx,
    ctx.network.id,
    rows.map((r) => r.id),
  );
  return rows.map((row) => ({
    incidentId: row.id,
    point: row.cell ? cellCentre(row.cell) : null,
    accuracyM: cellAccuracyM,
    zoneId: row.zoneId,
    seenAt: row.seenAt,
    lastSeenAt: counts.get(row.id)?.lastSeenAt ?? row.seenAt,
    kind: row.kind,
    drill: row.drill,
  }));
}

/** Exact places of the open incidents: the place rule counts around each of them. */
export async function openPoints(ctx: Ctx): Promise<Point[]> {
  const rows = await store.selectOpen(ctx.tx, ctx.network.id);
  return rows.map((row) => openPlace(ctx, row).point).filter((point) => point !== null);
}

/** The outcome in the words of the playbook; null while there is none. */
export async function outcomeWords(
  ctx: Ctx,
  { playbook, outcome }: Pick<Incident, 'playbook' | 'outcome'>,
  lang: Lang,
): Promise<string | null> {
  if (!outcome) return null;
  const { outcomes } = await currentPlaybook(ctx, playbook);
  return outcomes.find((o) => o.id === outcome)?.label[lang] ?? outcome;
}

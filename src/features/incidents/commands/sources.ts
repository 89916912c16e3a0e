import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, refused } from '../../../platform/problem.ts';
import { person } from '../../people/index.ts';
import { currentCertificates } from '../../trainings/index.ts';
import type { Says } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { decider, load, mustBeOpen, note, tell } from './load.ts';
import { backIfWithdrawn, withdrawIfEmpty } from './withdraw.ts';

export interface NewSource {
  id?: string;
  kind: 'report' | 'verifier' | 'observer' | 'desk';
  reportId?: string | null;
  personId?: string | null;
  /** Equal for sources that are not independent; of a person, made from who they are. */
  origin?: Buffer;
  firstHand: boolean;
  picture: boolean;
  says: Says;
  onScene?: boolean;
  /** When it was seen. */
  at?: Date;
  /** Of a drill; what is of an incident of the other kind is refused. */
  drill?: boolean;
}

/**
 * Adds what an incident rests on, without asking who may: for features that have authorized their own act.
 * A report that is already a source elsewhere is a conflict; the same source again changes nothing.
 */
export async function addSource(ctx: Ctx, incidentId: string, source: NewSource): Promise<void> {
  const row = await backIfWithdrawn(ctx, await load(ctx, incidentId, { lock: true }));
  await mustBeOpen(ctx, row);
  if (source.drill !== undefined && source.drill !== row.drill)
    throw refused('A drill and what is real stay apart.', 'Choose another incident.');
  const { id = newId(), reportId = null, personId = null } = source;
  if (reportId && (await isSourceAlready(ctx, incidentId, reportId))) return;
  const added = await store.insertSource(ctx.tx, ctx.network.id, {
    id,
    incidentId,
    kind: source.kind,
    reportId,
    personId,
    origin: source.origin ?? ctx.vault.hash('person', personId ?? id),
    firstHand: source.firstHand,
    picture: source.picture,
    says: source.says,
    onScene: source.onScene ?? false,
    trained: source.kind === 'verifier' && (await isVerifier(ctx, personId)),
    by: ctx.actor.personId,
    at: source.at ?? ctx.now,
    movedFrom: null,
  });
  if (!added) return;
  if (reportId) await keepChange(ctx, incidentId, 'link', { sourceIds: [id], subject: reportId });
  await tellSource(
    ctx,
    incidentId,
    'source_added',
    { kind: source.kind, says: source.says, source: id },
    reportId,
  );
}

/** Takes a report away from its incident; false when it belonged to none. */
export async function removeSource(ctx: Ctx, reportId: string): Promise<boolean> {
  const [source] = await store.selectSourcesOfReports(ctx.tx, ctx.network.id, [reportId]);
  if (!source) return false;
  const row = await load(ctx, source.incidentId, { lock: true });
  await mustBeOpen(ctx, row);
  const removed = { by: ctx.actor.personId, at: ctx.now };
  if (!(await store.setRemoved(ctx.tx, ctx.network.id, source.id, removed))) return false;
  await keepChange(ctx, source.incidentId, 'unlink', { sourceIds: [source.id], subject: reportId });
  await tellSource(ctx, source.incidentId, 'source_removed', { source: source.id }, reportId);
  await withdrawIfEmpty(ctx, row);
  return true;
}

/**
 * The desk writes down what somebody saw. What one of the desk writes down counts as one origin: two entries of one
 * hand are not two independent sources. What a verifier finds is written down with their assignment, since only who
 * was sent can have been there as one. Throws 404 for somebody who is not a member.
 */
export async function writeSource(
  ctx: Ctx,
  incidentId: string,
  given: Omit<NewSource, 'reportId' | 'origin' | 'at' | 'drill' | 'kind'> & { kind: 'observer' | 'desk' },
): Promise<void> {
  authorize(policy, ctx.actor, 'source', 'incident');
  const personId = given.personId ?? decider(ctx);
  await person(ctx, personId);
  const origin = ctx.vault.hash('person', decider(ctx));
  await addSource(ctx, incidentId, { ...given, personId, origin });
}

/** What was learnt later about a report that is a source: first-hand after all, a picture came. */
export async function changeSourceFacts(
  ctx: Ctx,
  reportId: string,
  facts: { firstHand?: boolean | undefined; picture?: boolean | undefined },
): Promise<void> {
  const incidentId = await store.updateSourceFacts(ctx.tx, ctx.network.id, reportId, facts);
  if (!incidentId) return;
  await tell(ctx, incidentId, {
    kind: 'incident.changed',
    entry: 'source_changed',
    subject: reportId,
    data: { ...facts },
  });
}

/** The incident that each of these reports is a source of. */
export async function incidentOfReports(
  ctx: Ctx,
  reportIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await store.selectSourcesOfReports(ctx.tx, ctx.network.id, reportIds);
  return new Map(rows.map((r) => [r.reportId!, r.incidentId]));
}

export const sourcesOf = (ctx: Ctx, incidentIds: readonly string[]): Promise<store.SourceRow[]> =>
  store.selectSources(ctx.tx, ctx.network.id, incidentIds);

async function isSourceAlready(ctx: Ctx, incidentId: string, reportId: string): Promise<boolean> {
  const [known] = await store.selectSourcesOfReports(ctx.tx, ctx.network.id, [reportId]);
  if (!known) return false;
  if (known.incidentId === incidentId) return true;
  const other = await load(ctx, known.incidentId);
  throw conflict(
    `This report belongs to incident #${other.number} already.`,
    undefined,
    'Unlink it there first.',
  );
}

async function isVerifier(ctx: Ctx, personId: string | null): Promise<boolean> {
  if (!personId) return false;
  const certificates = await currentCertificates(ctx, [personId]);
  return (certificates.get(personId) ?? []).some((c) => c.course === 'verifier');
}

/** What is needed to take an act back; the system's own acts are not taken back. */
export async function keepChange(
  ctx: Ctx,
  incidentId: string,
  kind: store.ChangeRow['kind'],
  data: store.ChangeData,
): Promise<void> {
  const by = ctx.actor.personId;
  if (by)
    await store.insertChange(ctx.tx, ctx.network.id, {
      id: newId(),
      incidentId,
      kind,
      data,
      by,
      at: ctx.now,
    });
}

/** A report that comes or goes is an event of its own: its owner follows it. */
export async function tellSource(
  ctx: Ctx,
  incidentId: string,
  entry: 'source_added' | 'source_removed',
  data: Record<string, unknown>,
  reportId: string | null,
): Promise<void> {
  await note(ctx, incidentId, entry, { subject: reportId, data });
  const linked = entry === 'source_added' ? 'incident.linked' : 'incident.unlinked';
  await emit(
    ctx,
    { kind: 'incident.changed', subject: incidentId, data },
    ...(reportId ? [{ kind: linked, subject: incidentId, data: { report: reportId } }] : []),
  );
}

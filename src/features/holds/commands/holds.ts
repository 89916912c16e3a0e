import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { newId } from '../../../platform/id.ts';
import type { About } from '../../../platform/keeping.ts';
import { abilities, authorize, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, forbidden, invalid, notFound, refused } from '../../../platform/problem.ts';
import { sealFor } from '../../keys/index.ts';
import { callSigns } from '../../people/index.ts';
import { cellCentre, nearestCrossings, zones } from '../../places/index.ts';
import type { Hold } from '../contract.ts';
import { policy } from '../policy.ts';
import { covers, fieldOf, readers, releasersNeeded, type Scope } from '../rules.ts';
import * as store from '../store.ts';
import { nounOf } from './gather.ts';
import type { House } from './purge.ts';

const listed = 200;

const member = ({ actor }: Ctx): string => {
  if (!actor.personId) throw forbidden('holding records without being a member');
  return actor.personId;
};

/**
 * Places a hold. The same id again changes nothing. What was removed before it is gone; from its commit on nothing that
 * it covers is removed. Throws 400 where it names nothing, or something that is not there.
 */
export async function place(
  ctx: Ctx,
  house: House,
  { id, reason, ...scope }: Scope & { id: string; reason: string | SealedInput },
): Promise<Hold> {
  authorize(policy, ctx.actor, 'place', 'hold');
  const by = member(ctx);
  // Before the record is looked up: a run must not take it away in between.
  await store.lockHolds(ctx, 'alone');
  const recordNoun = await mustBeSound(ctx, house, scope);
  await write(ctx, { id, scope, recordNoun, because: 'person', by, reason });
  return detail(ctx, id);
}

/** One of ours is hurt or arrested: what belongs to the incident is held from that moment on. */
export async function holdForEmergency(ctx: Ctx, incidentId: string): Promise<void> {
  const scope = { recordId: incidentId, personId: null, from: null, to: null, zoneId: null, cell: null };
  await store.lockHolds(ctx, 'alone');
  await write(ctx, {
    id: newId(),
    scope,
    recordNoun: 'incident',
    because: 'emergency',
    by: null,
    reason: null,
  });
}

async function write(
  ctx: Ctx,
  hold: Pick<store.HoldRow, 'id' | 'recordNoun' | 'because' | 'by'> & {
    scope: Scope;
    reason: string | SealedInput | null;
  },
): Promise<void> {
  const { scope, reason, ...row } = hold;
  const { id, because } = row;
  const box = reason === null ? null : (await sealFor(ctx, readers, id, { reason })).reason;
  if (!(await store.insertHold(ctx, { ...row, ...scope, reason: box, at: ctx.now }))) return;
  await audit(ctx, { act: 'hold.placed', subject: id, data: { because, ...named(scope) } });
  await emit(ctx, { kind: 'hold.placed', subject: id });
}

/** Ids and codes only. */
const named = (scope: Scope) => ({
  record: scope.recordId,
  person: scope.personId,
  from: scope.from?.toISOString() ?? null,
  to: scope.to?.toISOString() ?? null,
  zone: scope.zoneId,
  cell: scope.cell,
});

async function mustBeSound(ctx: Ctx, { abouts }: House, scope: Scope): Promise<string | null> {
  const wrong = (path: string, message: string) => invalid([{ path: `body.${path}`, message }]);
  const { recordId, personId, from, to, zoneId, cell } = scope;
  if (![recordId, personId, from, to, zoneId, cell].some((part) => part !== null))
    throw wrong('recordId', 'Say what to hold: a record, a person, dates or a place.');
  if (from && to && from >= to) throw wrong('to', 'The end must come after the beginning.');
  const noun = recordId && (await nounOf(ctx, abouts, recordId));
  if (recordId && !noun) throw wrong('recordId', 'There is no such record, or it was removed already.');
  if (personId && !(await callSigns(ctx, [personId])).has(personId))
    throw wrong('personId', 'There is no such member.');
  if (zoneId && !(await zones(ctx)).some((z) => z.id === zoneId))
    throw wrong('zoneId', 'There is no such zone.');
  return noun;
}

/** Agrees to let it go; with the second agreement it is released. Throws 409 when it is, 422 where it takes another. */
export async function release(ctx: Ctx, id: string, reason: string | SealedInput): Promise<Hold> {
  authorize(policy, ctx.actor, 'read', 'hold');
  const by = member(ctx);
  mustBeFresh(ctx);
  const row = await store.selectHold(ctx, id);
  if (!row) throw notFound('hold');
  if (row.releasedAt) throw conflict('This hold is released already.', { at: row.releasedAt.toISOString() });
  const releases = await store.selectReleases(ctx, [id]);
  if (row.by === by)
    throw refused('You placed this hold, so two others let it go.', 'Ask two others who may release it.');
  if (releases.some((r) => r.by === by))
    throw refused(
      'You have agreed already; a second person has to agree.',
      'Ask another who may release it.',
    );
  const field = fieldOf(by);
  const boxes = await sealFor(ctx, readers, id, { [field]: reason });
  await store.insertRelease(ctx, { holdId: id, by, reason: boxes[field]!, at: ctx.now });
  const done = releases.length + 1 >= releasersNeeded;
  if (done) await store.markReleased(ctx, id);
  const act = done ? 'hold.released' : 'hold.release_agreed';
  await audit(ctx, { act, subject: id });
  await emit(ctx, { kind: act, subject: id });
  return detail(ctx, id);
}

/** Whether a hold in force is about this member; until this transaction ends none is placed. */
export async function isHeld(ctx: Ctx, personId: string): Promise<boolean> {
  await store.lockHolds(ctx, 'share');
  return (await store.selectInForce(ctx)).some((hold) => hold.personId === personId);
}

/** Whether a hold in force covers a record that belongs to nothing else; until this transaction ends none is placed. */
export async function isCovered(ctx: Ctx, id: string, about: About): Promise<boolean> {
  await store.lockHolds(ctx, 'share');
  const given = (value: string | null | undefined) => new Set(value ? [value] : []);
  const subject = {
    records: new Set([id]),
    persons: new Set(about.persons),
    times: [about.at],
    zones: given(about.zoneId),
    cells: given(about.cell),
  };
  return (await store.selectInForce(ctx)).some((hold) => covers(hold, subject));
}

export async function list(ctx: Ctx, openOnly: boolean): Promise<Hold[]> {
  authorize(policy, ctx.actor, 'read', 'hold');
  return present(ctx, await store.selectHolds(ctx, openOnly, listed));
}

const detail = async (ctx: Ctx, id: string): Promise<Hold> =>
  (await present(ctx, [(await store.selectHold(ctx, id))!]))[0]!;

async function present(ctx: Ctx, rows: store.HoldRow[]): Promise<Hold[]> {
  const releases = await store.selectReleases(
    ctx,
    rows.map((r) => r.id),
  );
  const persons = [...rows.flatMap((r) => [r.by, r.personId]), ...releases.map((r) => r.by)];
  const signs = await callSigns(ctx, [...new Set(persons.filter((p) => p !== null))]);
  const who = (personId: string) => ({ personId, callSign: signs.get(personId) ?? '–' });
  const names = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  const corners = new Map<string, string>();
  for (const cell of new Set(rows.map((r) => r.cell).filter((c) => c !== null))) {
    const [nearest] = await nearestCrossings(ctx, cellCentre(cell), 1);
    if (nearest) corners.set(cell, nearest.name);
  }
  return rows.map((row) => {
    const own = releases.filter((r) => r.holdId === row.id);
    const box = (reason: Sealed, field: string) => boxOf<string>(reason, { record: row.id, field });
    return {
      ...row,
      from: row.from?.toISOString() ?? null,
      to: row.to?.toISOString() ?? null,
      person: row.personId && (signs.get(row.personId) ?? '–'),
      zone: row.zoneId && (names.get(row.zoneId) ?? '–'),
      corner: row.cell && (corners.get(row.cell) ?? '–'),
      reason: row.reason && box(row.reason, 'reason'),
      by: row.by ? who(row.by) : null,
      at: row.at.toISOString(),
      releases: own.map((r) => ({
        by: who(r.by),
        reason: box(r.reason, fieldOf(r.by)),
        at: r.at.toISOString(),
      })),
      releasedAt: row.releasedAt?.toISOString() ?? null,
      can: abilities(policy, ctx.actor, 'hold', { ...row, releases: own }).filter((v) => v === 'release'),
    };
  });
}

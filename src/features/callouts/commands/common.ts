import type { Actor, Ctx } from '../../../platform/context.ts';
import type { NewEvent } from '../../../platform/events/index.ts';
import { isLang, type Lang } from '../../../platform/i18n/index.ts';
import { incident, setResponse } from '../../incidents/index.ts';
import { isSendable } from '../../people/index.ts';
import { type Point, zones } from '../../places/index.ts';
import { currentCertificates } from '../../trainings/index.ts';
import type { Meet, Purpose } from '../contract.ts';
import { say } from '../messages.ts';
import { responseOf } from '../rules.ts';
import * as store from '../store.ts';

/** Acts as this member, for what comes in by text. */
export const asPerson = (ctx: Ctx, personId: string, callSign: string | null): Ctx => ({
  ...ctx,
  actor: { kind: 'person', id: null, personId, callSign, roles: [] } satisfies Actor,
});

export const langFor = (row: { language: string }): Lang => (isLang(row.language) ? row.language : 'en');

export const roleNeeded = (purpose: Purpose): 'observer' | 'verifier' =>
  purpose === 'verify' ? 'verifier' : 'observer';

/** Where a call-out's people are: at the meet point and, for the place rule, at the incident. */
export interface Points {
  meet: Point;
  incident: Point | null;
}

export const pointsOf = (ctx: Ctx, row: store.CalloutRow): Points =>
  ctx.vault.decrypt<Points>(row.meetPoint, { record: row.id, field: 'meet_point' });

export const meetOf = (ctx: Ctx, row: store.CalloutRow): Meet => ({
  ...pointsOf(ctx, row).meet,
  label: ctx.vault.decrypt<string>(row.meetLabel, { record: row.id, field: 'meet_label' }),
});

export const briefOf = (ctx: Ctx, row: store.CalloutRow): string | null =>
  row.brief && ctx.vault.decrypt<string>(row.brief, { record: row.id, field: 'brief' });

/** The zone's name, or words for none, in a language. */
export async function zoneNameFor(ctx: Ctx, zoneId: string | null): Promise<(lang: Lang) => string> {
  const name = (await zones(ctx)).find((z) => z.id === zoneId)?.name;
  return (lang) => name ?? say(lang, 'someZone');
}

/** An event of one assignment; `person` lets that member's phone follow it. */
export const assignmentEvent = (
  kind: string,
  row: Pick<store.AssignmentRow, 'id' | 'personId' | 'calloutId' | 'incidentId'>,
  data: Record<string, unknown> = {},
): NewEvent => ({
  kind,
  subject: row.id,
  data: { ...data, person: row.personId, callout: row.calloutId, incident: row.incidentId },
});

/** Call signs, from the read-model. */
export async function signsOf(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, string>> {
  const found = await store.selectResponders(ctx, [...new Set(personIds)]);
  return new Map(found.map((r) => [r.personId, r.callSign]));
}

/** Of these people, those whom their owners say may be sent in this role now: membership, agreement, certificate. */
export async function sendableNow(
  ctx: Ctx,
  role: 'observer' | 'verifier',
  personIds: string[],
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const sendable = await isSendable(ctx, personIds);
  const certificates = await currentCertificates(ctx, personIds);
  return new Set(
    personIds.filter((id) => sendable.get(id)?.ok && certificates.get(id)?.some((c) => c.course === role)),
  );
}

/** Moves the incident's response to where its people are. Locks the incident: call it after all other locks. */
export async function refreshResponse(ctx: Ctx, incidentId: string): Promise<void> {
  const { response, concludedAt, mergedInto } = await incident(ctx, incidentId);
  if (concludedAt || mergedInto) return;
  const rows = await store.selectAssignmentsAt(ctx, [incidentId]);
  const open = (await store.selectCalloutsOf(ctx, incidentId)).filter((c) => !c.closedAt).length;
  const to = responseOf(
    rows.map((r) => r.state),
    open,
  );
  if (response === to) return;
  // Whoever goes was called out first, even where the call-out closed meanwhile.
  if (response === 'none' && to !== 'called_out') await setResponse(ctx, incidentId, 'called_out');
  await setResponse(ctx, incidentId, to);
}

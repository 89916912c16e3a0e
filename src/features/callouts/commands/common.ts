import type { Actor, Ctx } from '../../../platform/context.ts';
import type { NewEvent } from '../../../platform/events/index.ts';
import { type Lang, textLang } from '../../../platform/i18n/index.ts';
import { incidents, setResponse } from '../../incidents/index.ts';
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
  actor: { kind: 'person', id: null, personId, callSign, roles: [], confirmedAt: null } satisfies Actor,
});

export const langFor = (row: { language: string }): Lang => textLang([row.language]);

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

export const refreshResponse = (ctx: Ctx, incidentId: string): Promise<void> =>
  refreshResponses(ctx, [incidentId]);

/** Moves the incidents' responses to where their people are. Locks the incidents: call it after all other locks. */
export async function refreshResponses(ctx: Ctx, incidentIds: string[]): Promise<void> {
  if (incidentIds.length === 0) return;
  const about = await incidents(ctx, incidentIds);
  const states = await store.selectStatesAt(ctx, incidentIds);
  const open = await store.selectOpenAt(ctx, incidentIds);
  // In the order of ids, so that two of these cannot wait for each other.
  for (const [id, { response, concludedAt, mergedInto }] of [...about].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (concludedAt || mergedInto) continue;
    const to = responseOf(
      states.filter((row) => row.incidentId === id).map((row) => row.state),
      open.filter((incidentId) => incidentId === id).length,
    );
    if (response === to) continue;
    // Whoever goes was called out first, even where the call-out closed meanwhile.
    if (response === 'none' && to !== 'called_out') await setResponse(ctx, id, 'called_out');
    await setResponse(ctx, id, to);
  }
}

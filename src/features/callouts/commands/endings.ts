import type { Ctx } from '../../../platform/context.ts';
import { type EventRow, emit } from '../../../platform/events/index.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { send } from '../../channels/index.ts';
import { type Incident, incident } from '../../incidents/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import { isKey, say } from '../messages.ts';
import { isSeated } from '../rules.ts';
import * as store from '../store.ts';
import { answer } from './answer.ts';
import { closeCallout, thank } from './close.ts';
import {
  asPerson,
  assignmentEvent,
  langFor,
  roleNeeded,
  sendableNow,
  signsOf,
  zoneNameFor,
} from './common.ts';
import { giveUpSeat } from './give-up.ts';
import { replyTo } from './replies.ts';
import { rebuildResponders } from './responders.ts';
import { standAllDown } from './standdown.ts';

/** An incident was concluded or not confirmed: everyone out leaves, everyone asked hears how it ended, once. */
export async function endIncident(ctx: Ctx, event: EventRow): Promise<void> {
  await store.lockPlaces(ctx);
  const about = await incident(ctx, event.subject);
  const rows = await store.selectAssignmentsAt(ctx, [about.id]);
  if (rows.length === 0) return;
  const concluded = event.kind === 'incident.concluded';
  if (!concluded && about.verification !== 'not_confirmed') return;
  for (const callout of await store.selectCalloutsOf(ctx, about.id))
    if (!callout.closedAt) await closeCallout(ctx, callout, 'over', { quietly: true });
  if (rows.some((r) => isSeated(r.state)))
    await standAllDown(
      ctx,
      { id: newId(), incidentId: about.id, reason: concluded ? 'over' : 'false_alarm' },
      'over',
    );
  await tellEnding(ctx, about, rows, concluded ? null : String(event.data.finding ?? 'other'));
}

/** A new answer after all: those told before are told again how it ends. */
export async function forgetEnding(ctx: Ctx, incidentId: string): Promise<void> {
  const rows = await store.selectAssignmentsAt(ctx, [incidentId]);
  await store.updateAssignments(
    ctx,
    rows.filter((r) => r.toldAt).map((r) => r.id),
    { told_at: null },
  );
}

async function tellEnding(
  ctx: Ctx,
  about: Incident,
  rows: store.AssignmentRow[],
  finding: string | null,
): Promise<void> {
  const untold = rows.filter((r) => !r.toldAt);
  const callouts = new Map((await store.selectCalloutsOf(ctx, about.id)).map((c) => [c.id, c]));
  const outcome = await outcomeWords(ctx, about, finding);
  // One sentence a person, however often they were asked.
  const last = new Map(untold.map((r) => [r.personId, r]));
  const zones = new Map<string | null, (lang: Lang) => string>();
  for (const { zoneId } of callouts.values())
    if (!zones.has(zoneId)) zones.set(zoneId, await zoneNameFor(ctx, zoneId));
  await send(
    ctx,
    [...last.values()].map((row) => {
      const lang = langFor(row);
      const { code, zoneId, drill } = callouts.get(row.calloutId)!;
      return {
        to: { personId: row.personId },
        body: say(lang, 'ended', { code, zone: zones.get(zoneId)!(lang), outcome: outcome(lang) }),
        language: row.language,
        purpose: 'outcome',
        subject: row.id,
        drill,
      };
    }),
  );
  await store.updateAssignments(
    ctx,
    untold.map((r) => r.id),
    { told_at: ctx.now },
  );
}

async function outcomeWords(
  ctx: Ctx,
  about: Incident,
  finding: string | null,
): Promise<(lang: Lang) => string> {
  const key = `end.${finding ?? 'other'}`;
  if (finding) return (lang) => say(lang, isKey(key) ? key : 'end.other');
  const { outcomes } = await currentPlaybook(ctx, about.playbook);
  const label = outcomes.find((o) => o.id === about.outcome)?.label;
  const stop = (lang: Lang) => (lang === 'zh' ? '。' : '.');
  return (lang) => (label ? `${label[lang]}${stop(lang)}` : say(lang, 'end.other'));
}

/** Counsel's switch: nobody further is asked, and everyone out comes home. */
export async function stopAll(ctx: Ctx): Promise<void> {
  const live = await store.selectLiveCallouts(ctx);
  for (const incidentId of new Set(live.map((c) => c.incidentId)))
    await standAllDown(ctx, { id: newId(), incidentId, reason: 'counsel' }, 'counsel');
}

/**
 * Facts about people changed (membership, agreement, certificate): the read-model follows, and who may not be sent any
 * more is called back.
 */
export async function followPeople(ctx: Ctx, personIds: string[]): Promise<void> {
  await store.lockPlaces(ctx);
  await rebuildResponders(ctx, personIds);
  const rows = (await store.selectAssignmentsOfPeople(ctx, personIds, ctx.now)).filter(
    (r) => r.state === 'asked' || isSeated(r.state),
  );
  for (const row of rows) {
    const callout = (await store.selectCallout(ctx, row.calloutId))!;
    const fit = await sendableNow(ctx, roleNeeded(callout.purpose), [row.personId]);
    if (!fit.has(row.personId)) await callBack(ctx, row, callout);
  }
}

/** Somebody was removed: called back like who is suspended; only then may their address be forgotten. */
export async function followRemoved(ctx: Ctx, personId: string): Promise<void> {
  await followPeople(ctx, [personId]);
  await emit(ctx, { kind: 'person.calledBack', subject: personId, data: { person: personId } });
}

async function callBack(ctx: Ctx, row: store.AssignmentRow, callout: store.CalloutRow): Promise<void> {
  if (row.state === 'asked') {
    await thank(ctx, callout, await store.endAsks(ctx, { personId: row.personId }, 'released', ctx.now));
    return;
  }
  if (row.state === 'accepted') return giveUpSeat(ctx, row, 'suspended');
  await store.updateAssignments(ctx, [row.id], { need_who: 'desk', need_at: ctx.now });
  await send(ctx, [
    {
      to: { personId: row.personId },
      body: say(langFor(row), 'suspended', { code: callout.code }),
      language: row.language,
      purpose: 'call_back',
      subject: row.id,
      urgent: true,
      drill: callout.drill,
    },
  ]);
  await emit(ctx, assignmentEvent('assignment.need', row));
}

/** Somebody left: whoever has promised to relieve them takes the place, if it still is to be had. */
export async function relieve(ctx: Ctx, leftId: string): Promise<void> {
  const left = await store.selectAssignment(ctx, leftId);
  if (!left) return;
  const promise = (await store.selectAssignmentsAt(ctx, [left.incidentId])).find(
    (r) => r.state === 'reserve' && r.relieves === leftId,
  );
  if (!promise) return;
  const signs = await signsOf(ctx, [promise.personId]);
  const { actor } = asPerson(ctx, promise.personId, signs.get(promise.personId) ?? null);
  const [result] = await answer(ctx, [
    { actId: newId(), assignmentId: promise.id, says: 'yes', actor, beyondWanted: true },
  ]);
  const row = (await store.selectAssignment(ctx, promise.id))!;
  const callout = (await store.selectCallout(ctx, promise.calloutId))!;
  await send(ctx, [
    {
      to: { personId: row.personId },
      body: await replyTo(ctx, row, callout, result!),
      language: row.language,
      purpose: 'meet',
      subject: row.id,
      urgent: true,
      drill: callout.drill,
    },
  ]);
}

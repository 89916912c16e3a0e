import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { settle } from '../../escalations/index.ts';
import { addSource, incident, openIncident, removeSource } from '../../incidents/index.ts';
import { type Point, zones } from '../../places/index.ts';
import type { ClosedAs, Question, Received } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { dropBan, setBan } from './banned.ts';
import { addressOf } from './conversation.ts';
import { load, loadToMove, member, movedOn, mustBeFree } from './load.ts';
import { tellTaken } from './practice.ts';
import { type Incoming, receiveReports } from './receive.ts';
import { awaitDesk } from './wait.ts';

/** A report that an operator typed while the caller talked; its draft is done with. */
export async function sendFromDesk(ctx: Ctx, report: Incoming): Promise<Received> {
  authorize(policy, ctx.actor, 'send', 'report');
  const [received] = await receiveReports(ctx, [report]);
  await store.updateReport(ctx, report.id, { typedBy: member(ctx) });
  await store.deleteDraft(ctx.tx, ctx.network.id, member(ctx), report.id);
  await tellTaken(ctx, report);
  return received!;
}

/** Takes it. Throws 409 with who and when where somebody was first; claiming twice is claiming. */
export async function claim(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'claim', 'report');
  const row = await load(ctx, id, { lock: true });
  const free = row.state === 'new' || (row.state === 'needs_information' && !row.claimedBy);
  const mine = row.claimedBy === member(ctx);
  if (row.state === 'claimed' && mine) return;
  if (!free && !(mine && row.state === 'needs_information')) throw await movedOn(ctx, row);
  await change(ctx, id, 'report.claimed', {
    state: 'claimed',
    claimedBy: member(ctx),
    claimedAt: ctx.now,
    asked: null,
  });
}

/** Gives it back to everyone. A dispatcher may do so for someone who has gone. */
export async function release(ctx: Ctx, id: string): Promise<void> {
  const row = await loadToMove(ctx, id, 'release', 'new');
  if (row.state === 'closed') throw await movedOn(ctx, row);
  const dispatcher = ctx.actor.roles.some((r) => r.role === 'dispatcher');
  if (!dispatcher) await mustBeFree(ctx, row);
  await change(ctx, id, 'report.released', { state: 'new', claimedBy: null, claimedAt: null, asked: null });
}

/** It is of this incident: a source of it from now on. */
export async function link(ctx: Ctx, id: string, incidentId: string): Promise<void> {
  const row = await loadToMove(ctx, id, 'link', 'linked');
  await mustBeFree(ctx, row);
  await linkTo(ctx, row, incidentId);
}

async function linkTo(ctx: Ctx, row: store.ReportRow, incidentId: string): Promise<void> {
  await addSource(ctx, incidentId, {
    kind: 'report',
    reportId: row.id,
    origin: row.origin,
    firstHand: row.firstHand ?? false,
    picture: row.picture,
    says: 'seen',
    at: row.seenAt,
    drill: row.drill,
  });
  await change(
    ctx,
    row.id,
    'report.linked',
    { state: 'linked', claimedBy: member(ctx), claimedAt: ctx.now, asked: null },
    { incident: incidentId },
  );
  await tellTaken(ctx, row);
}

/** It is not of that incident: it is on the desk again, with who unlinked it. */
export async function unlink(ctx: Ctx, id: string): Promise<void> {
  const row = await loadToMove(ctx, id, 'unlink', 'claimed');
  if (row.state !== 'linked') throw conflict('This report is linked to no incident.', { state: row.state });
  await removeSource(ctx, id);
  await change(ctx, id, 'report.unlinked', {
    state: 'claimed',
    claimedBy: member(ctx),
    claimedAt: ctx.now,
  });
}

/**
 * A new incident at the report's place as the desk reads it, with the report as its first source. The same id again
 * changes nothing.
 */
export async function openFrom(
  ctx: Ctx,
  id: string,
  given: { id: string; label?: string | undefined; point?: Point | undefined },
): Promise<void> {
  authorize(policy, ctx.actor, 'open', 'report');
  const row = await load(ctx, id, { lock: true });
  if (row.state === 'linked') {
    const opened = await incident(ctx, given.id).catch(() => null);
    if (opened) return;
  }
  if (row.state === 'linked' || row.state === 'closed') throw await movedOn(ctx, row);
  await mustBeFree(ctx, row);
  const zone = (await zones(ctx)).find((z) => z.id === row.zoneId);
  await openIncident(ctx, {
    id: given.id,
    kind: row.kind,
    label: given.label ?? zone?.name ?? '–',
    point: given.point,
    accuracyM: row.accuracyM,
    zoneId: row.zoneId,
    chapterId: zone?.chapterId,
    seenAt: row.seenAt,
    drill: row.drill,
  });
  await linkTo(ctx, row, given.id);
}

/** Settles it without an incident; the reporter hears why. */
export async function close(ctx: Ctx, id: string, as: ClosedAs): Promise<void> {
  const row = await loadToMove(ctx, id, 'close', 'closed');
  await mustBeFree(ctx, row);
  const closed = { state: 'closed' as const, closedAs: as, closedBy: member(ctx), closedAt: ctx.now };
  await change(ctx, id, 'report.closed', { ...closed, asked: null }, { as });
  await tellTaken(ctx, row);
}

/** Takes a closing back; the reporter will hear again how it ends. */
export async function reopen(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'reopen', 'report');
  const row = await load(ctx, id, { lock: true });
  if (row.state !== 'closed') throw await movedOn(ctx, row);
  const cleared = { closedAs: null, closedBy: null, closedAt: null, toldAt: null };
  await change(ctx, id, 'report.reopened', {
    ...cleared,
    state: 'new',
    claimedBy: null,
    claimedAt: null,
  });
}

/** Asks the reporter back, by text where there is a thread; a receipt shows the question too. */
export async function ask(ctx: Ctx, id: string, question: Question): Promise<void> {
  authorize(policy, ctx.actor, 'ask', 'report');
  const row = await load(ctx, id, { lock: true });
  if (row.state === 'linked' || row.state === 'closed') throw await movedOn(ctx, row);
  await mustBeFree(ctx, row);
  if (row.state === 'needs_information' && row.asked === question) return;
  await change(
    ctx,
    id,
    'report.asked',
    { state: 'needs_information', claimedBy: member(ctx), claimedAt: ctx.now, asked: question },
    { question },
  );
  await tellTaken(ctx, row);
  const to = await addressOf(ctx, row.conversationId);
  if (!to) return;
  const lang = textLang([to.language]);
  const body = say(lang, questionKey[question]);
  await send(ctx, [{ to, body, language: lang, purpose: 'question', subject: id, drill: row.drill }]);
}

export const questionKey = {
  where: 'askWhere',
  when: 'askWhen',
  first_hand: 'askFirstHand',
  still_there: 'askStillThere',
  picture: 'askPicture',
  call_back: 'askCallBack',
  language: 'askLanguage',
} as const satisfies Record<Question, string>;

/** From now on, what this report's origin sends waits in the throttled queue. */
export async function ban(ctx: Ctx, reportId: string): Promise<void> {
  authorize(policy, ctx.actor, 'ban', 'report');
  const { origin } = await load(ctx, reportId);
  await setBan(ctx, origin, reportId);
}

export async function liftBan(ctx: Ctx, reportId: string): Promise<void> {
  authorize(policy, ctx.actor, 'ban', 'report');
  const { origin } = await load(ctx, reportId);
  await dropBan(ctx, origin, reportId);
}

/** The legal desk is done with it; told to nobody else. */
export async function closeRestricted(ctx: Ctx, id: string): Promise<void> {
  await store.updateReport(ctx, id, {
    state: 'closed',
    closedAs: 'legal',
    closedBy: member(ctx),
    closedAt: ctx.now,
  });
}

async function change(
  ctx: Ctx,
  id: string,
  kind: string,
  to: store.ReportChange,
  data: Record<string, unknown> = {},
): Promise<void> {
  await store.updateReport(ctx, id, to);
  // Nobody has it any more, or somebody has.
  if (to.state === 'new') await awaitDesk(ctx, [await load(ctx, id)]);
  else await settle(ctx, id);
  await emit(ctx, { kind, subject: id, data });
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { dayAt, minuteAt } from '../../../platform/wall.ts';
import { callSigns, countActive } from '../../people/index.ts';
import type { Action, Decision, Item, Meeting, MeetingLine } from '../contract.ts';
import { policy } from '../policy.ts';
import { neededOf, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { mayAtMeeting, meetingFor } from './common.ts';
import { hatOf } from './hat.ts';

const day = 24 * 60;
const none: store.Counts = { coming: 0, came: 0, members: 0 };
const verbs = ['plan', 'run', 'door'] as const;

/** What was counted when it ended stands, also when names have gone since. */
export const cameOf = (m: store.MeetingRow, counts: store.Counts = none) => ({
  came: Math.max(m.came ?? 0, counts.came),
  members: Math.max(m.membersCame ?? 0, counts.members),
});

function lineOf(ctx: Ctx, m: store.MeetingRow, counts: store.Counts = none): MeetingLine {
  const state = stateOf(m, ctx.now);
  return {
    ...{ id: m.id, title: m.details.title, chapterId: m.chapterId, audience: m.audience, press: m.press },
    ...{ startsAt: m.startsAt.toISOString(), endsAt: m.endsAt.toISOString() },
    ...{ place: m.details.place, online: m.details.link !== null, languages: m.languages },
    ...{ capacity: m.capacity, coming: counts.coming, came: cameOf(m, counts).came, state },
    minutes: m.approvedAt ? 'approved' : state === 'over' || state === 'now' ? 'draft' : 'none',
    can: verbs.filter((verb) => mayAtMeeting(ctx, m, verb)),
  };
}

/** Those to come or under way, the next first; or those that are over, the last first. */
export async function listMeetings(
  ctx: Ctx,
  past: boolean,
): Promise<{ items: MeetingLine[]; can: 'plan'[] }> {
  authorize(policy, ctx.actor, 'list', 'meetings');
  const near = past
    ? await store.selectBefore(ctx, ctx.now, 200)
    : await store.selectBetween(ctx, plusMinutes(ctx.now, -day), plusMinutes(ctx.now, 400 * day), 200);
  const isOver = (m: store.MeetingRow) =>
    stateOf(m, ctx.now) === 'over' || m.endsAt < plusMinutes(ctx.now, -day);
  const shown = near.filter((m) => isOver(m) === past);
  const counts = await store.countGuests(
    ctx,
    shown.map((m) => m.id),
  );
  return {
    items: shown.map((m) => lineOf(ctx, m, counts.get(m.id))),
    can: can(policy, ctx.actor, 'plan', 'meetings') ? ['plan'] : [],
  };
}

export const presentDecision = (row: store.DecisionRow): Decision => ({
  ...{ id: row.id, itemId: row.itemId, words: row.words, votes: row.votes, carried: row.carried },
  way: row.votes ? 'vote' : 'consensus',
  at: row.at.toISOString(),
});

/** A meeting as the desk has it. Throws 403, 404. */
export async function readMeeting(ctx: Ctx, id: string, site: string): Promise<Meeting> {
  const m = await meetingFor(ctx, id, 'read');
  const [items, decisions, actions, counts] = await Promise.all([
    store.selectItems(ctx, id),
    store.selectDecisions(ctx, id),
    store.selectActions(ctx, id),
    store.countGuests(ctx, [id]),
  ]);
  const names = await callSigns(
    ctx,
    [...m.helpers, m.approvedBy, ...items.map((i) => i.ownerId), ...actions.map((a) => a.ownerId)].filter(
      (one) => one !== null,
    ),
  );
  const own = counts.get(id);
  const following = await store.selectFollowing(ctx, m);
  return {
    ...lineOf(ctx, m, own),
    ...{
      day: dayAt(m.startsAt, ctx.network.timeZone),
      startMinute: minuteAt(m.startsAt, ctx.network.timeZone),
    },
    lengthMinutes: Math.round((m.endsAt.getTime() - m.startsAt.getTime()) / 60_000),
    ...{ details: m.details, interpreted: m.interpreted, quorum: m.quorum, doors: m.doors },
    needed: neededOf(m.quorum, m.quorum ? await countActive(ctx, m.chapterId) : 0),
    membersCame: cameOf(m, own).members,
    ...{ seriesId: m.seriesId, following: following.length, changes: m.changes, itemId: m.itemId },
    ...{
      beganAt: iso(m.beganAt),
      endedAt: iso(m.endedAt),
      itemAt: iso(m.itemAt),
      approvedAt: iso(m.approvedAt),
    },
    items: items.map((i): Item => ({ ...i, owner: ownerOf(i, names) })),
    decisions: decisions.map(presentDecision),
    actions: actions.map(
      (a): Action => ({
        ...{ id: a.id, itemId: a.itemId, words: a.words, ownerId: a.ownerId, owner: ownerOf(a, names) },
        ...{ taken: isTaken(a), dueOn: a.dueOn, doneAt: iso(a.doneAt) },
      }),
    ),
    helpers: m.helpers.map((personId) => ({ personId, callSign: names.get(personId) ?? '' })),
    hat: mayAtMeeting(ctx, m, 'run') ? await hatOf(ctx, id) : null,
    approvedBy: m.approvedBy && (names.get(m.approvedBy) ?? null),
    url: m.audience === 'public' ? `${site}/meetings/${id}` : null,
  };
}

/** Whether somebody has it, also a guest without a name. */
export const isTaken = (a: store.ActionRow): boolean =>
  a.ownerId !== null || a.guestId !== null || a.ownerName !== null;

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A call sign, or the name as it was typed. */
export const ownerOf = (
  { ownerId, ownerName }: { ownerId: string | null; ownerName: string | null },
  names: ReadonlyMap<string, string>,
): string | null => (ownerId ? (names.get(ownerId) ?? null) : ownerName);

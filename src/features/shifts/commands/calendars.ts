import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Actor, Ctx } from '../../../platform/context.ts';
import { type Lang, textLang } from '../../../platform/i18n/index.ts';
import { calendarOf, type Entry } from '../../../platform/ical.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { rolesOf } from '../../accounts/index.ts';
import { people } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { roleName } from '../words.ts';

/** A link's token follows from its id and the server's key, so that its owner can look it up again; the database has a hash. */
export const tokenOf = (ctx: Ctx, id: string): string => ctx.vault.hash('calendar', id).toString('base64url');

const hashOf = (token: string) => createHash('sha256').update(token).digest();

export interface Feed extends store.FeedRow {
  token: string;
}

/** The actor's links that are good. */
export async function listCalendars(ctx: Ctx): Promise<Feed[]> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const rows = await store.selectFeeds(ctx.tx, ctx.network.id, ctx.actor.personId!);
  return rows.map((row) => ({ ...row, token: tokenOf(ctx, row.id) }));
}

const mostFeeds = 10;

/** Makes a link. The same id again is the same act. Throws 403 for a desk's without a part in it, 422 for an eleventh. */
export async function addCalendar(
  ctx: Ctx,
  asked: { id: string; kind: store.FeedRow['kind']; chapterId?: string | undefined },
): Promise<Feed> {
  authorize(policy, ctx.actor, 'read', asked.kind === 'person' ? 'ownShift' : 'shift');
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const own = await listCalendars(ctx);
  const known = own.find((feed) => feed.id === asked.id);
  if (known) return known;
  if (own.length >= mostFeeds)
    throw refused(`You have ${mostFeeds} calendar links already.`, 'End one that you do not use.');
  const chapterId = asked.kind === 'chapter' ? (asked.chapterId ?? null) : null;
  if (asked.kind === 'chapter' && !(await chapters(ctx)).some((c) => c.id === chapterId))
    throw notFound('chapter');
  const feed = { id: asked.id, kind: asked.kind, personId: ctx.actor.personId!, chapterId, at: ctx.now };
  const token = tokenOf(ctx, asked.id);
  await store.insertFeed(ctx.tx, ctx.network.id, feed, hashOf(token));
  // An id that was ended, or is somebody else's, makes no link.
  const made = (await listCalendars(ctx)).find((one) => one.id === asked.id);
  if (!made) throw refused('This link has ended.', 'Make another.');
  await audit(ctx, { act: 'calendar.made', subject: asked.id, data: { kind: asked.kind } });
  return made;
}

/** Ends a link at once. Ended already is the same act. Throws 404 for one that is not theirs. */
export async function endCalendar(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  if (!(await store.isFeedOf(ctx.tx, ctx.network.id, ctx.actor.personId!, id)))
    throw notFound('calendar link');
  await store.endFeeds(ctx.tx, ctx.network.id, ctx.actor.personId!, id, ctx.now);
  await audit(ctx, { act: 'calendar.ended', subject: id });
}

const pastDays = 30 * 24 * 60;
const aheadDays = 90 * 24 * 60;

/** The calendar of a token. Throws 404 where none is good: unknown, ended, or its owner may not read it any more. */
export async function readCalendar(ctx: Ctx, token: string): Promise<string> {
  const feed = await store.selectFeedByToken(ctx.tx, ctx.network.id, hashOf(token));
  const [owner] = feed ? await people(ctx, [feed.personId]) : [];
  if (!feed || !owner || owner.suspended || owner.state === 'left') throw notFound('calendar');
  const lang = textLang(owner.languages);
  const span = [plusMinutes(ctx.now, -pastDays), plusMinutes(ctx.now, aheadDays)] as const;
  if (feed.kind === 'person') {
    const shifts = await store.selectForCalendar(ctx.tx, ctx.network.id, owner.id, ...span);
    const name = say(lang, 'calendar.mine', { network: ctx.network.name });
    return calendarOf(
      name,
      shifts.map((s) => ownEntry(lang, s)),
      ctx.now,
    );
  }
  const roles = owner.accountId ? await rolesOf(ctx, owner.accountId) : [];
  const reader: Actor = { ...ctx.actor, kind: 'person', personId: owner.id, roles };
  // Whoever may not read the desk any more has no calendar of it.
  if (!can(policy, reader, 'read', 'shift')) throw notFound('calendar');
  const slots = (await store.selectSlotsForCalendar(ctx.tx, ctx.network.id, ...span, ctx.now)).filter(
    (s) => s.chapterId === feed.chapterId,
  );
  const chapter = (await chapters(ctx)).find((c) => c.id === feed.chapterId);
  const name = say(lang, 'calendar.desk', { name: chapter?.name ?? ctx.network.name });
  return calendarOf(
    name,
    slots.map((s) => slotEntry(lang, s)),
    ctx.now,
  );
}

const ownEntry = (lang: Lang, s: store.OwnEntry): Entry => ({
  uid: `${s.id}@porchlight`,
  startsAt: s.startsAt,
  endsAt: s.endsAt,
  summary: say(lang, s.learner ? 'calendar.learn' : 'calendar.shift', { role: roleName(lang, s.role) }),
  sequence: s.changes,
  isCancelled: s.isOff,
});

/** How many, no call signs: the calendar lies with whoever keeps it. */
const slotEntry = (lang: Lang, s: store.SlotEntry): Entry => ({
  uid: `${s.id}@porchlight`,
  startsAt: s.startsAt,
  endsAt: s.endsAt,
  summary: say(lang, s.filled < s.minimum ? 'calendar.short' : 'calendar.slot', {
    role: roleName(lang, s.role),
    filled: s.filled,
    wanted: s.filled < s.minimum ? s.minimum : s.wanted,
  }),
  sequence: s.changes,
  isCancelled: s.isOff,
});

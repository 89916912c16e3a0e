import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { type Lang, languageTag } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { Problem } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { type HoursOf, people, spend } from '../../people/index.ts';
import { type Hours, type MyHours, type PersonHours, SHIFT_ROLES } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import {
  hoursCells,
  monthAt,
  monthPlus,
  monthSpan,
  type RestHint,
  restHints,
  type Span,
  type Stint,
  tally,
} from '../rules.ts';
import * as store from '../store.ts';
import { readersOf } from '../words.ts';
import { rotaRules } from './candidates.ts';

const week = 7 * 24 * 60;
const monthsShown = 6;

interface There {
  stints: Stint[];
  breaks: Span[];
}

/** When these people were there with some time between two moments; an open duty until now. */
async function thereBetween(
  ctx: Ctx,
  from: Date,
  to: Date,
  personIds?: string[],
): Promise<Map<string, There>> {
  const duties = await store.selectDutiesBetween(ctx.tx, ctx.network.id, from, to, personIds);
  const byPerson = Map.groupBy(duties, (d) => d.personId);
  const breaks = Map.groupBy(
    await store.selectBreaksBetween(ctx.tx, ctx.network.id, [...byPerson.keys()], from, to),
    (b) => b.personId,
  );
  return new Map(
    [...byPerson].map(([id, own]) => [
      id,
      {
        stints: own.map((d) => ({ role: d.role, from: d.beganAt, to: reach(d, ctx.now) })),
        breaks: (breaks.get(id) ?? []).map((b) => ({ from: b.beganAt, to: b.endedAt ?? ctx.now })),
      },
    ]),
  );
}

/** An open duty counts to now, but no further than its end while nobody has said that they are still there. */
const reach = (d: store.DutyRow, now: Date): Date =>
  d.countedTo ?? (d.dueAt && d.dueAt < now ? d.dueAt : now);

const shown = (there: There, span: Span, zone: string): Hours => {
  const { byRole, ...rest } = tally(there.stints, there.breaks, span, zone);
  return {
    ...rest,
    byRole: Object.entries(byRole).map(([role, minutes]) => ({ role: role as never, minutes })),
  };
};

const nothing: There = { stints: [], breaks: [] };

/** The actor's own hours, month by month, and what speaks for rest. */
export async function myHours(ctx: Ctx, lang: Lang): Promise<MyHours> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const me = ctx.actor.personId!;
  const zone = ctx.network.timeZone;
  const newest = monthAt(ctx.now, zone);
  const months = Array.from({ length: monthsShown }, (_, n) => monthPlus(newest, -n));
  const from = monthSpan(months.at(-1)!, zone).from;
  const there = (await thereBetween(ctx, from, ctx.now, [me])).get(me) ?? nothing;
  const lately = tally(there.stints, [], { from: plusMinutes(ctx.now, -week), to: ctx.now }, zone);
  const { weekHours } = await rotaRules(ctx);
  return {
    months: months
      .map((month) => ({ month, ...shown(there, monthSpan(month, zone), zone) }))
      .filter((m) => m.minutes > 0 || m.month === newest),
    week: { minutes: lately.minutes, nights: lately.nights },
    rest: restHints(there.stints, ctx.now, weekHours, zone).map((hint) => restText(lang, hint)),
  };
}

/** How many minutes somebody was there since the year began, on the network's calendar. */
export async function minutesThisYear(ctx: Ctx, personId: string): Promise<number> {
  const zone = ctx.network.timeZone;
  const span = { from: monthSpan(`${monthAt(ctx.now, zone).slice(0, 4)}-01`, zone).from, to: ctx.now };
  const there = (await thereBetween(ctx, span.from, span.to, [personId])).get(personId) ?? nothing;
  return tally(there.stints, there.breaks, span, zone).minutes;
}

const restText = (lang: Lang, hint: RestHint): string => say(lang, `rest.${hint.code}`, { ...hint });

/** Everyone's hours of a chapter, or of all, in a month that may still run; who has most first. */
async function everyonesHours(ctx: Ctx, month: string, chapterId: string | null): Promise<PersonHours[]> {
  authorize(policy, ctx.actor, 'read', 'hours', { chapterId });
  const zone = ctx.network.timeZone;
  const span = monthSpan(month, zone);
  const to = span.to < ctx.now ? span.to : ctx.now;
  const there = await thereBetween(ctx, plusMinutes(span.from, -week), to);
  const { weekHours } = await rotaRules(ctx);
  return (await people(ctx, [...there.keys()]))
    .filter((p) => !chapterId || p.chapterId === chapterId)
    .map((p): PersonHours => {
      const own = there.get(p.id)!;
      const rest = restHints(own.stints, to, weekHours, zone).map(({ code }) => code);
      return { personId: p.id, callSign: p.callSign, ...shown(own, span, zone), rest };
    })
    .filter((p) => p.minutes > 0)
    .sort((a, b) => b.minutes - a.minutes || (a.callSign < b.callSign ? -1 : 1));
}

/** The same for a file of its own: hours with two decimals, in the order of `head`. Throws 403 outside one's chapter. */
export const hoursTable: HoursOf = async (ctx, month, chapterId) => ({
  head: ['hours', ...SHIFT_ROLES, 'at night', 'nights', 'breaks'],
  rows: (await everyonesHours(ctx, month, chapterId)).map((p) => ({
    id: p.personId,
    callSign: p.callSign,
    cells: hoursCells(p),
  })),
});

/**
 * Hours of a chapter's members in a month, or of everyone's, who has most first. Throws 403 outside one's chapter; gives
 * back the problem of a view budget that is used up, so that it stays counted.
 */
export async function hoursOf(
  ctx: Ctx,
  month: string,
  chapterId: string | null,
): Promise<Problem | { items: PersonHours[]; hidden: number; minutes: number; from: string; to: string }> {
  const all = await everyonesHours(ctx, month, chapterId);
  const span = monthSpan(month, ctx.network.timeZone);
  const spent = await spend(ctx, async (room) => {
    const answer = all.slice(0, room);
    return { shown: answer.length, answer };
  });
  if (spent instanceof Problem) return spent;
  return {
    items: spent.answer,
    hidden: all.length - spent.answer.length,
    minutes: all.reduce((sum, p) => sum + p.minutes, 0),
    ...{ from: span.from.toISOString(), to: span.to.toISOString() },
  };
}

/** On the first of a month: a quiet word of thanks to who was there in the one before, once, by their own way. */
export async function thank(ctx: Ctx): Promise<void> {
  const zone = ctx.network.timeZone;
  const month = monthPlus(monthAt(ctx.now, zone), -1);
  const span = monthSpan(month, zone);
  const there = await thereBetween(ctx, span.from, span.to);
  const readers = await readersOf(ctx, [...there.keys()]);
  const messages = [];
  for (const [personId, own] of there) {
    const { minutes } = tally(own.stints, own.breaks, span, zone);
    const hours = Math.round(minutes / 60);
    if (hours === 0 || !(await store.insertThanks(ctx.tx, ctx.network.id, personId, month, ctx.now)))
      continue;
    const language = readers.get(personId) ?? 'en';
    const body = say(language, 'thanks', {
      network: ctx.network.name,
      hours,
      month: monthName(language, month),
    });
    messages.push({ to: { personId }, body, language, purpose: 'thanks', subject: personId });
  }
  await send(ctx, messages);
}

const monthName = (lang: Lang, month: string) =>
  new Intl.DateTimeFormat(languageTag(lang), { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-15`),
  );

/**
 * A duty has ended: where it has been much in seven days, a word about rest to them. A hint, never a block; and no
 * escalation, since nobody has to answer it and how much somebody was there is not told to others.
 */
export async function hintRest(ctx: Ctx, personId: string): Promise<void> {
  const there = (await thereBetween(ctx, plusMinutes(ctx.now, -week - 24 * 60), ctx.now, [personId])).get(
    personId,
  );
  if (!there) return;
  const { weekHours } = await rotaRules(ctx);
  const zone = ctx.network.timeZone;
  const hints = restHints(there.stints, ctx.now, weekHours, zone);
  // Said when it becomes much, not after each shift that follows.
  const before = restHints(there.stints, plusMinutes(ctx.now, -24 * 60), weekHours, zone);
  if (hints.length === 0 || before.length > 0) return;
  const language = (await readersOf(ctx, [personId])).get(personId) ?? 'en';
  const text = hints.map((hint) => restText(language, hint)).join(' ');
  const body = say(language, 'rest', { network: ctx.network.name, text });
  await send(ctx, [{ to: { personId }, body, language, purpose: 'thanks', subject: personId }]);
}

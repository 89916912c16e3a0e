import { atWall, dayAt, dayPlus } from '../../../platform/wall.ts';
import { type Hours, SHIFT_ROLES, type ShiftRole } from '../contract.ts';

/** Some time as somebody in a role. */
export interface Stint {
  role: ShiftRole;
  from: Date;
  to: Date;
}
export interface Span {
  from: Date;
  to: Date;
}

export interface Tally {
  /** There, each minute once, breaks too. */
  minutes: number;
  /** They add up to `minutes`: where two roles overlap it counts as the one that began first. */
  byRole: Partial<Record<ShiftRole, number>>;
  /** Of these between ten at night and six in the morning, by the clock on the wall. */
  nightMinutes: number;
  /** Nights with an hour or more. */
  nights: number;
  breakMinutes: number;
}

const minute = 60_000;
const nightFrom = 22 * 60;
const nightTo = 30 * 60;
const leastOfNight = 60;

/** The month of the calendar in `zone`, `2026-11`, from its first midnight to that of the next. */
export function monthSpan(month: string, zone: string): Span {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return {
    from: atWall(first.toString(), 0, zone),
    to: atWall(first.add({ months: 1 }).toString(), 0, zone),
  };
}

/** The month that calendars in `zone` show at an instant. */
export const monthAt = (at: Date, zone: string): string => dayAt(at, zone).slice(0, 7);

export const monthPlus = (month: string, months: number): string =>
  Temporal.PlainDate.from(`${month}-01`).add({ months }).toString().slice(0, 7);

const clip = <T extends Span>(one: T, within: Span): T[] => {
  const from = one.from > within.from ? one.from : within.from;
  const to = one.to < within.to ? one.to : within.to;
  return from < to ? [{ ...one, from, to }] : [];
};

/** The same time without overlaps: each moment belongs to what began first. */
function once(stints: readonly Stint[]): Stint[] {
  const found: Stint[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const s of stints.toSorted((a, b) => +a.from - +b.from || (a.role < b.role ? -1 : 1))) {
    if (+s.to <= end) continue;
    found.push({ ...s, from: new Date(Math.max(+s.from, end)) });
    end = +s.to;
  }
  return found;
}

const minutesOf = (spans: readonly Span[]) => spans.reduce((sum, s) => sum + (+s.to - +s.from) / minute, 0);

/** The nights that touch a span: ten to six on the wall, which is seven, eight or nine hours. */
function nightsIn({ from, to }: Span, zone: string): Span[] {
  const nights: Span[] = [];
  const last = dayAt(to, zone);
  for (let day = dayPlus(dayAt(from, zone), -1); day <= last; day = dayPlus(day, 1))
    nights.push({ from: atWall(day, nightFrom, zone), to: atWall(day, nightTo, zone) });
  return nights;
}

/** Hours that somebody was there within a span; stints and breaks may overlap and reach beyond it. */
export function tally(stints: readonly Stint[], breaks: readonly Span[], span: Span, zone: string): Tally {
  const there = once(stints.flatMap((s) => clip(s, span)));
  const byRole: Tally['byRole'] = {};
  for (const s of there) byRole[s.role] = (byRole[s.role] ?? 0) + minutesOf([s]);
  const nights = there.length === 0 ? [] : nightsIn({ from: there[0]!.from, to: there.at(-1)!.to }, zone);
  const byNight = nights.map((night) => minutesOf(there.flatMap((s) => clip(s, night))));
  const rested = breaks.flatMap((b) => there.flatMap((s) => clip(b, s)));
  return {
    minutes: Math.round(minutesOf(there)),
    byRole: Object.fromEntries(Object.entries(byRole).map(([role, n]) => [role, Math.round(n)])),
    nightMinutes: Math.round(byNight.reduce((a, b) => a + b, 0)),
    nights: byNight.filter((n) => n >= leastOfNight).length,
    breakMinutes: Math.round(minutesOf(rested)),
  };
}

/** Somebody's hours as cells of a table: all, by role, at night, how many nights, breaks. */
export function hoursCells(h: Hours): string[] {
  const inHours = (minutes: number) => (minutes / 60).toFixed(2);
  const byRole = new Map(h.byRole.map(({ role, minutes }) => [role, minutes]));
  return [
    inHours(h.minutes),
    ...SHIFT_ROLES.map((role) => inHours(byRole.get(role) ?? 0)),
    inHours(h.nightMinutes),
    String(h.nights),
    inHours(h.breakMinutes),
  ];
}

/** What speaks for rest, as codes with their figures; never a block. */
export type RestHint =
  | { code: 'hours'; hours: number; most: number }
  | { code: 'nights'; nights: number; most: number };

const week = 7 * 24 * 60 * minute;
/** More nights than these in seven days wear people down; a figure of ours, to be changed when the network knows better. */
const mostNights = 3;

/** Hints for somebody after the seven days that end at `at`. */
export function restHints(stints: readonly Stint[], at: Date, weekHours: number, zone: string): RestHint[] {
  const { minutes, nights } = tally(stints, [], { from: new Date(+at - week), to: at }, zone);
  const hours = Math.round(minutes / 6) / 10;
  return [
    ...(hours > weekHours ? [{ code: 'hours' as const, hours, most: weekHours }] : []),
    ...(nights > mostNights ? [{ code: 'nights' as const, nights, most: mostNights }] : []),
  ];
}

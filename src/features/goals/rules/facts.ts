import { dayPlus, daysBetween } from '../../../platform/wall.ts';
import { type Facts, type Flow, KINDS, type Kind, type Past, type Sessions } from '../contract.ts';
import { halfLife, mean, priors } from './learn.ts';

/** Half a year: what happened before says little about what will. */
export const weeksLookedAt = 26;

/** A day's count, as `goal_days` keeps it. */
export interface Counted {
  day: string;
  chapterId: string;
  kind: Kind;
  state: string;
  stood: number;
  came: number;
}

/** Members and allies who were trained and here at the end of each day; the oldest first. */
export function pastOf(days: readonly Counted[]): Past[] {
  const past = new Map<string, Past>();
  for (const { day, kind, state, stood } of days) {
    const own = past.get(day) ?? { day, members: 0, allies: 0 };
    if (trainedAlready.some((s) => s === state)) own[kind === 'member' ? 'members' : 'allies'] += stood;
    past.set(day, own);
  }
  return [...past.values()];
}

/** One week of members or allies of a chapter: who stood where at its beginning and end, and who came where. */
class Week {
  before: Record<string, number> = {};
  after: Record<string, number> = {};
  came: Record<string, number> = {};
}

const of = (counts: Record<string, number>, state: string) => counts[state] ?? 0;
const trainedAlready = ['trained', 'met', 'active', 'paused'] as const;
const here = (counts: Record<string, number>) => trainedAlready.reduce((n, s) => n + of(counts, s), 0);

function flowOf(now: Record<string, number>, weeks: Week[]): Flow {
  const nobody = () => ({ did: 0, of: 0 });
  const sums = { gaveUp: nobody(), left: nobody(), wasMet: nobody(), becameActive: nobody() };
  const add = (name: keyof typeof sums, n: number, of: number, worth: number) => {
    sums[name].did += Math.min(n, of) * worth;
    sums[name].of += of * worth;
  };
  weeks.forEach(({ before, after, came }, i) => {
    const worth = 0.5 ** ((weeks.length - 1 - i) / halfLife);
    const middle = (state: string) => (of(before, state) + of(after, state)) / 2;
    // Of those who left, as many were still waiting as are missing there.
    const waitedAway =
      of(before, 'applied') + of(came, 'applied') - of(came, 'trained') - of(after, 'applied');
    const gaveUp = Math.max(0, Math.min(waitedAway, of(came, 'left')));
    add('gaveUp', gaveUp, middle('applied') + of(came, 'trained'), worth);
    add('left', of(came, 'left') - gaveUp, (here(before) + here(after)) / 2, worth);
    add('wasMet', of(came, 'met'), middle('trained'), worth);
    add('becameActive', Math.max(0, of(came, 'active') - of(before, 'paused')), middle('met'), worth);
  });
  return {
    waiting: of(now, 'applied'),
    trained: of(now, 'trained'),
    met: of(now, 'met'),
    active: of(now, 'active') + of(now, 'paused'),
    arrived: weeks.map(({ came }) => of(came, 'applied')),
    ...sums,
  };
}

/**
 * What the forecast is made from: who stands where now, and the whole weeks up to yesterday from the counts of days. `days`
 * begin with the day before the first week.
 */
export function factsFrom(given: {
  today: string;
  chapterIds: readonly string[];
  now: readonly { chapterId: string; kind: Kind; state: string; count: number }[];
  days: readonly Counted[];
  sessions: Sessions[];
  trainers: Facts['trainers'];
}): Facts {
  const { today, days } = given;
  const first = days.reduce((least, { day }) => (day < least ? day : least), today);
  const weeks = Math.min(weeksLookedAt, Math.max(0, Math.floor((daysBetween(first, today) - 1) / 7)));
  const begin = dayPlus(today, -7 * weeks);
  const byCell = new Map<string, Week[]>();
  const cell = (chapterId: string, kind: Kind) => {
    const key = `${chapterId} ${kind}`;
    const found = byCell.get(key) ?? Array.from({ length: weeks }, () => new Week());
    byCell.set(key, found);
    return found;
  };
  for (const { day, chapterId, kind, state, stood, came } of days) {
    const at = daysBetween(begin, day);
    const own = cell(chapterId, kind);
    const week = own[Math.floor(at / 7)];
    if (week) week.came[state] = of(week.came, state) + came;
    // The last day of a week is how the next one begins.
    if ((at + 1) % 7 === 0) {
      if (week) week.after[state] = stood;
      const next = own[(at + 1) / 7];
      if (next) next.before[state] = stood;
    }
  }
  const nowOf = (chapterId: string, kind: Kind) => {
    const counts: Record<string, number> = {};
    for (const row of given.now)
      if (row.chapterId === chapterId && row.kind === kind)
        counts[row.state] = of(counts, row.state) + row.count;
    return counts;
  };
  const flow = (chapterId: string, kind: Kind) => flowOf(nowOf(chapterId, kind), cell(chapterId, kind));
  const taught = (chapterId: string) =>
    KINDS.flatMap((kind) => cell(chapterId, kind)).reduce((n, { came }) => n + of(came, 'trained'), 0);
  return {
    today,
    weeks,
    flows: given.chapterIds.map((chapterId) => ({
      chapterId,
      member: flow(chapterId, 'member'),
      ally: flow(chapterId, 'ally'),
    })),
    sessions: forNewcomers(
      given.sessions,
      given.chapterIds.map((id) => ({ chapterId: id, taught: taught(id) })),
    ),
    trainers: given.trainers,
  };
}

/**
 * Sessions as newcomers met them: of places that people took who were trained already, the share of the new ones counts; who
 * was trained without a session here had one that is kept elsewhere.
 */
function forNewcomers(
  own: readonly Sessions[],
  chapters: { chapterId: string; taught: number }[],
): Sessions[] {
  const online = own.find((s) => s.chapterId === null);
  const here = (chapterId: string) => own.find((s) => s.chapterId === chapterId);
  const left = chapters.map((c) => Math.max(0, c.taught - (here(c.chapterId)?.attended ?? 0)));
  const unseen = left.reduce((a, b) => a + b, 0);
  const byOnline = Math.min(unseen, online?.attended ?? 0);
  const rows = chapters.map(({ chapterId, taught }, i) => {
    const elsewhere = left[i]! * (unseen > 0 ? 1 - byOnline / unseen : 0);
    return more(ofNew(here(chapterId) ?? { chapterId, ...nothing }, taught), elsewhere);
  });
  return [...(online ? [ofNew(online, byOnline)] : []), ...rows].filter((s) => s.held > 0);
}

const nothing = { held: 0, places: 0, registered: 0, attended: 0 };

function ofNew(sessions: Sessions, taught: number): Sessions {
  const share = sessions.attended > taught ? taught / sessions.attended : 1;
  const part = (n: number) => Math.round(n * share);
  const { places, registered, attended } = sessions;
  return { ...sessions, places: part(places), registered: part(registered), attended: part(attended) };
}

/** As many places more as those who were trained elsewhere must have had; of who came to them nothing is known. */
function more(sessions: Sessions, elsewhere: number): Sessions {
  const places = Math.round(elsewhere / mean(priors.shows));
  return {
    ...sessions,
    held: sessions.held + Math.ceil(places / priors.places),
    places: sessions.places + places,
  };
}

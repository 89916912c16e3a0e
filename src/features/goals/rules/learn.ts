import type { Facts, Flow, Kind } from '../contract.ts';

/** Successes and failures, of a share that is drawn from a Beta. */
export type Share = readonly [yes: number, no: number];
/** Shape and rate, of a pace that is drawn from a Gamma. */
export type Pace = readonly [shape: number, rate: number];

/**
 * What is believed before a network has shown anything; its own figures are added to these, so that a young network gets
 * wide bands and no nonsense. Sources: `shows` from the 25 to 50 % who stay away from free sessions; the others are guesses
 * of ours, each worth a few weeks or some ten people, which is why they are weak.
 */
export const priors = {
  /** Comes to the session that they have a place in: 62 %, worth 16 people. */
  shows: [10, 6] as Share,
  /** Takes another place after having stayed away: one of two. */
  comesBack: [4, 4] as Share,
  /** Of those who wait, takes a place in a week when there is one: six of ten. */
  registers: [6, 4] as Share,
  /** Of those who wait, gives up in a week: 3 %. */
  givesUp: [1.5, 48] as Share,
  /** Of those trained, leaves in a week: 0.3 %. */
  leaves: [1, 330] as Share,
  /** Of those trained, has the conversation in a week; of those met, gets both vouches: one of ten. */
  met: [2, 18] as Share,
  active: [2, 18] as Share,
  /** An apprentice passes the assessment: eight of ten. */
  passes: [8, 2] as Share,
  /** A trainer renews the certificate when its year is over: seven of ten. */
  renews: [7, 3] as Share,
  /** Names a week in a network: five, worth a fifth of a week. */
  arrivals: [1, 0.2] as Pace,
  /** Sessions a week in a chapter: one in two weeks, worth two weeks. */
  sessions: [1, 2] as Pace,
  /** Apprentices who begin in a network in a week: one in four weeks, worth four. */
  apprentices: [1, 4] as Pace,
  /** Places of a session, worth three sessions. */
  places: 20,
  /** Sessions that a trainer leads in a week and has time to rest: one in two weeks. */
  load: 0.5,
  /** How far the names of one week are from those of the next, as a share squared: two of five, worth eight weeks. */
  unrest: 0.16,
} as const;

/** Rates change, so nothing is believed more firmly than so many people would show. */
const most = 100;
/** After so many weeks what happened counts half. */
export const halfLife = 13;
/** How much a chapter's own figures are drawn towards those of the network: as if by so many people, or weeks. */
const pull = { people: 20, weeks: 4 };

export const mean = ([yes, no]: Share) => yes / (yes + no);

const more = (prior: Share, yes: number, of: number): Share => {
  const part = Math.min(1, most / Math.max(1, of));
  return [prior[0] + yes * part, prior[1] + Math.max(0, of - yes) * part];
};
const pulled = (towards: Share): Share => [mean(towards) * pull.people, (1 - mean(towards)) * pull.people];

/** What is believed of one chapter. */
export interface ChapterBelief {
  chapterId: string | null;
  shows: Share;
  sessions: Pace;
  places: number;
}

/** What is believed of members or allies of one chapter. */
export interface CellBelief {
  kind: Kind;
  arrivals: Pace;
}

export interface Belief {
  /** Chapters in the order of the facts; the last one is what is held online, for all. */
  chapters: ChapterBelief[];
  /** Two a chapter: members, then allies. */
  cells: CellBelief[];
  comesBack: Share;
  registers: Share;
  givesUp: Share;
  leaves: Share;
  met: Share;
  active: Share;
  passes: Share;
  renews: Share;
  apprentices: Pace;
  /** Sessions that a trainer leads in a week. */
  load: number;
  unrest: number;
  /** By how much of itself the number of names grows a week, and how far that may be wrong. */
  growth: { mean: number; spread: number };
  /** How many weeks ago the names came, on average, that the arrivals are learnt from. */
  age: number;
}

/** The flows of all chapters in one list: members and allies of the first, of the second … */
export const cellsOf = (facts: Facts): Flow[] => facts.flows.flatMap(({ member, ally }) => [member, ally]);

/** Sum of weeks, the newest whole, one `halfLife` back half. */
export const faded = (weekly: readonly number[]): number =>
  weekly.reduce((sum, n, i) => sum + n * 0.5 ** ((weekly.length - 1 - i) / halfLife), 0);

const sum = (cells: readonly Flow[], of: 'gaveUp' | 'left' | 'wasMet' | 'becameActive') =>
  cells.reduce<[number, number]>(([yes, all], f) => [yes + f[of].did, all + f[of].of], [0, 0]);

/** Names a week of the whole network: how uneven beyond chance, drawn towards the prior as if by eight weeks. */
function unrestOf(cells: readonly Flow[], weeks: number): number {
  const weekly = Array.from({ length: weeks }, (_, w) => cells.reduce((n, f) => n + (f.arrived[w] ?? 0), 0));
  const average = weekly.reduce((a, b) => a + b, 0) / Math.max(1, weeks);
  if (weeks < 2 || average === 0) return priors.unrest;
  const variance = weekly.reduce((a, n) => a + (n - average) ** 2, 0) / (weeks - 1);
  const seen = Math.max(0, (variance - average) / average ** 2);
  return (8 * priors.unrest + weeks * Math.min(seen, 1)) / (8 + weeks);
}

/**
 * Growth of the names: the log of the newer half of the weeks to the older, drawn towards none by how far chance alone would
 * move it (a normal prior of 1.5 % a week).
 */
function growthOf(cells: readonly Flow[], weeks: number, unrest: number): Belief['growth'] {
  const half = Math.floor(weeks / 2);
  const prior = 0.015;
  if (half < 3) return { mean: 0, spread: prior };
  const between = (from: number, to: number) =>
    cells.reduce((n, f) => n + f.arrived.slice(from, to).reduce((a, b) => a + b, 0), 0) + 1;
  const [older, newer] = [between(weeks - 2 * half, weeks - half), between(weeks - half, weeks)];
  const chance = (1 / older + 1 / newer + (2 * unrest) / half) / half ** 2;
  const trust = prior ** 2 / (prior ** 2 + chance);
  return { mean: (trust * Math.log(newer / older)) / half, spread: prior * Math.sqrt(1 - trust) };
}

/** The network's own rates with how sure they are: priors and figures added up (conjugate Beta and Gamma). */
export function learn(facts: Facts): Belief {
  const cells = cellsOf(facts);
  const { weeks, sessions, trainers } = facts;
  const worth = faded(Array.from({ length: weeks }, () => 1));
  const named = cells.map((f) => faded(f.arrived));
  const [shape, rate] = priors.arrivals;
  const perCell = (shape + named.reduce((a, b) => a + b, 0)) / (rate + worth) / Math.max(1, cells.length);

  const total = sessions.reduce(
    (t, s) => ({
      held: t.held + s.held,
      places: t.places + s.places,
      registered: t.registered + s.registered,
      attended: t.attended + s.attended,
    }),
    { held: 0, places: 0, registered: 0, attended: 0 },
  );
  const shows = more(priors.shows, total.attended, total.registered);
  const groups = [...facts.flows.map(({ chapterId }) => chapterId), null];
  const heldWeekly =
    (priors.sessions[0] * groups.length + total.held) / (priors.sessions[1] + weeks) / groups.length;
  const chapters = groups.map((chapterId): ChapterBelief => {
    const own = sessions.find((s) => s.chapterId === chapterId);
    const held = own?.held ?? 0;
    return {
      chapterId,
      shows: own ? more(pulled(shows), own.attended, own.registered) : shows,
      // Nobody expects sessions online, or in one more chapter, where there never was one in all those weeks.
      sessions: [heldWeekly * pull.weeks * 0.5 + held, pull.weeks * 0.5 + weeks],
      places: (3 * priors.places + (own?.places ?? 0)) / (3 + held),
    };
  });
  // Who stayed away from a session and does not come back gave up too, and is counted with the no-shows.
  const [gaveUp, waited] = sum(cells, 'gaveUp');
  const stayedAway = (total.registered - total.attended) * (weeks > 0 ? worth / weeks : 0);
  const awayForGood = stayedAway * (1 - mean(priors.comesBack));
  const unrest = unrestOf(cells, weeks);
  const seen = trainers.now > 0 && weeks > 0 ? total.held / weeks / trainers.now : 0;
  return {
    chapters,
    cells: cells.map((_, i) => ({
      kind: i % 2 === 0 ? 'member' : 'ally',
      arrivals: [perCell * pull.weeks + named[i]!, pull.weeks + worth],
    })),
    comesBack: priors.comesBack,
    registers: priors.registers,
    givesUp: more(priors.givesUp, Math.max(0, gaveUp - awayForGood), waited),
    leaves: more(priors.leaves, ...sum(cells, 'left')),
    met: more(priors.met, ...sum(cells, 'wasMet')),
    active: more(priors.active, ...sum(cells, 'becameActive')),
    passes: more(priors.passes, trainers.passed, trainers.passed + trainers.failed),
    renews: more(priors.renews, trainers.renewed, trainers.renewed + trainers.lapsed),
    apprentices: [priors.apprentices[0] + trainers.begun, priors.apprentices[1] + weeks],
    load: Math.max(priors.load, 1.15 * seen),
    unrest,
    growth: growthOf(cells, weeks, unrest),
    age: worth > 0 ? faded(Array.from({ length: weeks }, (_, w) => weeks - w)) / worth : 0,
  };
}

import type { Facts } from '../contract.ts';
import { type Draws, drawsFrom } from './draws.ts';
import { type Belief, cellsOf, learn, mean } from './learn.ts';

/** What might be changed, of which the page asks "what if". */
export interface Levers {
  /** More sessions a week, by chapter. */
  sessions: Readonly<Record<string, number>>;
  apprentices: number;
  /** Of those who would stay away, how many are brought by reminders: 0 to 1. */
  reminded: number;
  /** More names a week, in the whole network. */
  names: number;
}

export const noLevers: Levers = { sessions: {}, apprentices: 0, reminded: 0, names: 0 };

/** Rates of one run, drawn from what is believed. */
interface Rates {
  shows: Float64Array;
  sessions: Float64Array;
  comesBack: number;
  registers: number;
  givesUp: number;
  leaves: number;
  met: number;
  active: number;
  passes: number;
  lapses: number;
  apprentices: number;
}

/**
 * All chance of a forecast, drawn once: the same futures are then gone through with other levers, so that a what-if differs
 * by the lever alone.
 */
export interface Futures {
  facts: Facts;
  belief: Belief;
  weeks: number;
  runs: number;
  rates: Rates[];
  /** By run, week and cell. */
  arrivals: Float32Array;
  /** By run, week and chapter (online last): this week's sessions to those of a usual one. */
  unevenness: Float32Array;
}

/** How far the usual number of names wanders from a week to the next, as a share; half a year makes a third of it. */
const drift = 0.06;
/** What is left of a growth a week later: no network grows for ever (a damped trend, Gardner and McKenzie 1985). */
const damped = 0.97;

const ratesFrom = (belief: Belief, draws: Draws): Rates => {
  const share = ([yes, no]: readonly [number, number]) => draws.beta(yes, no);
  const givesUp = share(belief.givesUp);
  return {
    shows: Float64Array.from(belief.chapters, (c) => share(c.shows)),
    sessions: Float64Array.from(belief.chapters, (c) => draws.gamma(...c.sessions)),
    comesBack: share(belief.comesBack),
    registers: share(belief.registers),
    givesUp,
    // Nobody leaves sooner once trained than while waiting: it keeps more places from ever being worse.
    leaves: Math.min(share(belief.leaves), givesUp),
    met: share(belief.met),
    active: share(belief.active),
    passes: share(belief.passes),
    lapses: (1 - share(belief.renews)) / 52,
    apprentices: draws.gamma(...belief.apprentices),
  };
};

/**
 * Draws the rates of each run and the chance of each of its weeks. Names come by a Gamma with the mean and the variance of a
 * negative binomial: each cell by chance, all by a week's common unrest, around a level that drifts.
 */
export function drawFutures(
  facts: Facts,
  { weeks, runs, uniform }: { weeks: number; runs: number; uniform: () => number },
): Futures {
  const belief = learn(facts);
  const draws = drawsFrom(uniform);
  const cells = belief.cells.length;
  const groups = belief.chapters.length;
  const arrivals = new Float32Array(runs * weeks * cells);
  const unevenness = new Float32Array(runs * weeks * groups);
  const rates: Rates[] = [];
  const level = new Float64Array(cells);
  for (let run = 0; run < runs; run++) {
    const own = ratesFrom(belief, draws);
    rates.push(own);
    belief.cells.forEach(({ arrivals: [shape, rate] }, c) => {
      level[c] = draws.gamma(shape, rate);
    });
    let growth = belief.growth.mean + belief.growth.spread * draws.normal();
    let wandered = Math.exp(growth * belief.age);
    for (let week = 0; week < weeks; week++) {
      wandered *= Math.exp(growth + drift * draws.normal() - (drift * drift) / 2);
      growth *= damped;
      const common = wandered * draws.gamma(1 / belief.unrest, 1 / belief.unrest);
      const at = run * weeks + week;
      for (let c = 0; c < cells; c++) arrivals[at * cells + c] = draws.gamma(level[c]! * common, 1);
      for (let g = 0; g < groups; g++) {
        // As uneven as by chance: sessions are planned, but who of their people comes is not.
        const shape = Math.max(0.5, own.sessions[g]!);
        unevenness[at * groups + g] = draws.gamma(shape, shape);
      }
    }
  }
  return { facts, belief, weeks, runs, rates, arrivals, unevenness };
}

/** The people of one run as they stand; members and allies of each chapter by turns. */
export interface Stock {
  waiting: Float64Array;
  trained: Float64Array;
  met: Float64Array;
  active: Float64Array;
  arrived: number;
  gone: number;
  trainers: number;
  apprentices: number;
  newTrainers: number;
}

const begin = ({ facts }: Futures, levers: Levers): Stock => {
  const flows = cellsOf(facts);
  const from = (of: 'waiting' | 'trained' | 'met' | 'active') => Float64Array.from(flows, (f) => f[of]);
  return {
    ...{ waiting: from('waiting'), trained: from('trained'), met: from('met'), active: from('active') },
    ...{ arrived: 0, gone: 0 },
    trainers: facts.trainers.now,
    apprentices: facts.trainers.apprentices + levers.apprentices,
    newTrainers: facts.trainers.since,
  };
};

/** Times that an apprentice co-teaches before the assessment, and the share of apprentices who are ready to in a week. */
const coTeaches = 2;
const pace = 0.25;

/**
 * One run, week by week; `seen` is called with the stock before the first week and after each. In people and parts of
 * people: chance is in the rates, the names and the sessions, which is far more of it than who of a hundred comes.
 */
export function walk(
  futures: Futures,
  levers: Levers,
  run: number,
  seen: (stock: Stock, week: number) => void,
) {
  const { weeks, belief, arrivals, unevenness } = futures;
  const rates = futures.rates[run]!;
  const stock = begin(futures, levers);
  const cells = belief.cells.length;
  const groups = belief.chapters.length;
  const expected = belief.cells.map(({ arrivals: [shape, rate] }) => shape / rate);
  const perName =
    levers.names /
    Math.max(
      1e-9,
      expected.reduce((a, b) => a + b, 0),
    );
  const more = belief.chapters.map(({ chapterId }) => (chapterId && levers.sessions[chapterId]) || 0);
  const usual = belief.chapters.reduce((n, _, g) => n + rates.sessions[g]!, 0);
  const extra = more.reduce((a, b) => a + b, 0);
  const guests = guestsOf(futures, usual);
  seen(stock, 0);
  for (let week = 0; week < weeks; week++) {
    const at = run * weeks + week;
    const could = stock.trainers * belief.load + guests;
    // What is held already has its trainers first; what is added, those who are left.
    const led = usual > 0 ? Math.min(1, could / usual) : 1;
    const ledMore = extra > 0 ? Math.min(1, Math.max(0, could - usual) / extra) : 0;
    let held = 0;
    for (let g = 0; g < groups; g++) {
      const sessions = (rates.sessions[g]! * led + more[g]! * ledMore) * unevenness[at * groups + g]!;
      held += sessions;
      const places = sessions * belief.chapters[g]!.places;
      if (g < groups - 1) teach(stock, rates, levers.reminded, places, 2 * g, 2 * g + 2);
      else teach(stock, rates, levers.reminded, places, 0, cells);
    }
    moveOn(stock, rates);
    for (let c = 0; c < cells; c++) {
      const names = arrivals[at * cells + c]! + perName * expected[c]!;
      stock.waiting[c]! += names;
      stock.arrived += names;
    }
    grow(stock, rates, held);
    seen(stock, week + 1);
  }
}

/** Sessions a week that others than the network's own trainers lead; they go on. Where it has none yet, all of them. */
function guestsOf({ facts, belief }: Futures, usual: number): number {
  if (facts.trainers.now === 0) return usual;
  const held = facts.sessions.reduce((n, s) => n + s.held, 0) / Math.max(1, facts.weeks);
  return Math.max(0, held - facts.trainers.now * belief.load);
}

/**
 * Places go to members and allies of these cells alike; who stays away comes back to wait, or does not. Whether somebody
 * comes is of the chapter that they are of, also online.
 */
function teach(stock: Stock, rates: Rates, reminded: number, places: number, from: number, to: number): void {
  let waiting = 0;
  for (let c = from; c < to; c++) waiting += stock.waiting[c]!;
  if (waiting <= 0) return;
  const share = Math.min(rates.registers, places / waiting);
  for (let c = from; c < to; c++) {
    const own = rates.shows[c >> 1]!;
    const shows = own + (1 - own) * reminded;
    const taken = stock.waiting[c]! * share;
    const away = taken * (1 - shows);
    stock.trained[c]! += taken * shows;
    stock.waiting[c]! -= taken - away * rates.comesBack;
    stock.gone += away * (1 - rates.comesBack);
  }
}

/** Who waits may give up, who is trained may leave, and members go on: a conversation, then two vouches. */
function moveOn(stock: Stock, rates: Rates): void {
  for (let c = 0; c < stock.waiting.length; c++) {
    stock.gone += stock.waiting[c]! * rates.givesUp;
    stock.waiting[c]! *= 1 - rates.givesUp;
    for (const list of [stock.trained, stock.met, stock.active]) {
      stock.gone += list[c]! * rates.leaves;
      list[c]! *= 1 - rates.leaves;
    }
    if (c % 2 === 1) continue;
    const vouched = stock.met[c]! * rates.active;
    const talked = stock.trained[c]! * rates.met;
    stock.active[c]! += vouched;
    stock.met[c]! += talked - vouched;
    stock.trained[c]! -= talked;
  }
}

/** Apprentices co-teach, one a session, are assessed after twice, and lead sessions then; certificates lapse. */
function grow(stock: Stock, rates: Rates, held: number): void {
  const assessed = Math.min(stock.apprentices * pace, held / coTeaches);
  const certified = assessed * rates.passes;
  stock.apprentices += rates.apprentices - assessed;
  stock.trainers += certified - stock.trainers * rates.lapses;
  stock.newTrainers += certified;
}

/** Seats a week of a chapter that can be filled by somebody who comes, as is usual now. */
export const seatsWeekly = ({ chapters }: Belief, chapterId: string): number => {
  const one = chapters.find((c) => c.chapterId === chapterId);
  return one ? (one.sessions[0] / one.sessions[1]) * one.places * mean(one.shows) : 0;
};

/** A session that is over, as turn-out is learnt from it. */
export interface Turnout {
  course: string;
  /** Chapter, or `online`. */
  place: string;
  hour: HourBand;
  /** Had a seat when it began. */
  expected: number;
  came: number;
}

export type HourBand = 'morning' | 'afternoon' | 'evening';
export const hourBand = (minute: number): HourBand =>
  minute < 12 * 60 ? 'morning' : minute < 17 * 60 ? 'afternoon' : 'evening';

/** What is believed of the share that comes: a Beta distribution. */
export interface Belief {
  came: number;
  missed: number;
}

/** Free sessions lose 25–50 % of who registered: 37.5 %, as sure as sixteen people would make us. */
export const usualBelief: Belief = { came: 10, missed: 6 };

/** How much one person of a session counts that is like ours in none, one, two or all of course, place and hour. */
const weights = [0.1, 0.25, 0.5, 1] as const;

/** The belief after these sessions (conjugate update of a Beta prior with weighted counts). */
export function learnt(of: Pick<Turnout, 'course' | 'place' | 'hour'>, past: readonly Turnout[]): Belief {
  let { came, missed } = usualBelief;
  for (const one of past) {
    const alike =
      Number(one.course === of.course) + Number(one.place === of.place) + Number(one.hour === of.hour);
    const weight = weights[alike]!;
    came += weight * one.came;
    missed += weight * Math.max(0, one.expected - one.came);
  }
  return { came, missed };
}

export const shareThatComes = ({ came, missed }: Belief): number => came / (came + missed);

/**
 * The probability that more than `seats` of `given` come: binomial, over what is believed of the share (beta-binomial), so
 * that little experience gives caution. By recurrence in logarithms: P(k+1)/P(k) = (n−k)(a+k) / ((k+1)(b+n−k−1)).
 */
export function riskOfMore(seats: number, given: number, { came: a, missed: b }: Belief): number {
  if (given <= seats) return 0;
  let log = 0;
  for (let i = 0; i < given; i++) log += Math.log((b + i) / (a + b + i));
  let fits = 0;
  for (let k = 0; k <= seats; k++) {
    fits += Math.exp(log);
    log += Math.log(((given - k) * (a + k)) / ((k + 1) * (b + given - k - 1)));
  }
  return Math.min(1, Math.max(0, 1 - fits));
}

/** At most so often come more people than there are seats, and never are more than half as many again let in. */
export const mostRisk = 0.05;
const mostOver = 1.5;

/** How many seats to give: the most for which the risk stays below 5 %. */
export function seatsToGive(capacity: number, belief: Belief): number {
  let given = capacity;
  const most = Math.floor(capacity * mostOver);
  while (given < most && riskOfMore(capacity, given + 1, belief) <= mostRisk) given++;
  return given;
}

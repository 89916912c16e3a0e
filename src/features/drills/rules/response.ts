/** How one person who is asked behaves. */
export interface Response {
  says: 'yes' | 'no' | 'silent';
  /** Seconds from the ask to the answer. */
  delayS: number;
  by: 'text' | 'app';
  /** Metres a second on the way, time to leave the house included. */
  speed: number;
}

const yes = 0.36;
const no = 0.44;
const leastDelayS = 15;
/** Shape 2, so the sum of two exponential waits of this mean. */
const meanWaitS = 15;
const medianSpeed = 2.3;
/** Of the logarithm: fits the quartiles 1.4 and 4.0. */
const speedSpread = 0.78;
const speeds = { least: 0.8, most: 8 };

/**
 * What one person does when asked: yes 36 %, no 44 %, silent 20 %; answers after 15 s + Gamma(2, 15 s), as fitted to
 * 11,302 published responses; travels at 2.3 m/s in the median, quartiles 1.4 and 4.0 (Jonsson 2020).
 */
export function responseOf(random: () => number): Response {
  const mood = random();
  const delayS = leastDelayS + exponential(random) + exponential(random);
  const by = random() < 0.5 ? 'text' : 'app';
  const speed = medianSpeed * Math.exp(speedSpread * normal(random));
  return {
    says: mood < yes ? 'yes' : mood < yes + no ? 'no' : 'silent',
    delayS,
    by,
    speed: Math.min(speeds.most, Math.max(speeds.least, speed)),
  };
}

/** The speeds were measured near by; whoever lives further rides the rest (assumed: a bus or a bicycle, 5 m/s). */
const onFootM = 1500;
const ridingSpeed = 5;
const unknownM = 800;

/** Seconds to the meet point from `distanceM` metres away; an unknown distance counts as 800 m. */
export function travelS({ speed }: Response, distanceM: number | null): number {
  const metres = distanceM ?? unknownM;
  const ridden = Math.max(0, metres - onFootM);
  return Math.max(30, (metres - ridden) / speed + ridden / Math.max(speed, ridingSpeed));
}

/** What that person would say in how many minutes they are there: 1 to 240. */
export const etaMinutes = (response: Response, distanceM: number | null): number =>
  Math.min(240, Math.max(1, Math.ceil(travelS(response, distanceM) / 60)));

const exponential = (random: () => number) => -meanWaitS * Math.log(1 - random());

/** Box and Muller. */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

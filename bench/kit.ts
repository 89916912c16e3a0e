import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ends, in reverse order, whatever a benchmark started. */
export interface Own {
  /** Something to end when the benchmark does, however it does. */
  closing(end: () => unknown): void;
  /** A private folder, removed at the end. */
  folder(): string;
}

/** Runs one benchmark for at most `longest` ms; everything it owns is ended also when it fails, hangs or is interrupted. */
export async function bench(run: (own: Own) => Promise<void>, longest = 150_000): Promise<void> {
  const ends: (() => unknown)[] = [];
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= (async () => {
      for (const step of ends.reverse()) await Promise.resolve(step()).catch(() => {});
    })();
    return ending;
  };
  const stop = (why: string) => async (error?: unknown) => {
    console.error(why, error ?? '');
    await end();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => stop(`stopped by ${signal}`)());
  // Also when whoever reads our lines goes away.
  process.on('uncaughtException', stop('failed:'));
  const timer = setTimeout(() => stop(`gave up after ${longest / 1000} s`)(), longest);
  try {
    await run({
      closing: (step) => ends.push(async () => step()),
      folder() {
        const path = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
        ends.push(async () => rmSync(path, { recursive: true, force: true }));
        return path;
      },
    });
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
    await end();
  }
}

/** Measures every side once a round, a different one first each time, so that none always meets the warmer machine. */
export async function interleaved<Side extends string>(
  rounds: number,
  sides: Record<Side, () => Promise<number>>,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[];
  const read = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>;
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)])
      read[name].push(await sides[name]());
  }
  return read;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(at)]! + sorted[Math.ceil(at)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** What of `part` is to `whole`, round by round. */
export const ratios = (part: number[], whole: number[]): Spread =>
  spread(part.map((value, i) => value / whole[i]!));

const number = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** `4,310 (4,100–4,460)`. */
export const told = ({ median, min, max }: Spread): string =>
  min === max ? number(median) : `${number(median)} (${number(min)}–${number(max)})`;

/** One figure that is not held against a goal. */
export const line = (what: string, value: string): void => console.log(`   ${what.padEnd(46)} ${value}`);

/** One figure held against its goal, by its median. */
export function verdict(
  what: string,
  value: Spread,
  goal: { atLeast: number } | { atMost: number },
  unit = '×',
): void {
  const [sign, met] =
    'atLeast' in goal ? ['≥', value.median >= goal.atLeast] : ['≤', value.median <= goal.atMost];
  const limit = 'atLeast' in goal ? goal.atLeast : goal.atMost;
  line(what, `${told(value)} ${unit}   goal ${sign} ${limit} ${unit}   ${met ? 'met' : 'NOT MET'}`);
}

/** Whether a program is on the path. */
export const has = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

import type { World } from '../../../platform/feature.ts';
import type { Window } from '../contract.ts';
import mix from '../data/nyc-languages.json' with { type: 'json' };

/** Helpers over the demo's dice; nothing here touches the database. */
export const pick = <T>(world: World, list: readonly T[]): T =>
  list[Math.floor(world.random() * list.length)]!;

export const chance = (world: World, share: number): boolean => world.random() < share;

/** One of the values, each as likely as its share says; the shares add up to 1. */
export function draw<T>(world: World, shares: readonly (readonly [T, number])[]): T {
  let dice = world.random();
  for (const [value, share] of shares) {
    if (dice < share) return value;
    dice -= share;
  }
  return shares.at(-1)![0];
}

/**
 * What is spoken by somebody of a zone, the language they like best first. The shares are rough guesses of our own from
 * what the neighbourhoods are known for, not a census.
 */
export function languagesOf(world: World, zone: string): string[] {
  const shares: Record<string, number> =
    (mix.zones as Record<string, Record<string, number>>)[zone] ?? mix.everywhere;
  const others = Object.entries(shares)
    .filter(([, share]) => chance(world, share))
    .map(([code]) => code);
  if (others.length === 0) return ['en'];
  if (chance(world, 0.05)) return others;
  return chance(world, 0.3) ? [...others, 'en'] : ['en', ...others];
}

const SKILLS = ['recorder', 'monitor', 'first-aid', 'interpreter', 'photographer', 'accompaniment', 'notary'];

export const skillsOf = (world: World): string[] => SKILLS.filter(() => chance(world, 0.2));

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const weekdays = [0, 1, 2, 3, 4];

/** A phone that is always on. */
export const allHours = (): Window[] => everyDay.map((day) => ({ day, from: 0, to: 1440 }));

/** A week as people have it: evenings, working days, week-ends, nights, or always. */
export function hoursOf(world: World): Window[] {
  const week = (from: number, to: number, days: number[], share: number): Window[] =>
    days.filter(() => chance(world, share)).map((day) => ({ day, from: from * 60, to: to * 60 }));
  const kind = draw(world, [
    ['evenings', 0.35],
    ['days', 0.2],
    ['weekends', 0.15],
    ['nights', 0.1],
    ['always', 0.2],
  ] as const);
  if (kind === 'evenings') return [...week(17, 23, everyDay, 0.75), ...week(9, 17, [5, 6], 0.4)];
  if (kind === 'days') return week(8, 18, weekdays, 0.8);
  if (kind === 'weekends') return [...week(8, 22, [5, 6], 0.9), ...week(18, 22, weekdays, 0.3)];
  if (kind === 'nights') return week(20, 6, everyDay, 0.7);
  return allHours();
}

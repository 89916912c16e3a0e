import type { Window } from '../../people/contract.ts';

const weekdays = [0, 1, 2, 3, 4];
const weekend = [5, 6];
const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

/** What the form offers, roughly; the person says more exactly in the app later. */
const parts = {
  mornings: { days: weekdays, ...hours(7, 12) },
  afternoons: { days: weekdays, ...hours(12, 17) },
  evenings: { days: weekdays, ...hours(17, 22) },
  weekends: { days: weekend, ...hours(8, 17) },
  weekendEvenings: { days: weekend, ...hours(17, 22) },
  nights: { days: [...weekdays, ...weekend], ...hours(22, 7) },
};
export type Part = keyof typeof parts;
export const PARTS = Object.keys(parts) as Part[];

/** Parts of the week as windows of the week. */
export const windowsOf = (chosen: readonly Part[]): Window[] =>
  chosen.flatMap((part) =>
    parts[part].days.map((day) => ({ day, from: parts[part].from, to: parts[part].to })),
  );

/** Contacts of an hour of the week over some weeks. */
export interface HourCount {
  /** 0 is Monday. */
  day: number;
  hour: number;
  contacts: number;
  uncovered: number;
}

export interface Block {
  days: number[];
  /** Hours of the day; `to` up to 30: into the day after. */
  from: number;
  to: number;
  /** In a week. */
  contacts: number;
  /** Operators' shifts in a week. */
  seats: number;
}

const daySets = [
  [0, 1, 2, 3, 4, 5, 6],
  [0, 1, 2, 3, 4],
  [5, 6],
];
/** Shifts that people can take: shorter ones are not worth the way, longer ones nobody lasts. */
const lengths = [4, 6, 8];
const most = 3;
/** Fewer contacts over all the weeks say nothing. */
const fewest = 5;

const isNight = (hour: number) => hour % 24 >= 22 || hour % 24 < 7;

/** Nobody sits alone at night. */
const seatsFor = (from: number, to: number): number =>
  Array.from({ length: to - from }, (_, n) => from + n).some(isNight) ? 2 : 1;

/**
 * Which closed hours to open next: blocks that one shift covers, the same on all days, on weekdays or on weekends; those
 * that bring most contacts for an hour of somebody's time first, no hour twice. One seat by day, two where it touches the night.
 */
export function openNext(
  counts: readonly HourCount[],
  weeks: number,
  isOpen: (day: number, hour: number) => boolean,
): Block[] {
  const contacts = new Map(counts.map((c) => [c.day * 24 + c.hour, c.contacts]));
  const place = (day: number, hour: number) => (day * 24 + hour) % 168;
  const blocks = daySets.flatMap((days) =>
    lengths.flatMap((length) =>
      Array.from({ length: 24 }, (_, from) => {
        const hours = days.flatMap((day) => Array.from({ length }, (_, n) => place(day, from + n)));
        const sum = hours.reduce((total, at) => total + (contacts.get(at) ?? 0), 0);
        const seats = days.length * seatsFor(from, from + length);
        return { days, from, to: from + length, hours, sum, seats };
      }),
    ),
  );
  const worth = (b: { sum: number; seats: number; from: number; to: number }) =>
    b.sum / (b.seats * (b.to - b.from));
  const taken = new Set<number>();
  const chosen: Block[] = [];
  const ranked = blocks
    .filter(({ hours, sum }) => sum >= fewest && hours.every((at) => !isOpen(Math.floor(at / 24), at % 24)))
    .sort((a, b) => worth(b) - worth(a) || b.sum - a.sum || a.from - b.from);
  for (const { days, from, to, hours, sum, seats } of ranked) {
    if (chosen.length === most || hours.some((at) => taken.has(at))) continue;
    for (const at of hours) taken.add(at);
    chosen.push({ days, from, to, contacts: Math.round((sum / weeks) * 10) / 10, seats });
  }
  return chosen;
}

/** A count as it may be shown: null where there are some, but so few that they could be told apart. */
export const shown = (count: number, few: number): number | null => (count > 0 && count < few ? null : count);

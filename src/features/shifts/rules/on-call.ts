/** Somebody's time on a role. */
export interface OnDuty {
  role: string;
  personId: string;
  startsAt: Date;
  endsAt: Date;
}

interface Row {
  personId: string;
  from: number;
  to: number;
}

/**
 * Who is on call for a role at any instant, among these shifts: each person once, who began first comes first. Sorts them
 * once; then a question costs a binary search and a look at what began within the longest of them.
 */
export function onCallIn(shifts: readonly OnDuty[]): (role: string, at: Date) => string[] {
  const byRole = new Map<string, { rows: Row[]; longest: number }>();
  for (const { role, personId, startsAt, endsAt } of shifts) {
    const own = byRole.get(role) ?? { rows: [], longest: 0 };
    byRole.set(role, own);
    const row = { personId, from: startsAt.getTime(), to: endsAt.getTime() };
    own.rows.push(row);
    own.longest = Math.max(own.longest, row.to - row.from);
  }
  for (const { rows } of byRole.values()) rows.sort((a, b) => a.from - b.from);
  return (role, at) => {
    const own = byRole.get(role);
    if (!own) return [];
    const now = at.getTime();
    const on: string[] = [];
    for (let n = firstAfter(own.rows, now - own.longest); n < own.rows.length; n++) {
      const { personId, from, to } = own.rows[n]!;
      if (from > now) break;
      if (to > now && !on.includes(personId)) on.push(personId);
    }
    return on;
  };
}

/** The place of the first that begins after a moment. */
function firstAfter(rows: readonly Row[], moment: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.from > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

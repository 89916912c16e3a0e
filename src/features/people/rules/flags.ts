const dayMs = 86_400_000;
/** Two who vouch for each other, up to four in a circle. */
const ringLength = 4;

export interface Edge {
  id: string;
  by: string;
  personId: string;
  at: Date;
  withdrawnAt: Date | null;
}

export type FlagKind = 'ring' | 'fan_out' | 'cluster';

/** What an admin is asked to look at. It changes nothing by itself. */
export interface Flag {
  kind: FlagKind;
  /** The same people in the same pattern are one flag. */
  key: string;
  people: string[];
  vouches: string[];
}

interface Limits {
  days: number;
  fanOut: number;
  cluster: number;
}

/**
 * What a new vouch completes: circles of up to four in which everyone vouches for the next; one member who vouches for
 * many within the days; many newcomers within the days who are all vouched for by the same two or three. `edges` are all
 * vouches of the network, the new one among them.
 */
export function flagsOf(edges: readonly Edge[], made: Edge, limits: Limits, now: Date): Flag[] {
  const recent = edges.filter((e) => e.at.getTime() > now.getTime() - limits.days * dayMs);
  const standing = edges.filter((e) => e.withdrawnAt === null);
  return [
    ...ringsThrough(standing, made),
    ...fanOutOf(recent, made.by, limits.fanOut),
    ...clustersWith(recent, made.by, limits.cluster),
  ];
}

const keyOf = (kind: FlagKind, people: readonly string[]) => `${kind} ${people.toSorted().join(' ')}`;

/** Paths from who was vouched for back to who vouched, and the circles that they close. */
function ringsThrough(edges: readonly Edge[], made: Edge): Flag[] {
  const from = Map.groupBy(edges, (e) => e.by);
  const rings: Flag[] = [];
  const walk = (path: readonly Edge[]) => {
    const last = path.at(-1)!;
    if (last.personId === made.by) {
      const people = path.map((e) => e.by);
      rings.push({ kind: 'ring', key: keyOf('ring', people), people, vouches: path.map((e) => e.id) });
      return;
    }
    if (path.length === ringLength) return;
    for (const next of from.get(last.personId) ?? [])
      if (!path.some((e) => e.by === next.by)) walk([...path, next]);
  };
  walk([made]);
  return [...new Map(rings.map((ring) => [ring.key, ring])).values()];
}

/** Those taken back count, too: each of them opened something for a while. */
function fanOutOf(recent: readonly Edge[], by: string, most: number): Flag[] {
  const own = recent.filter((e) => e.by === by);
  if (new Set(own.map((e) => e.personId)).size < most) return [];
  return [{ kind: 'fan_out', key: `fan_out ${by}`, people: [by], vouches: own.map((e) => e.id) }];
}

/** The newcomers whose vouches all come from within one pair or three that `by` is of. */
function clustersWith(recent: readonly Edge[], by: string, most: number): Flag[] {
  const newcomers = [...Map.groupBy(recent, (e) => e.personId).values()]
    .map((edges) => ({ edges, by: new Set(edges.map((e) => e.by)) }))
    .filter((one) => one.by.size >= 2 && one.by.size <= 3);
  const around = newcomers.filter((one) => one.by.has(by)).map((one) => one.by);
  const groups = new Map<string, Set<string>>();
  for (const one of around)
    for (const other of around) {
      const group = one.union(other);
      if (group.size <= 3) groups.set(keyOf('cluster', [...group]), group);
    }
  const flags = [...groups].flatMap(([key, group]): Flag[] => {
    const theirs = newcomers.filter((one) => one.by.isSubsetOf(group));
    if (theirs.length < most) return [];
    return [
      {
        kind: 'cluster',
        key,
        people: [...group],
        vouches: theirs.flatMap((one) => one.edges.map((e) => e.id)),
      },
    ];
  });
  // Of groups that say the same of the same newcomers, the smallest says it best.
  return flags.filter(
    (flag) =>
      !flags.some(
        (other) => other !== flag && covers(flag, other) && other.people.length < flag.people.length,
      ),
  );
}

const covers = (flag: Flag, other: Flag) =>
  other.vouches.length === flag.vouches.length && other.people.every((id) => flag.people.includes(id));

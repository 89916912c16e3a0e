import { randomUUID } from 'node:crypto';
import { canonical, type Entry, type LogKeys } from '../../src/platform/audit/entry.ts';
import type { ActRow, Leaf } from '../../src/platform/audit/store.ts';
import { leafHash, Tree } from '../../src/platform/audit/tree.ts';
import type { LogSource, Wrong } from '../../src/platform/audit/verify.ts';

/** The two tables of a log, as who owns the database may change them. */
export interface Tables {
  acts: ActRow[];
  leaves: Leaf[];
}

/** What the verifier reads, over tables in memory. */
export function sourceOf({ acts, leaves }: Tables): LogSource {
  const keyOf = ({ xid, seq }: { xid: string; seq: number }) => `${xid}.${seq}`;
  const byKey = new Map(acts.map((act) => [keyOf(act), act]));
  const entryOf = ({ xid: _, seq: __, ...entry }: ActRow): Entry => entry;
  const place = ({ xid, seq }: { xid: string; seq: number }) => Number(xid) * 1000 + seq;
  const sorted = leaves.toSorted((a, b) => a.index - b.index);
  return {
    rows: async (from) =>
      sorted
        .filter(({ index }) => index >= from)
        .slice(0, 20)
        .map((leaf) => ({
          ...leaf,
          entry: byKey.has(keyOf(leaf)) ? entryOf(byKey.get(keyOf(leaf))!) : null,
        })),
    stray: async () => {
      const last = sorted.at(-1);
      const known = new Set(leaves.map(keyOf));
      const stray = acts
        .toSorted((a, b) => place(a) - place(b))
        .find((act) => last && place(act) < place(last) && !known.has(keyOf(act)));
      if (!stray) return null;
      return { index: leaves.filter((l) => place(l) < place(stray)).length, entry: entryOf(stray) };
    },
  };
}

/** One tampering, without the server's key; gives what the verifier must say. */
type Tampering = (
  tables: Tables,
  pick: (n: number) => number,
  keys: LogKeys,
) => { index: number; wrong: Wrong };

const changes: ((act: ActRow, pick: (n: number) => number) => void)[] = [
  (act) => (act.at = act.at.replace(/\d{3}Z$/, (us) => `${us === '001Z' ? '002' : '001'}Z`)),
  (act) => (act.actor = act.actor ? null : randomUUID()),
  (act) => (act.act = `${act.act}d`),
  (act) => (act.subject = randomUUID()),
  (act, pick) => (act.data = `{"n": ${1_000_000 + pick(1_000_000)}}`),
];

const edit = (tables: Tables, i: number, pick: (n: number) => number): ActRow => {
  const act = tables.acts[i]!;
  changes[pick(changes.length)]!(act, pick);
  return act;
};

const hashOf = (keys: LogKeys, { xid: _, seq: __, ...entry }: ActRow) =>
  leafHash(canonical(keys.networkId, entry));

/** What anybody can compute without a key: every index and inner hash as a log with these leaves would have it. */
function regrow(tables: Tables): void {
  const tree = new Tree();
  tables.leaves.forEach((leaf, index) => {
    leaf.index = index;
    leaf.subtrees = Buffer.concat(tree.append(leaf.hash));
  });
}

const flip = (bytes: Buffer, pick: (n: number) => number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[pick(copy.length)]! ^= 1 << pick(8);
  return copy;
};

function pair(n: number, pick: (n: number) => number): [number, number] {
  const i = pick(n - 1);
  return [i, i + 1 + pick(n - i - 1)];
}

/** Everything of a leaf but its index goes to another place. */
function moveLeaf(tables: Tables, from: number, to: number): void {
  const [leaf] = tables.leaves.splice(from, 1);
  tables.leaves.splice(to, 0, leaf!);
  regrow(tables);
}

const between = (tables: Tables, i: number) => ({
  xid: String(Number(tables.acts[Math.min(i, tables.acts.length - 1)]!.xid) - 1),
  seq: 1,
});

const invented = (place: { xid: string; seq: number }): ActRow => ({
  ...place,
  at: '2026-11-23T23:30:00.000000Z',
  actor: randomUUID(),
  act: 'person.exported',
  subject: randomUUID(),
  data: '{}',
});

export const tamperings: Record<string, Tampering> = {
  'edits an act': (tables, pick) => {
    const index = pick(tables.acts.length);
    edit(tables, index, pick);
    return { index, wrong: 'altered' };
  },
  'edits an act and its leaf': (tables, pick, keys) => {
    const index = pick(tables.acts.length);
    tables.leaves[index]!.hash = hashOf(keys, edit(tables, index, pick));
    return { index, wrong: 'altered' };
  },
  'edits an act and grows the tree anew': (tables, pick, keys) => {
    const index = pick(tables.acts.length);
    tables.leaves[index]!.hash = hashOf(keys, edit(tables, index, pick));
    regrow(tables);
    return { index, wrong: 'altered' };
  },
  'flips a bit of a leaf': (tables, pick) => {
    const index = pick(tables.leaves.length);
    const leaf = tables.leaves[index]!;
    const field = (['hash', 'bound', 'subtrees'] as const)[pick(index % 2 === 0 ? 2 : 3)]!;
    leaf[field] = flip(leaf[field], pick);
    return { index, wrong: 'altered' };
  },
  'deletes an act': (tables, pick) => {
    const index = pick(tables.acts.length);
    tables.acts.splice(index, 1);
    return { index, wrong: 'missing' };
  },
  'deletes a leaf': (tables, pick) => {
    const index = pick(tables.leaves.length);
    tables.leaves.splice(index, 1);
    return { index, wrong: 'missing' };
  },
  'deletes an act with its leaf': (tables, pick) => {
    const index = pick(tables.acts.length);
    tables.acts.splice(index, 1);
    tables.leaves.splice(index, 1);
    return { index, wrong: 'missing' };
  },
  'deletes an act with its leaf and closes the gap': (tables, pick) => {
    const index = pick(tables.acts.length);
    tables.acts.splice(index, 1);
    tables.leaves.splice(index, 1);
    regrow(tables);
    return { index, wrong: 'missing' };
  },
  'cuts off the end': (tables, pick) => {
    const index = pick(tables.acts.length);
    tables.acts.splice(index);
    tables.leaves.splice(index);
    return { index, wrong: 'missing' };
  },
  'exchanges the contents of two acts': (tables, pick) => {
    const [i, j] = pair(tables.acts.length, pick);
    const [a, b] = [tables.acts[i]!, tables.acts[j]!];
    tables.acts[i] = { ...b, xid: a.xid, seq: a.seq };
    tables.acts[j] = { ...a, xid: b.xid, seq: b.seq };
    return { index: i, wrong: 'reordered' };
  },
  'exchanges two leaves': (tables, pick) => {
    const [i, j] = pair(tables.leaves.length, pick);
    const { leaves } = tables;
    [leaves[i], leaves[j]] = [leaves[j]!, leaves[i]!];
    regrow(tables);
    return { index: i, wrong: 'reordered' };
  },
  'moves an entry to later': (tables, pick) => {
    const [i, j] = pair(tables.leaves.length, pick);
    moveLeaf(tables, i, j);
    return { index: i, wrong: 'reordered' };
  },
  'moves an entry to earlier': (tables, pick) => {
    const [i, j] = pair(tables.leaves.length, pick);
    moveLeaf(tables, j, i);
    return { index: i, wrong: 'reordered' };
  },
  'inserts an act': (tables, pick) => {
    const index = pick(tables.acts.length);
    tables.acts.splice(index, 0, invented(between(tables, index)));
    return { index, wrong: 'inserted' };
  },
  'inserts an act with a leaf': (tables, pick, keys) => {
    const index = pick(tables.acts.length + 1);
    const isLast = index === tables.acts.length;
    const place = isLast
      ? { xid: String(Number(tables.acts.at(-1)!.xid) + 1), seq: 1 }
      : between(tables, index);
    const act = invented(place);
    const hash = hashOf(keys, act);
    tables.acts.splice(index, 0, act);
    tables.leaves.splice(index, 0, {
      ...place,
      index,
      hash,
      bound: flip(hash, pick),
      subtrees: Buffer.alloc(0),
    });
    regrow(tables);
    return { index, wrong: 'inserted' };
  },
  'repeats an entry': (tables, pick) => {
    const index = pick(tables.acts.length);
    const from = pick(tables.acts.length);
    const place = between(tables, index);
    const [act, leaf] = [
      { ...tables.acts[from]!, ...place },
      { ...tables.leaves[from]!, ...place },
    ];
    tables.acts.splice(index, 0, act);
    tables.leaves.splice(index, 0, leaf);
    regrow(tables);
    return { index, wrong: 'inserted' };
  },
};

export const copyOf = ({ acts, leaves }: Tables): Tables => ({
  acts: acts.map((act) => ({ ...act })),
  leaves: leaves.map((leaf) => ({ ...leaf })),
});

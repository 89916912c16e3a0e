import type { Ctx } from '../../../platform/context.ts';
import { LANGUAGES } from '../../../platform/i18n/lang.ts';
import { numberReader, ownersOf } from '../../channels/index.ts';
import { chapterRoll } from '../../people/index.ts';
import { zones } from '../../places/index.ts';
import type { Fault, Field } from '../contract.ts';
import { type Candidate, folded, type Knowing, type Known, Likely, type Row, readRow } from '../rules.ts';

/** What a pass over a list has learnt so far: in memory, and made anew by whoever goes on after a crash. */
export interface Learnt {
  fields: Field[];
  knowing: Knowing;
  likely: Likely;
  /** Addresses of earlier rows. */
  seen: Set<string>;
}

/** Nobody of the file yet; of the chapter everyone with a name. */
export async function learn(
  ctx: Ctx,
  { chapterId, fields }: { chapterId: string; fields: Field[] },
): Promise<Learnt> {
  const likely = new Likely();
  for (const { id, name, languages } of await chapterRoll(ctx, chapterId))
    likely.add({ who: { name, languages }, personId: id });
  const own = (await zones(ctx)).filter((zone) => zone.chapterId === chapterId);
  const names = own.flatMap(({ id, name, slug }) => [name, slug].map((said) => [folded(said), id] as const));
  const knowing = { number: await numberReader(), zones: new Map(names) };
  return { fields, knowing, likely, seen: new Set() };
}

export interface Judged {
  fresh: { candidate: Candidate; known: Known }[];
  likely: { candidate: Candidate; like: Known }[];
  known: number;
  faulty: number;
  partly: number;
  faults: Fault[];
}

/** What becomes of some rows: one look into the database for all of their addresses, the rest in memory. */
export async function judge(ctx: Ctx, learnt: Learnt, rows: readonly Row[]): Promise<Judged> {
  const read = rows.map((row) => readRow(row, learnt.fields, learnt.knowing));
  const candidates = read.flatMap(({ candidate }) => candidate ?? []);
  const owners = await ownersOf(
    ctx,
    candidates.map(({ addresses }) => addresses),
  );
  const judged: Judged = {
    ...{ fresh: [], likely: [], known: 0 },
    faulty: read.length - candidates.length,
    partly: read.filter(({ candidate, faults }) => candidate && faults.length > 0).length,
    faults: read.flatMap(({ faults }) => faults),
  };
  for (const [i, candidate] of candidates.entries()) {
    const isKnown = owners[i] !== null || candidate.addresses.some(({ address }) => learnt.seen.has(address));
    for (const { address } of candidate.addresses) learnt.seen.add(address);
    if (isKnown) {
      judged.known += 1;
      continue;
    }
    const who = likened(candidate);
    const like = learnt.likely.find(who);
    if (like) judged.likely.push({ candidate, like });
    else {
      const known = { who, personId: null };
      learnt.likely.add(known);
      judged.fresh.push({ candidate, known });
    }
  }
  return judged;
}

/** Who does not say what they speak may speak anything. */
const likened = ({ name, languages }: Candidate): Known['who'] => ({
  name,
  languages: languages.length > 0 ? languages : LANGUAGES,
});

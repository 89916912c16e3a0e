import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, notFound, type Problem, refused } from '../../../platform/problem.ts';
import { addressesOf, moveAddresses } from '../../channels/index.ts';
import { isHeld } from '../../holds/index.ts';
import {
  callSigns,
  forgetPerson,
  moveTo,
  namesOf,
  type Person,
  people,
  peopleIn,
  type Spent,
  spend,
} from '../../people/index.ts';
import { policy } from '../policy.ts';
import { goesInto, LIKELY, likeness, likenessKeys } from '../rules.ts';
import * as store from '../store.ts';

const day = 24 * 60;
const page = 50;
/** Read at most: a coordinator sees those of their chapter among them. */
const read = 500;
const everyMinutes = 5;
const here = ['applied', 'trained', 'met', 'active', 'paused'] as const;
const everyone = 1_000_000;

/** Somebody new is compared with everyone within five minutes, all that came meanwhile at once. */
export async function compareSoon(ctx: Ctx): Promise<void> {
  const step = everyMinutes * 60_000;
  const at = new Date(Math.ceil((ctx.now.getTime() + 1) / step) * step);
  await enqueue(ctx, 'joining.compare', {}, at, `joining.compare ${at.toISOString()}`);
}

/**
 * Finds out who of those that came in the last day may be here already. Names are decrypted for it, in memory; what is
 * written down is a pair and a number. 10,000 people take some 0.2 s.
 */
export async function compare(ctx: Ctx): Promise<void> {
  const fresh = new Set(await store.selectAppliedSince(ctx, plusMinutes(ctx.now, -day)));
  if (fresh.size === 0) return;
  const all = await peopleIn(ctx, { states: here, chapterIds: null, limit: everyone });
  const names = await namesOf(
    ctx,
    all.map((p) => p.id),
  );
  const likened = all.map((p) => ({
    ...{ id: p.id, name: names.get(p.id) ?? null, chapterId: p.chapterId, languages: p.languages },
  }));
  const byKey = new Map<string, typeof likened>();
  for (const one of likened)
    for (const key of likenessKeys(one)) byKey.set(key, [...(byKey.get(key) ?? []), one]);
  const pairs = new Map<string, store.LikenessRow>();
  for (const one of likened.filter(({ id }) => fresh.has(id)))
    for (const other of new Set(likenessKeys(one).flatMap((key) => byKey.get(key) ?? []))) {
      if (other.id === one.id) continue;
      const near = likeness(one, other);
      const [a, b] = store.ordered(one.id, other.id);
      if (near >= LIKELY) pairs.set(`${a} ${b}`, { a, b, percent: Math.round(near * 100) });
    }
  await store.insertLikenesses(ctx, [...pairs.values()]);
  if (pairs.size > 0)
    await emit(ctx, { kind: 'applicant.alike', subject: [...pairs.values()][0]!.a, data: {} });
}

type Pair = { a: Person; b: Person; percent: number };

/** Pairs of whom the actor sees both, and of whom one at least may go. */
async function pairsInSight(ctx: Ctx): Promise<Pair[]> {
  const rows = await store.selectAlike(ctx, read);
  const known = new Map(
    (
      await people(
        ctx,
        rows.flatMap(({ a, b }) => [a, b]),
      )
    ).map((p) => [p.id, p]),
  );
  return rows.flatMap(({ a: one, b: other, percent }) => {
    const [a, b] = [known.get(one), known.get(other)];
    if (!a || !b || !mergeable(ctx, a, b)) return [];
    return [{ a, b, percent }];
  });
}

const mergeable = (ctx: Ctx, a: Person, b: Person): boolean =>
  [a, b].every((p) => p.state !== 'left' && can(policy, ctx.actor, 'merge', 'likeness', p)) &&
  (goesInto(a, b) || goesInto(b, a));

export const countAlike = async (ctx: Ctx): Promise<number> => (await pairsInSight(ctx)).length;

const one = ({ id, callSign, chapterId, languages, state, stateAt }: Person) => ({
  ...{ personId: id, callSign, chapterId, languages, state, since: stateAt.toISOString() },
});

export async function alike(ctx: Ctx) {
  authorize(policy, ctx.actor, 'list', 'likenesses');
  const pairs = await pairsInSight(ctx);
  const merges = await store.selectMerges(ctx);
  const kept = new Map(
    (
      await people(
        ctx,
        merges.map((m) => m.keptId),
      )
    ).map((p) => [p.id, p]),
  );
  const signs = await callSigns(
    ctx,
    merges.flatMap((m) => [m.keptId, m.goneId, m.by]),
  );
  return {
    items: pairs.slice(0, page).map(({ a, b, percent }) => ({ a: one(a), b: one(b), percent })),
    more: pairs.length > page,
    merges: merges
      .filter((m) => can(policy, ctx.actor, 'merge', 'likeness', kept.get(m.keptId)))
      .map((m) => ({
        ...{ id: m.id, kept: signs.get(m.keptId) ?? '', gone: signs.get(m.goneId) ?? '' },
        ...{ by: signs.get(m.by) ?? '', at: m.at.toISOString() },
        until: plusMinutes(m.at, day).toISOString(),
      })),
  };
}

/** Both of a pair, for who may merge them. Throws 404 for others. */
async function both(ctx: Ctx, one: string, other: string): Promise<[Person, Person]> {
  authorize(policy, ctx.actor, 'list', 'likenesses');
  const found = await people(ctx, [one, other]);
  const [a, b] = [found.find((p) => p.id === one), found.find((p) => p.id === other)];
  if (!a || !b || one === other || !mergeable(ctx, a, b)) throw notFound('pair');
  return [a, b];
}

/** Names and addresses side by side; two looks. */
export async function showAlike(
  ctx: Ctx,
  pair: { a: string; b: string },
): Promise<Spent<{ items: Shown[] }>> {
  authorize(policy, ctx.actor, 'list', 'likenesses');
  return spend<{ items: Shown[] }>(ctx, async () => {
    const found = await both(ctx, pair.a, pair.b).catch((problem: Problem) => problem);
    if (!Array.isArray(found)) return { shown: 1, answer: found };
    // Names are for pairs that the rule found, not for any two that somebody puts together.
    if (!(await store.isAlike(ctx, store.ordered(pair.a, pair.b))))
      return { shown: 1, answer: notFound('pair') };
    const ids = found.map((p) => p.id);
    for (const id of ids) await audit(ctx, { act: 'applicant.named', subject: id });
    const [names, addresses] = [await namesOf(ctx, ids), await addressesOf(ctx, ids)];
    const items = ids.map((personId) => ({
      ...{ personId, name: names.get(personId) ?? null, addresses: addresses.get(personId) ?? [] },
    }));
    return { shown: 2, answer: { items } };
  });
}

interface Shown {
  personId: string;
  name: string | null;
  addresses: { kind: string; address: string }[];
}

/** Not asked about again; saying so twice is the same. */
export async function keepApart(ctx: Ctx, pair: { a: string; b: string }): Promise<{ apart: boolean }> {
  await both(ctx, pair.a, pair.b);
  const row = store.ordered(pair.a, pair.b);
  if (!(await store.isAlike(ctx, row))) throw notFound('pair');
  if (await store.decide(ctx, row, 'apart'))
    await emit(ctx, { kind: 'applicant.alike', subject: row[0], data: {} });
  return { apart: true };
}

/**
 * Makes one of two: addresses and applications go to who is kept, the other counts as left. What it held stays for a day, so
 * that it can be undone. Throws 409 where a hold is about the one to go, 422 where they have come further than the other.
 */
export async function merge(
  ctx: Ctx,
  { id, keptId, goneId }: { id: string; keptId: string; goneId: string },
) {
  const before = await store.lockMerge(ctx, id);
  if (before) return merged(ctx, before);
  await store.lockApplications(ctx);
  const [kept, gone] = await both(ctx, keptId, goneId);
  if (!goesInto(gone, kept))
    throw refused(`${gone.callSign} has come further.`, `Keep ${gone.callSign} and let the other one go.`);
  if (await isHeld(ctx, goneId))
    throw conflict(
      `A legal hold is about ${gone.callSign}.`,
      {},
      'Both stay as they are until it is released.',
    );
  const row = {
    ...{ id, keptId, goneId, goneState: gone.state, by: ctx.actor.personId ?? keptId, at: ctx.now },
    addresses: await moveAddresses(ctx, { from: goneId, to: keptId }),
    applications: await store.moveApplications(ctx, { from: goneId, to: keptId }),
  };
  await store.insertMerge(ctx, row);
  await store.decide(ctx, store.ordered(keptId, goneId), 'merged');
  await moveTo(ctx, [goneId], 'left', [gone.state]);
  await enqueue(ctx, 'joining.mergeOver', { id }, plusMinutes(ctx.now, day), `merge ${id}`);
  await audit(ctx, { act: 'applicant.merged', subject: keptId, data: { merge: id, gone: goneId } });
  await emit(ctx, {
    kind: 'person.merged',
    subject: keptId,
    data: { person: keptId, gone: goneId, merge: id },
  });
  return { id, kept: kept.callSign, until: plusMinutes(ctx.now, day).toISOString() };
}

async function merged(ctx: Ctx, { id, keptId, at }: store.MergeRow) {
  const signs = await callSigns(ctx, [keptId]);
  return { id, kept: signs.get(keptId) ?? '', until: plusMinutes(at, day).toISOString() };
}

/** Two again. Throws 404 for who may not, 409 when its day is over or who stayed has gone. */
export async function undoMerge(ctx: Ctx, id: string): Promise<{ id: string }> {
  authorize(policy, ctx.actor, 'list', 'likenesses');
  const row = await store.lockMerge(ctx, id);
  const [kept] = row ? await people(ctx, [row.keptId]) : [];
  if (!row || !kept || !can(policy, ctx.actor, 'merge', 'likeness', kept)) throw notFound('merge');
  if (row.undoneAt) return { id };
  if (row.overAt)
    throw conflict('Its day is over: what was left of the other was deleted.', {}, 'Have them apply again.');
  if (kept.state === 'left')
    throw conflict(
      'Who stayed is gone meanwhile.',
      {},
      'Undo what was done with them first, if its day is not over.',
    );
  const back = { from: row.keptId, to: row.goneId };
  await moveAddresses(ctx, { ...back, ids: row.addresses });
  await store.moveApplications(ctx, { ...back, ids: row.applications });
  await moveTo(ctx, [row.goneId], row.goneState, ['left']);
  await store.endMerge(ctx, id, 'undone_at');
  await store.decide(ctx, store.ordered(row.keptId, row.goneId), null);
  await audit(ctx, { act: 'applicant.parted', subject: row.keptId, data: { merge: id, gone: row.goneId } });
  await emit(ctx, {
    kind: 'person.parted',
    subject: row.keptId,
    data: { person: row.keptId, gone: row.goneId, merge: id },
  });
  return { id };
}

/** A merge stands: what was left of the one who went is deleted, unless a hold is about them. */
export async function mergeOver(ctx: Ctx, id: string): Promise<void> {
  const row = await store.lockMerge(ctx, id);
  if (!row || row.undoneAt || row.overAt) return;
  await store.endMerge(ctx, id, 'over_at');
  if (!(await isHeld(ctx, row.goneId))) await forgetPerson(ctx, row.goneId);
  await emit(ctx, { kind: 'person.removed', subject: row.goneId, data: { person: row.goneId } });
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { responderFacts } from '../../people/index.ts';
import { currentCertificates } from '../../trainings/index.ts';
import type { RotaRules } from '../contract.ts';
import { type Candidate, type Own, type Reason, type Sitting, usualRules, whyNot } from '../rules.ts';
import * as store from '../store.ts';

/** The network's rules of planning. */
export const rotaRules = async (ctx: Ctx): Promise<RotaRules> =>
  (await store.selectRules(ctx.tx, ctx.network.id)) ?? usualRules;

/** What counts of these people (of everyone, where null) when they take shifts, by id. */
export async function candidates(ctx: Ctx, ids: string[] | null): Promise<Map<string, Candidate>> {
  const facts = await responderFacts(ctx, ids);
  const certificates = await currentCertificates(ctx, ids);
  return new Map(
    facts.map((p) => [
      p.id,
      {
        id: p.id,
        chapterId: p.chapterId,
        active: p.state === 'active',
        suspended: p.suspended,
        languages: p.languages,
        roles: p.roles,
        skills: p.skills,
        certificates: certificates.get(p.id) ?? [],
      },
    ]),
  );
}

const aroundDays = 8 * 24 * 60;

/** Everyone's shifts that may stand in the way of some slots: those within eight days, by person. */
export async function shiftsAround(
  ctx: Ctx,
  personIds: string[],
  from: Date,
  to: Date,
): Promise<Map<string, (Own & { id: string })[]>> {
  const [first, last] = [plusMinutes(from, -aroundDays), plusMinutes(to, aroundDays)];
  const rows = await store.selectOfPeople(ctx.tx, ctx.network.id, personIds, first, last);
  return Map.groupBy(rows, (row) => row.personId);
}

/** Who sits in a slot. */
export async function sittingIn(
  ctx: Ctx,
  slotId: string,
  leaving: readonly string[] = [],
): Promise<Sitting[]> {
  // A seat given back after its begin has ended: its place is free.
  const rows = (await store.selectOfSlots(ctx.tx, ctx.network.id, [slotId])).filter(
    ({ id, endsAt }) => endsAt > ctx.now && !leaving.includes(id),
  );
  const known = await candidates(
    ctx,
    rows.map((r) => r.personId),
  );
  return rows.map(({ personId, learner }) => ({
    personId,
    learner,
    languages: known.get(personId)?.languages ?? [],
  }));
}

/**
 * Why a person may not have a seat in a slot; nothing: they may. `leaving` are shifts that end with the same act, of
 * this person or of others. Call it with person and slot locked.
 */
export async function reasonsAgainst(
  ctx: Ctx,
  personId: string,
  slot: store.SlotRow,
  { learner = false, leaving = [] }: { learner?: boolean; leaving?: readonly string[] } = {},
): Promise<Reason[]> {
  const person = (await candidates(ctx, [personId])).get(personId);
  if (!person) return [{ code: 'inactive' }];
  const around = await shiftsAround(ctx, [personId], slot.startsAt, slot.endsAt);
  const theirs = (around.get(personId) ?? []).filter((s) => !leaving.includes(s.id));
  const [sitting, rules] = [await sittingIn(ctx, slot.id, leaving), await rotaRules(ctx)];
  return whyNot({ person, slot, sitting, theirs, rules, now: ctx.now, learner });
}

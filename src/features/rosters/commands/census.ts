import type { Ctx } from '../../../platform/context.ts';
import { groupReachable } from '../../channels/index.ts';
import { peopleHolding, responderFacts } from '../../people/index.ts';
import { currentCertificates } from '../../trainings/index.ts';
import type { Rule } from '../contract.ts';
import { type Drift, driftOf, type Facts } from '../rules.ts';
import * as store from '../store.ts';

/**
 * What rules ask about these members; about everyone where `ids` is null. Roles are those of the account, and of who has
 * none those that stand with the member. Trust is time: for how long somebody has been active.
 */
export async function factsOf(ctx: Ctx, rules: Rule[], ids: string[] | null): Promise<Map<string, Facts>> {
  const people = await responderFacts(ctx, ids);
  const certificates = await currentCertificates(ctx, ids);
  const holders = new Map<string, Set<string>>();
  for (const role of new Set(['admin', 'coordinator', ...rules.flatMap((rule) => rule.roles)]))
    holders.set(role, new Set(await peopleHolding(ctx, role)));
  return new Map(
    people.map((p) => [
      p.id,
      {
        active: p.active,
        activeSince: p.stateAt,
        roles: p.accountId ? [...holders].filter(([, all]) => all.has(p.id)).map(([role]) => role) : p.roles,
        courses: (certificates.get(p.id) ?? []).map(({ course }) => course),
        chapterId: p.chapterId,
        agreement: p.agreementCurrent,
        vouched: p.vouched,
      },
    ]),
  );
}

/** What keeps its members from being put in, whatever the rule says; and who has to go for it. */
export async function heldBack(ctx: Ctx, channelId: string) {
  const [leavers, unsafe] = [await store.selectLeavers(ctx, channelId), await store.selectUnsafe(ctx)];
  return { held: new Set([...leavers, ...unsafe.all]), overdue: unsafe.overdue };
}

/** The drift of a channel by what was last seen of it. */
export async function currentDrift(
  ctx: Ctx,
  { id, rule }: { id: string; rule: Rule },
  facts?: ReadonlyMap<string, Facts>,
): Promise<Drift & { seats: store.SeatRow[]; facts: ReadonlyMap<string, Facts> }> {
  const seats = await store.selectSeats(ctx, id);
  const numbers = new Map((await store.selectGroups(ctx, id)).map(({ id: ref, n }) => [ref, n]));
  const all = facts ?? (await factsOf(ctx, [rule], null));
  const seated = seats.map((s) => ({ ...s, groupN: numbers.get(s.groupRef) ?? 0 }));
  const back = { reachable: await groupReachable(ctx), ...(await heldBack(ctx, id)) };
  return { ...driftOf(rule, all, seated, back, ctx.now), seats, facts: all };
}

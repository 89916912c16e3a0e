import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { policy } from '../policy.ts';
import { flagsOf, isVouched, monthDays, nextInMonth } from '../rules.ts';
import * as store from '../store.ts';
import { trustRules } from './in-force.ts';
import { visible } from './members.ts';
import { callSigns, me } from './people.ts';
import { standing } from './trust.ts';

import { putFlag } from './vouches.ts';

const listed = 50;

/** The actor's own level with what is missing, what they gave, and whether they may vouch. */
export async function myStanding(ctx: Ctx) {
  const member = await me(ctx);
  const { facts, trust, ...level } = await standing(ctx, member.id);
  const own = await store.selectGiven(ctx.tx, ctx.network.id, member.id);
  const signs = await callSigns(
    ctx,
    own.map((v) => v.personId),
  );
  const vouched = isVouched(facts, trust);
  const active = vouched && !member.suspended && member.state === 'active';
  const { aMonth, needed } = trust.vouches;
  const since = ctx.now.getTime() - monthDays * 86_400_000;
  const left = aMonth - own.filter((v) => v.kind === 'vouch' && v.at.getTime() > since).length;
  return {
    ...level,
    vouched,
    vouches: { has: facts.vouches, of: needed, founding: facts.founding },
    roles: trust.roles,
    top: Math.max(...trust.levels.map((one) => one.level)),
    given: own.map((v) => ({ ...v, callSign: signs.get(v.personId) ?? '' })),
    may: { vouch: active, refer: active && level.level >= trust.referencesFrom },
    left: Math.max(0, left),
    nextAt: left > 0 ? null : nextInMonth(own, member.id, 'vouch', aMonth, ctx.now),
  };
}

/** Vouches as the desk sees them; the words for who may open them. */
async function shown(ctx: Ctx, rows: store.VouchRow[]) {
  const signs = await callSigns(
    ctx,
    rows.flatMap((v) => [v.personId, v.by ?? v.personId]),
  );
  const opens = can(policy, ctx.actor, 'open', 'vouch');
  return rows.map((v) => ({
    ...v,
    person: signs.get(v.personId) ?? '',
    byId: v.by,
    by: signs.get(v.by ?? '') ?? '',
    words: v.words && opens ? boxOf<string>(v.words, { record: v.id, field: 'words' }) : null,
    can: v.withdrawnAt ? [] : abilities(policy, ctx.actor, 'vouch', v).filter((verb) => verb === 'withdraw'),
  }));
}

export type ShownVouch = Awaited<ReturnType<typeof shown>>[number];

/** A member's level with what is missing, and the vouches around them. Throws 403, 404 outside one's chapter. */
export async function standingOfMember(ctx: Ctx, id: string) {
  authorize(policy, ctx.actor, 'see', 'standing');
  const member = await visible(ctx, id);
  if (!can(policy, ctx.actor, 'read', 'standing', member)) throw notFound('person');
  const { facts, trust, ...level } = await standing(ctx, id);
  const around = await shown(ctx, await store.selectVouchesAround(ctx.tx, ctx.network.id, [id]));
  return {
    ...level,
    vouched: isVouched(facts, trust),
    got: around.filter((v) => v.personId === id),
    gave: around.filter((v) => v.byId === id),
    can: member.state === 'met' && can(policy, ctx.actor, 'activate', 'person', member) ? ['activate'] : [],
  };
}

/** What admins are asked to look at, the newest first. */
export async function vouchFlags(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'vouchFlag');
  const flags = await store.selectOpenFlags(ctx.tx, ctx.network.id, listed);
  const vouches = await shown(
    ctx,
    await store.selectVouches(
      ctx.tx,
      ctx.network.id,
      flags.flatMap((f) => f.vouchIds),
    ),
  );
  const signs = await callSigns(
    ctx,
    flags.flatMap((f) => f.personIds),
  );
  return flags.map((f) => ({
    ...f,
    people: f.personIds.map((id) => ({ id, callSign: signs.get(id) ?? '' })),
    vouches: vouches.filter((v) => f.vouchIds.includes(v.id)),
  }));
}

/** After a vouch: whether it closes a circle, or is one of too many. What an admin has looked at is not raised again. */
export async function lookForFlags(ctx: Ctx, vouchId: string): Promise<void> {
  const edges = await store.selectEdges(ctx.tx, ctx.network.id);
  const made = edges.find((e) => e.id === vouchId);
  if (!made) return;
  for (const flag of flagsOf(edges, made, (await trustRules(ctx)).flags, ctx.now)) {
    const known = await store.selectHandledVouches(ctx.tx, ctx.network.id, flag.key);
    if (flag.vouches.every((id) => known.has(id))) continue;
    await putFlag(ctx, {
      ...{ kind: flag.kind, key: flag.key, personIds: flag.people, vouchIds: flag.vouches },
    });
  }
}

/** An admin has looked; twice is once. Throws 404. */
export async function handleVouchFlag(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'handle', 'vouchFlag');
  const flag = await store.selectFlag(ctx.tx, ctx.network.id, id);
  if (!flag) throw notFound('flag');
  const act = { by: ctx.actor.personId, at: ctx.now };
  if (!(await store.handleFlag(ctx.tx, ctx.network.id, id, act))) return;
  await audit(ctx, { act: 'vouch.looked', subject: id, data: { kind: flag.kind } });
  await emit(ctx, { kind: 'alarm.vouches', subject: id });
}

/** A suspension was upheld. */
export async function followSuspension(ctx: Ctx, suspensionId: string): Promise<void> {
  const suspension = await store.lockSuspension(ctx.tx, ctx.network.id, suspensionId);
  if (suspension) await flagConduct(ctx, suspension.personId);
}

/** Somebody turned out badly: the vouches that they got and gave are looked at again. Nothing else follows from it. */
export async function flagConduct(ctx: Ctx, personId: string): Promise<void> {
  const around = await store.selectVouchesAround(ctx.tx, ctx.network.id, [personId]);
  const vouchIds = around.filter((v) => v.by !== null && !v.withdrawnAt).map((v) => v.id);
  if (vouchIds.length === 0) return;
  await putFlag(ctx, { kind: 'conduct', key: `conduct ${personId}`, personIds: [personId], vouchIds });
}

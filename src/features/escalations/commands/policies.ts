import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { invalid, notFound } from '../../../platform/problem.ts';
import { callSigns, people } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import { KINDS, type Kind, type Plan, type Policy, type Target } from '../contract.ts';
import { policy } from '../policy.ts';
import { endsAfter, timetable, usualPlan, wrongWith } from '../rules.ts';
import * as store from '../store.ts';
import { readAlways } from './always.ts';
import { Targets } from './targets.ts';

/** What holds for each kind in the network, and in chapters that have their own; and who is always there. */
export async function listPolicies(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'escalationPolicy');
  const rows = await store.selectPolicies(ctx);
  const items = await Promise.all([
    ...KINDS.map((kind) => present(ctx, kind, null, rows)),
    ...rows
      .filter(({ chapterId, plan }) => chapterId && plan)
      .map(({ kind, chapterId }) => present(ctx, kind, chapterId, rows)),
  ]);
  return { items, always: await readAlways(ctx), can: abilities(policy, ctx.actor, 'alwaysThere') };
}

async function present(
  ctx: Ctx,
  kind: Kind,
  chapterId: string | null,
  rows: store.PolicyRow[],
): Promise<Policy> {
  const row = rows.find((one) => one.kind === kind && one.chapterId === chapterId && one.plan);
  const plan = row?.plan ?? usualPlan(kind);
  const ids = plan.steps.flatMap(({ to }) => (to.who === 'person' ? [to.personId] : []));
  const signs = await callSigns(ctx, ids);
  return {
    ...{ kind, chapterId, plan, own: row !== undefined },
    people: ids.map((id) => ({ id, callSign: signs.get(id) ?? '' })),
    at: row?.at.toISOString() ?? null,
    can: can(policy, ctx.actor, 'set', 'escalationPolicy', { chapterId }) ? ['set'] : [],
  };
}

interface OfKind {
  kind: Kind;
  chapterId: string | null;
}

/** Throws 400 with a sentence for every reason why the plan cannot be. */
async function mustHold(ctx: Ctx, kind: Kind, plan: Plan): Promise<void> {
  const wrong = wrongWith(kind, plan);
  const named = plan.steps.flatMap(({ to }, n) => (to.who === 'person' ? [{ n, id: to.personId }] : []));
  const found = await people(
    ctx,
    named.map(({ id }) => id),
  );
  for (const { n, id } of named) {
    const person = found.find((p) => p.id === id);
    if (!person || person.state === 'left' || person.suspended)
      wrong.push({
        path: `steps.${n}.to`,
        message: `Whom step ${n + 1} names is no member any more, or suspended. Name somebody else.`,
      });
  }
  if (wrong.length > 0)
    throw invalid(wrong.map(({ path, message }) => ({ path: `body.plan.${path}`, message })));
}

/** Sets a plan for what begins from now on; null goes back to the usual one. The same id again is the same act. */
export async function savePolicy(
  ctx: Ctx,
  { id, kind, chapterId, plan }: OfKind & { id: string; plan: Plan | null },
): Promise<Policy> {
  authorize(policy, ctx.actor, 'set', 'escalationPolicy', { chapterId });
  if (chapterId && !(await chapters(ctx)).some((c) => c.id === chapterId)) throw notFound('chapter');
  if (plan) await mustHold(ctx, kind, plan);
  if (!(await store.selectPolicy(ctx, id))) {
    await store.insertPolicy(ctx, { id, kind, chapterId, plan });
    await audit(ctx, { act: 'escalation.policy', subject: id, data: { kind, usual: plan === null } });
  }
  return present(ctx, kind, chapterId, await store.selectPolicies(ctx));
}

/** Which shift it would be is not known, so neither is who could take it, nor whom it would be about. */
const isOpen = ({ who }: Target): boolean => who === 'taker' || who === 'self';

/** Who would be paged if it happened now and nobody answered, by call sign in order of time. Pages nobody. */
export async function previewPolicy(ctx: Ctx, { kind, chapterId, plan }: OfKind & { plan: Plan }) {
  authorize(policy, ctx.actor, 'read', 'escalationPolicy');
  await mustHold(ctx, kind, plan);
  const targets = new Targets(ctx);
  const found: string[][] = [];
  for (const { to } of plan.steps) {
    const who = isOpen(to) ? [] : await targets.of(to, { subject: '', chapterId, facts: {} }, new Set());
    found.push(who.map((person) => person.callSign).sort());
  }
  const reaches = (step: number) => isOpen(plan.steps[step]!.to) || found[step]!.length > 0;
  return {
    items: timetable(plan, reaches).map(({ step, time, minutes }) => ({
      ...{ step, time, minutes, manner: plan.steps[step]!.manner, callSigns: found[step]! },
    })),
    endsAfter: endsAfter({ ...plan, steps: plan.steps.filter((_, n) => reaches(n)) }),
  };
}

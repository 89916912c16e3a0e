import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { abilities, authorize, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { groupAddresses } from '../../channels/index.ts';
import { callSigns } from '../../people/index.ts';
import type { Move, Plan } from '../contract.ts';
import { policy } from '../policy.ts';
import { hintOf, lookMinutes, massLimit, planMinutes } from '../rules.ts';
import * as store from '../store.ts';
import { currentDrift } from './census.ts';
import { addressBound, addressesIn, visibleChannel } from './common.ts';

/** Lines of each kind that are shown: a plan is no list of members. */
const shownLines = 20;

/**
 * Writes down what would make a channel what its rule says, and changes nothing. The same id again is the same plan; a
 * newer one takes the place of one that nobody applied. Throws 409 without a fresh look, where one is under way, or where
 * there is nothing to do.
 */
export async function makePlan(ctx: Ctx, channelId: string, id: string): Promise<Plan> {
  const channel = await visibleChannel(ctx, channelId);
  authorize(policy, ctx.actor, 'plan', 'channel', channel);
  await store.lockChannel(ctx, channelId);
  const [known] = await store.selectPlans(ctx, { id });
  if (known?.channelId === channelId) return present(ctx, known);
  if (known) throw notFound('plan');
  if (!channel.lookedAt || channel.lookedAt < plusMinutes(ctx.now, -3 * lookMinutes))
    throw conflict('Nobody has looked at this channel lately.', undefined, 'Press “Look now” first.');
  const open = await store.selectOpenPlan(ctx, channelId);
  const [before] = open ? await store.selectPlans(ctx, { id: open }) : [];
  if (before && before.state !== 'open')
    throw conflict('Another plan of this channel is under way.', undefined, 'Wait for it, or drop it.');
  const moves = await movesFor(ctx, channel, id);
  if (moves.length === 0)
    throw conflict(
      'There is nothing to change: the channel is what its rule says.',
      undefined,
      'Nothing to do.',
    );
  if (before) await drop(ctx, before.id);
  const removes = moves.filter((m) => m.kind === 'remove').length;
  const mass = removes > massLimit;
  await store.insertPlan(ctx, { id, channelId, because: 'person', state: 'open', mass });
  await store.insertMoves(ctx, moves);
  const adds = moves.filter((m) => m.kind === 'add').length;
  await audit(ctx, { act: 'channel.planned', subject: channelId, data: { plan: id, adds, removes } });
  return changed(ctx, id);
}

async function movesFor(ctx: Ctx, channel: store.ChannelRow, planId: string): Promise<store.MoveRow[]> {
  const drift = await currentDrift(ctx, channel);
  const where = await groupAddresses(ctx, drift.add);
  const seats = new Map(drift.seats.map((s) => [s.id, s]));
  const line = (kind: store.MoveRow['kind'], more: Partial<store.MoveRow>, addresses: string[]) => {
    const id = newId();
    const address = addresses.length > 0 ? ctx.vault.encrypt(addresses, addressBound(id)) : null;
    const base = { id, planId, kind, personId: null, hint: null, reasons: [], state: 'planned' as const };
    return { ...base, address, ...more };
  };
  return [
    ...drift.remove.map(({ seatId, reasons }) => {
      const seat = seats.get(seatId)!;
      const addresses = addressesIn(ctx, seat);
      const hint = seat.personId ? null : hintOf(addresses.at(-1) ?? '');
      return line('remove', { personId: seat.personId, reasons, hint }, addresses);
    }),
    ...drift.add.flatMap((personId) => {
      const address = where.get(personId);
      return address ? [line('add', { personId }, [address])] : [];
    }),
    ...Array.from({ length: channel.unlocked > 0 ? 1 : 0 }, () =>
      line('lock', { reasons: ['unlocked'] }, []),
    ),
  ];
}

/** A person applies a plan; where many go it waits for a second. Throws 409 for one that is old or was dropped. */
export async function applyPlan(ctx: Ctx, id: string): Promise<Plan> {
  const plan = await load(ctx, id, 'apply');
  mustBeFresh(ctx);
  if (plan.appliedBy === ctx.actor.personId && plan.state !== 'open') return present(ctx, plan);
  mustBe(plan, 'open');
  if (isOld(ctx, plan))
    throw conflict(
      'This plan is more than an hour old, and things have changed since.',
      undefined,
      'Look again and make a new one.',
    );
  await store.updatePlan(ctx, id, {
    ...{ state: plan.mass ? 'waiting' : 'approved', applied_by: ctx.actor.personId, applied_at: ctx.now },
    due_at: plan.mass ? null : ctx.now,
  });
  await audit(ctx, { act: 'channel.applied', subject: plan.channelId, data: { plan: id, mass: plan.mass } });
  return changed(ctx, id);
}

/** The second person's word. Throws 403 for the first, 409 when it does not wait. */
export async function approvePlan(ctx: Ctx, id: string): Promise<Plan> {
  const plan = await load(ctx, id, 'approve');
  mustBeFresh(ctx);
  if (plan.approvedBy === ctx.actor.personId) return present(ctx, plan);
  mustBe(plan, 'waiting');
  await store.updatePlan(ctx, id, {
    ...{ state: 'approved', approved_by: ctx.actor.personId, due_at: ctx.now },
  });
  await audit(ctx, { act: 'channel.approved', subject: plan.channelId, data: { plan: id } });
  return changed(ctx, id);
}

/** Nothing of it is done. */
export async function dropPlan(ctx: Ctx, id: string): Promise<Plan> {
  const plan = await load(ctx, id, 'drop');
  if (plan.state === 'dropped') return present(ctx, plan);
  if (plan.state !== 'waiting') mustBe(plan, 'open');
  await drop(ctx, id);
  await audit(ctx, { act: 'channel.dropped', subject: plan.channelId, data: { plan: id } });
  return changed(ctx, id);
}

/** Its lines are settled, and their addresses forgotten. */
export async function drop(ctx: Ctx, id: string): Promise<void> {
  await store.updatePlan(ctx, id, { state: 'dropped' });
  await store.settleMoves(
    ctx,
    (await store.selectMoves(ctx, id)).map((m) => m.id),
    'skipped',
  );
}

async function load(ctx: Ctx, id: string, verb: string): Promise<store.PlanRow> {
  await store.lockPlan(ctx, id);
  const [plan] = await store.selectPlans(ctx, { id });
  if (plan?.because !== 'person') throw notFound('plan');
  await visibleChannel(ctx, plan.channelId);
  authorize(policy, ctx.actor, verb, 'plan', plan);
  return plan;
}

const said = {
  open: 'nobody has applied it yet',
  waiting: 'it waits for a second person',
  approved: 'it is being carried out',
  done: 'it was carried out',
  dropped: 'it was dropped',
};

function mustBe(plan: store.PlanRow, state: 'open' | 'waiting'): void {
  if (plan.state !== state)
    throw conflict(`This cannot be done with the plan: ${said[plan.state]}.`, { state: plan.state });
}

const isOld = (ctx: Ctx, plan: store.PlanRow) => plan.madeAt < plusMinutes(ctx.now, -planMinutes);

async function changed(ctx: Ctx, id: string): Promise<Plan> {
  const [plan] = await store.selectPlans(ctx, { id });
  await emit(ctx, { kind: 'channel.changed', subject: plan!.channelId });
  return present(ctx, plan!);
}

const present = async (ctx: Ctx, plan: store.PlanRow) => (await presentPlans(ctx, [plan]))[0]!;

/** Plans as the desk sees them. */
export async function presentPlans(ctx: Ctx, plans: store.PlanRow[]): Promise<Plan[]> {
  const ids = plans.flatMap((p) => [p.madeBy, p.appliedBy, p.approvedBy]).filter((id) => id !== null);
  const signs = await callSigns(ctx, ids);
  return plans.map((plan) => {
    const state = plan.state === 'open' && isOld(ctx, plan) ? 'old' : plan.state;
    const verbs = plan.because === 'person' ? abilities(policy, ctx.actor, 'plan', plan) : [];
    const now = { open: ['apply', 'drop'], old: ['drop'], waiting: ['approve', 'drop'] } as Record<
      string,
      string[]
    >;
    const { id, because, mass, adds, removes, locks, failed, error } = plan;
    return {
      ...{ id, because, mass, adds, removes, locks, failed, error, state },
      madeBy: signs.get(plan.madeBy ?? '') ?? null,
      madeAt: plan.madeAt.toISOString(),
      appliedBy: signs.get(plan.appliedBy ?? '') ?? null,
      approvedBy: signs.get(plan.approvedBy ?? '') ?? null,
      doneAt: plan.doneAt?.toISOString() ?? null,
      can: verbs.filter((verb) => now[state]?.includes(verb)),
    };
  });
}

/** The first lines of a plan, of each kind. */
export async function firstMoves(ctx: Ctx, planId: string): Promise<Move[]> {
  const moves = await store.selectMoves(ctx, planId, shownLines);
  const ids = moves.flatMap((m) => (m.personId ? [m.personId] : []));
  const signs = await callSigns(ctx, ids);
  return moves.map(({ id, kind, personId, hint, reasons, state }) => ({
    ...{ id, kind, hint, reasons, state },
    callSign: personId ? (signs.get(personId) ?? null) : null,
  }));
}

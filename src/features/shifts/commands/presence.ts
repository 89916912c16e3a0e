import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import type { Duty, ShiftRole } from '../contract.ts';
import { policy } from '../policy.ts';
import { earlyMinutes, missedMinutes } from '../rules.ts';
import * as store from '../store.ts';

/** Somebody whom the rota or a duty puts somewhere now. */
export interface SeatNow {
  personId: string;
  role: ShiftRole;
  learner: boolean;
  shiftId: string | null;
  dutyId: string | null;
  /** There · awaited · not checked in minutes after the begin · there beyond the end, not handed over. */
  state: 'on' | 'expected' | 'missed' | 'over';
  /** There since; null where they are not. */
  since: Date | null;
  breakSince: Date | null;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Who is where now, as duties and rota say: the one truth that calls and board read. */
export async function seatsNow(ctx: Ctx): Promise<SeatNow[]> {
  const { tx, network, now } = ctx;
  const duties = await store.selectOpenDuties(tx, network.id);
  const shifts = await store.selectAt(tx, network.id, now);
  const breaks = await store.selectOnBreak(
    tx,
    network.id,
    duties.map((d) => d.personId),
  );
  const isOf = (d: store.DutyRow, s: store.ShiftRow) => d.personId === s.personId && d.role === s.role;
  const there = duties.map((d): SeatNow => {
    const shift = shifts.find((s) => isOf(d, s));
    return {
      ...{ personId: d.personId, role: d.role, learner: d.learner, dutyId: d.id },
      shiftId: shift?.id ?? d.shiftId,
      state: d.dueAt && d.dueAt <= now ? 'over' : 'on',
      since: d.beganAt,
      breakSince: breaks.get(d.personId) ?? null,
      startsAt: shift?.startsAt ?? null,
      endsAt: d.dueAt,
    };
  });
  const awaited = shifts
    // Who checked in and left again before the end is not awaited.
    .filter((s) => !s.checkedInAt && !duties.some((d) => isOf(d, s)))
    .map(
      (s): SeatNow => ({
        ...{ personId: s.personId, role: s.role, learner: s.learner, shiftId: s.id, dutyId: null },
        state: plusMinutes(s.startsAt, missedMinutes) <= now ? 'missed' : 'expected',
        ...{ since: null, breakSince: null, startsAt: s.startsAt, endsAt: s.endsAt },
      }),
    );
  return [...there, ...awaited];
}

/** Since when who of these people is on a break. */
export const onBreak = (ctx: Ctx, personIds: readonly string[]): Promise<Map<string, Date>> =>
  store.selectOnBreak(ctx.tx, ctx.network.id, personIds);

/** Duties that go on, of a role or of all; who came first comes first. Learners too. */
export const onDuty = (ctx: Ctx, role?: ShiftRole): Promise<store.DutyRow[]> =>
  store.selectOpenDuties(ctx.tx, ctx.network.id, role);

/** When this person was last on duty until; null where they never were. */
export const lastThere = async (ctx: Ctx, personId: string): Promise<Date | null> =>
  (await store.selectLastEnded(ctx.tx, ctx.network.id, personId))?.endedAt ?? null;

/** A duty as its owner sees it. */
export async function presentDuty(ctx: Ctx, d: store.DutyRow): Promise<Duty> {
  const breaks = await store.selectOnBreak(ctx.tx, ctx.network.id, [d.personId]);
  return {
    ...{ id: d.id, role: d.role, learner: d.learner, beganAt: d.beganAt.toISOString() },
    dueAt: d.dueAt?.toISOString() ?? null,
    isOver: d.dueAt !== null && d.dueAt <= ctx.now,
    onBreakSince: breaks.get(d.personId)?.toISOString() ?? null,
  };
}

const deskRoles: readonly ShiftRole[] = ['operator', 'dispatcher', 'legal'];

/** What the actor is on duty as, and what they could sign on as: a shift that runs or begins soon, or a role of theirs. */
export async function myDuties(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const { tx, network, now } = ctx;
  const me = ctx.actor.personId!;
  const own = await store.selectOpenOf(tx, network.id, me);
  const seats = await store.selectOfPeople(tx, network.id, [me], now, plusMinutes(now, earlyMinutes));
  const roles = deskRoles.filter((role) => ctx.actor.roles.some((r) => r.role === role));
  const isOn = (role: ShiftRole) => own.some((d) => d.role === role);
  const due = seats.filter((s) => s.state === 'on' && !s.checkedInAt && !isOn(s.role));
  return {
    items: await Promise.all(own.map((d) => presentDuty(ctx, d))),
    canSignOn: [
      ...due.map((s) => ({
        role: s.role,
        startsAt: s.startsAt.toISOString(),
        endsAt: s.endsAt.toISOString(),
      })),
      ...roles
        .filter((role) => !isOn(role) && !due.some((s) => s.role === role))
        .map((role) => ({ role, startsAt: null, endsAt: null })),
    ],
  };
}

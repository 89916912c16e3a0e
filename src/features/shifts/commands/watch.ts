import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { clockTime } from '../../../platform/i18n/index.ts';
import { send } from '../../channels/index.ts';
import { say } from '../messages.ts';
import { missedMinutes, overdueMinutes } from '../rules.ts';
import * as store from '../store.ts';
import { readersOf, roleName } from '../words.ts';
import { rotaChanged } from './slots.ts';

/** Each minute: who has not come, whose shift ended and who has still not handed over. Each is said once. */
export async function watchDuties(ctx: Ctx): Promise<void> {
  await sayMissed(ctx);
  await remind(ctx);
  await raiseOverdue(ctx);
}

type Concerned = Pick<store.ShiftRow, 'id' | 'personId' | 'role' | 'startsAt' | 'endsAt'>;

/** Nobody checked in: they are asked; who else is paged is the escalations' affair. */
async function sayMissed(ctx: Ctx): Promise<void> {
  const missed = await store.selectMissed(
    ctx.tx,
    ctx.network.id,
    plusMinutes(ctx.now, -missedMinutes),
    ctx.now,
  );
  if (missed.length === 0) return;
  await store.markMissed(
    ctx.tx,
    ctx.network.id,
    missed.map((s) => s.id),
    ctx.now,
  );
  await emit(
    ctx,
    ...missed.map((s) => ({
      kind: 'duty.missed',
      subject: s.id,
      data: { person: s.personId, role: s.role, slot: s.slotId, learner: s.learner },
    })),
  );
  for (const slot of new Set(missed.map((s) => s.slotId))) if (slot) await rotaChanged(ctx, slot);
  await askThem(ctx, 'missed', missed);
}

/** Their shift is over and they are still on duty: a word to them, so that nobody leaves silently. */
async function remind(ctx: Ctx): Promise<void> {
  const due = await store.selectDue(ctx.tx, ctx.network.id, ctx.now, 'reminded_at');
  for (const { id } of due) await store.updateDuty(ctx.tx, ctx.network.id, id, { remindedAt: ctx.now });
  if (due.length > 0) await emit(ctx, ...due.map((d) => dutyEvent('duty.due', d)));
  await askThem(ctx, 'due', due.map(asShift));
}

/** And some minutes later others are paged. */
async function raiseOverdue(ctx: Ctx): Promise<void> {
  const before = plusMinutes(ctx.now, -overdueMinutes);
  const overdue = await store.selectDue(ctx.tx, ctx.network.id, before, 'raised_at');
  for (const { id } of overdue) await store.updateDuty(ctx.tx, ctx.network.id, id, { raisedAt: ctx.now });
  if (overdue.length > 0) await emit(ctx, ...overdue.map((d) => dutyEvent('duty.overdue', d)));
}

const dutyEvent = (kind: string, d: store.DutyRow) => ({
  kind,
  subject: d.id,
  data: { person: d.personId, role: d.role },
});

const asShift = (d: store.DutyRow): Concerned => ({
  ...{ id: d.id, personId: d.personId, role: d.role },
  ...{ startsAt: d.beganAt, endsAt: d.dueAt! },
});

async function askThem(ctx: Ctx, key: 'missed' | 'due', shifts: Concerned[]): Promise<void> {
  const readers = await readersOf(
    ctx,
    shifts.map((s) => s.personId),
  );
  await send(
    ctx,
    shifts.map((s) => {
      const language = readers.get(s.personId) ?? 'en';
      const body = say(language, key, {
        network: ctx.network.name,
        role: roleName(language, s.role),
        from: clockTime(language, s.startsAt, ctx.network.timeZone),
        to: clockTime(language, s.endsAt, ctx.network.timeZone),
      });
      return { to: { personId: s.personId }, body, language, purpose: 'shift', subject: s.id, urgent: true };
    }),
  );
}

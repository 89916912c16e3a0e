import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { authorize } from '../../platform/policy.ts';
import { conflict, notFound } from '../../platform/problem.ts';
import { send } from '../channels/index.ts';
import { callSigns } from '../people/index.ts';
import { onShift } from '../shifts/index.ts';
import { say } from './messages.ts';
import { policy } from './policy.ts';
import * as store from './store.ts';

export type Intake = store.Intake & { takenByCallSign: string | null };

/** Opens the intake of a restricted report and pages who is on shift at the legal desk. Once a report. */
export async function openIntake(ctx: Ctx, reportId: string, drill: boolean): Promise<void> {
  const id = newId();
  if (!(await store.insertIntake(ctx, { id, reportId, drill }))) return;
  await emit(ctx, { kind: 'intake.opened', subject: id, data: { report: reportId } });
  const lawyers = await onShift(ctx, 'legal');
  await send(
    ctx,
    lawyers.map((personId) => ({
      to: { personId },
      language: 'en',
      body: say('en', 'page'),
      purpose: 'intake',
      subject: id,
      urgent: true,
      drill,
    })),
  );
}

/** Throws 403 for all but the legal desk. */
export async function openIntakes(ctx: Ctx): Promise<Intake[]> {
  authorize(policy, ctx.actor, 'read', 'intake');
  return withCallSigns(ctx, await store.selectOpen(ctx));
}

/** Throws 403, 404, or 409 with who has it. */
export async function takeIntake(ctx: Ctx, id: string): Promise<Intake> {
  authorize(policy, ctx.actor, 'take', 'intake');
  const before = await intakeOf(ctx, id);
  if (before.takenBy === ctx.actor.personId && before.state === 'taken') return before;
  if (await store.moveIntake(ctx, id, ['open'], 'taken', ctx.actor.personId)) {
    await emit(ctx, { kind: 'intake.taken', subject: id });
    return intakeOf(ctx, id);
  }
  const now = await intakeOf(ctx, id);
  throw conflict(`${now.takenByCallSign ?? 'Somebody'} has taken this intake.`, {
    who: now.takenByCallSign ?? '',
    at: now.takenAt?.toISOString() ?? '',
  });
}

/** Throws 403 or 404. Closing a closed one changes nothing. */
export async function closeIntake(ctx: Ctx, id: string): Promise<Intake> {
  authorize(policy, ctx.actor, 'close', 'intake');
  await intakeOf(ctx, id);
  if (await store.moveIntake(ctx, id, ['open', 'taken'], 'closed', ctx.actor.personId))
    await emit(ctx, { kind: 'intake.closed', subject: id });
  return intakeOf(ctx, id);
}

async function intakeOf(ctx: Ctx, id: string): Promise<Intake> {
  const found = await store.selectIntake(ctx, id);
  if (!found) throw notFound('intake');
  return (await withCallSigns(ctx, [found]))[0]!;
}

async function withCallSigns(ctx: Ctx, intakes: store.Intake[]): Promise<Intake[]> {
  const signs = await callSigns(
    ctx,
    intakes.flatMap((i) => i.takenBy ?? []),
  );
  return intakes.map((i) => ({ ...i, takenByCallSign: i.takenBy ? (signs.get(i.takenBy) ?? '') : null }));
}

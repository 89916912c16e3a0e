import { audit, auditOnce } from '../../platform/audit/index.ts';
import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import type { SealedInput } from '../../platform/http/sealed.ts';
import { newId } from '../../platform/id.ts';
import { abilities, authorize } from '../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../platform/problem.ts';
import { callsOf } from '../calls/index.ts';
import { escalate, settle } from '../escalations/index.ts';
import { addTo, closeRestricted, restrictedLanguages, restrictedReport } from '../hotline/index.ts';
import { callSigns } from '../people/index.ts';
import type { Intake, IntakeDetail } from './contract.ts';
import { policy } from './policy.ts';
import * as store from './store.ts';

/** Somebody was detained: an intake for the legal desk, and its people are paged. The page says nothing of it. */
export async function openIntake(ctx: Ctx, reportId: string, drill: boolean): Promise<void> {
  const id = newId();
  if (!(await store.insertIntake(ctx.tx, ctx.network.id, { id, reportId, at: ctx.now, drill }))) return;
  await emit(ctx, { kind: 'intake.opened', subject: id, data: { drill } });
  // Made by a live call, it is with whoever took that, and nobody else is woken.
  const [call] = await callsOf(ctx, [reportId]);
  if (!call?.answeredBy) return escalate(ctx, { kind: 'intake', subject: id, drill });
  const taken = { state: 'taken' as const, takenBy: call.answeredBy, takenAt: call.answeredAt ?? ctx.now };
  await store.updateIntake(ctx.tx, ctx.network.id, id, taken);
  await emit(ctx, { kind: 'intake.taken', subject: id });
}

/** Writes down what a caller or a family says, beside what came before; the same id again changes nothing. */
export async function write(ctx: Ctx, id: string, note: { id: string; said: SealedInput }): Promise<void> {
  authorize(policy, ctx.actor, 'write', 'intake');
  const row = await load(ctx, id);
  member(ctx);
  if (row.state === 'closed') throw conflict('This intake is closed.');
  await addTo(ctx, row.reportId, note);
}

/** Something was added to what somebody has taken or may take. */
export async function tellAdded(ctx: Ctx, reportId: string): Promise<void> {
  const intakes = await store.selectIntakes(ctx.tx, ctx.network.id, true);
  const intake = intakes.find((i) => i.reportId === reportId);
  if (intake) await emit(ctx, { kind: 'intake.changed', subject: intake.id });
}

/** What it points at was kept for its time and is gone: so is the pointer. */
export const forgetIntake = async (ctx: Ctx, reportId: string): Promise<void> =>
  settle(ctx, await store.deleteIntakeOf(ctx.tx, ctx.network.id, reportId));

export async function list(ctx: Ctx, openOnly: boolean, reportId?: string): Promise<Intake[]> {
  authorize(policy, ctx.actor, 'read', 'intake');
  return present(ctx, await store.selectIntakes(ctx.tx, ctx.network.id, openOnly, reportId));
}

export async function detail(ctx: Ctx, id: string): Promise<IntakeDetail> {
  authorize(policy, ctx.actor, 'read', 'intake');
  const row = await load(ctx, id);
  await auditOnce(ctx, { act: 'intake.read', subject: id });
  const [intake] = await present(ctx, [row]);
  const calls = await callsOf(ctx, [row.reportId]);
  return {
    ...intake!,
    report: await restrictedReport(ctx, row.reportId),
    calls: calls.map(({ id: callId, startedAt, answeredAt, endedAt, callSign }) => ({
      ...{ id: callId, callSign, startedAt: startedAt.toISOString() },
      answeredAt: answeredAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}

/** Throws 409 with who and when where somebody was first. */
export async function take(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'take', 'intake');
  const row = await load(ctx, id);
  const by = member(ctx);
  if (row.state === 'taken' && row.takenBy === by) return;
  if (row.state !== 'open') throw await takenAlready(ctx, row);
  await store.updateIntake(ctx.tx, ctx.network.id, id, { state: 'taken', takenBy: by, takenAt: ctx.now });
  await settle(ctx, id);
  await emit(ctx, { kind: 'intake.taken', subject: id });
  await audit(ctx, { act: 'intake.taken', subject: id });
}

/** Whoever has it goes home: it waits for the legal desk again, which is paged. Again is the same act. Throws 409 for another's. */
export async function giveBack(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'return', 'intake');
  const row = await load(ctx, id);
  if (row.state === 'open') return;
  if (row.state === 'closed' || row.takenBy !== member(ctx)) throw await takenAlready(ctx, row);
  await setFree(ctx, row);
  await audit(ctx, { act: 'intake.returned', subject: id });
}

/** Somebody of the legal desk left the network or is suspended: what they had waits for the others. */
export async function freeAllOf(ctx: Ctx, personId: string): Promise<void> {
  for (const row of await store.selectTakenBy(ctx.tx, ctx.network.id, personId)) await setFree(ctx, row);
}

async function setFree(ctx: Ctx, { id, drill }: store.IntakeRow): Promise<void> {
  await store.updateIntake(ctx.tx, ctx.network.id, id, { state: 'open', takenBy: null, takenAt: null });
  await escalate(ctx, { kind: 'intake', subject: id, drill });
  await emit(ctx, { kind: 'intake.returned', subject: id });
}

export async function close(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'close', 'intake');
  const row = await load(ctx, id);
  if (row.state === 'closed') return;
  if (row.takenBy !== member(ctx)) throw await takenAlready(ctx, row);
  await store.updateIntake(ctx.tx, ctx.network.id, id, { state: 'closed' });
  await closeRestricted(ctx, row.reportId);
  await emit(ctx, { kind: 'intake.closed', subject: id });
  await audit(ctx, { act: 'intake.closed', subject: id });
}

async function load(ctx: Ctx, id: string): Promise<store.IntakeRow> {
  const row = await store.selectIntake(ctx.tx, ctx.network.id, id);
  if (!row) throw notFound('intake');
  return row;
}

function member(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('working on intakes without being a member');
  return ctx.actor.personId;
}

async function takenAlready(ctx: Ctx, row: store.IntakeRow) {
  if (!row.takenBy) return conflict('Nobody has taken this intake.', undefined, 'Take it first.');
  const who = (await callSigns(ctx, [row.takenBy])).get(row.takenBy) ?? '–';
  const what = row.state === 'closed' ? 'closed' : 'taken by someone else';
  return conflict(`This intake is ${what} already.`, { who, at: (row.takenAt ?? ctx.now).toISOString() });
}

async function present(ctx: Ctx, rows: store.IntakeRow[]): Promise<Intake[]> {
  const names = await callSigns(
    ctx,
    rows.map((r) => r.takenBy).filter((by) => by !== null),
  );
  const languages = await restrictedLanguages(
    ctx,
    rows.map((r) => r.reportId),
  );
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    at: row.at.toISOString(),
    language: languages.get(row.reportId) ?? 'en',
    takenBy:
      row.takenBy && row.takenAt
        ? { personId: row.takenBy, callSign: names.get(row.takenBy) ?? '–', at: row.takenAt.toISOString() }
        : null,
    drill: row.drill,
    can: abilities(policy, ctx.actor, 'intake').filter((verb) => isPossible(verb, row, ctx.actor.personId)),
  }));
}

function isPossible(verb: string, row: store.IntakeRow, personId: string | null): boolean {
  if (verb === 'take') return row.state === 'open';
  if (verb === 'write') return row.state !== 'closed';
  return !['close', 'return'].includes(verb) || (row.state === 'taken' && row.takenBy === personId);
}

import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { holdersOf } from '../../accounts/index.ts';
import type { PeopleAlarm } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { callSigns } from './people.ts';

const listed = 50;

/** Writes an alarm for the admins; channels tells them, and their desk shows it until one has looked into it. */
export async function raise(
  ctx: Ctx,
  alarm: { kind: PeopleAlarm['kind']; how: PeopleAlarm['how']; personId: string | null },
): Promise<void> {
  const id = newId();
  await store.insertAlarm(ctx.tx, ctx.network.id, {
    ...alarm,
    id,
    by: ctx.actor.personId,
    byAccount: ctx.actor.id,
    at: ctx.now,
  });
  await audit(ctx, {
    act: 'people.alarm',
    subject: id,
    data: { kind: alarm.kind, how: alarm.how, person: alarm.personId },
  });
  await emit(ctx, { kind: 'alarm.raised', subject: id });
}

/** Whoever touches one that does not exist had no reason to. One alarm an act, however many it touched. */
export async function watch(ctx: Ctx, personIds: string[], how: PeopleAlarm['how']): Promise<void> {
  const [touched] = await store.selectCanariesAmong(ctx.tx, ctx.network.id, personIds);
  if (touched) await raise(ctx, { kind: 'canary', how, personId: touched });
}

/** What no admin has looked into yet, the newest first. */
export async function alarms(ctx: Ctx): Promise<PeopleAlarm[]> {
  authorize(policy, ctx.actor, 'read', 'peopleAlarm');
  const rows = await store.selectOpenAlarms(ctx.tx, ctx.network.id, listed);
  const signs = await callSigns(
    ctx,
    rows.flatMap((r) => [r.by, r.personId]).filter((id) => id !== null),
  );
  return rows.map((r) => ({
    id: r.id,
    kind: r.kind,
    how: r.how,
    by: signs.get(r.by ?? '') ?? '',
    byId: r.by,
    about: signs.get(r.personId ?? '') ?? null,
    at: r.at.toISOString(),
  }));
}

/** Handled twice is handled. Throws 404. */
export async function handleAlarm(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'handle', 'peopleAlarm');
  if (!(await store.selectAlarm(ctx.tx, ctx.network.id, id))) throw notFound('alarm');
  const act = { by: ctx.actor.personId, at: ctx.now };
  if (!(await store.handleAlarm(ctx.tx, ctx.network.id, id, act))) return;
  await audit(ctx, { act: 'people.alarmHandled', subject: id });
  await emit(ctx, { kind: 'alarm.handled', subject: id });
}

/** What an alarm is about, for who writes to the admins; null when it is gone. */
export const alarmKind = async (ctx: Ctx, id: string): Promise<PeopleAlarm['kind'] | null> =>
  (await store.selectAlarm(ctx.tx, ctx.network.id, id))?.kind ?? null;

/** The people who hold a role now, by their accounts. */
export async function peopleHolding(ctx: Ctx, role: string): Promise<string[]> {
  return store.selectIdsByAccount(ctx.tx, ctx.network.id, await holdersOf(ctx, role));
}

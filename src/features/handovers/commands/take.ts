import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { callSigns, people } from '../../people/index.ts';
import { type Duty, endDuty, lockDuty, onDuty, ownDuty, signOn } from '../../shifts/index.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { atDesk } from '../rules.ts';
import * as store from '../store.ts';
import { openThings, passOn, refsOf, takeUp } from './things.ts';

/**
 * Takes a duty over with everything that is open with its owner, in this transaction; who is not on duty yet is so by this.
 * Again is the same act. Throws 404, 403 for what one may not take, 409 with who and when where another was first.
 */
export async function take(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'read', 'handover');
  const me = ctx.actor.personId;
  const duty = await lockDuty(ctx, id);
  const row = await store.lockHandover(ctx, id);
  if (!duty || !me) throw notFound('duty');
  authorize(policy, ctx.actor, 'take', 'handover', duty);
  if (row?.state === 'taken' && row.takenBy === me) return;
  if (row?.state === 'taken') throw await wasTaken(ctx, row);
  if (duty.personId === me)
    throw refused('This duty is yours already.', 'Offer it to somebody else, or leave.');
  if (row?.state === 'unowned') {
    await takeUp(ctx, row.things, row.personId, me);
  } else {
    const isOver = duty.dueAt !== null && duty.dueAt <= ctx.now;
    if (duty.endedAt)
      throw conflict('This duty has ended, and nothing was open.', { at: duty.endedAt.toISOString() });
    if (!row && !isOver)
      throw conflict('Its owner is on shift and has not offered it.', {}, 'Ask them to hand it over.');
    await handTo(ctx, duty, me, row?.at ?? null);
  }
  await beHere(ctx, me, duty.role);
  await settle(ctx, duty, row, me);
  await audit(ctx, { act: 'handover.taken', subject: duty.personId, data: { role: duty.role } });
}

/** The owner gives it to a dispatcher who is here, who is told. Throws 422 for who is not. */
export async function give(ctx: Ctx, id: string, to: string): Promise<void> {
  authorize(policy, ctx.actor, 'give', 'ownHandover');
  const before = await store.selectHandover(ctx, id);
  if (before?.state === 'taken' && before.takenBy === to) return;
  if (before?.state === 'taken') throw await wasTaken(ctx, before);
  const duty = await ownDuty(ctx, id);
  const dispatchers = await onDuty(ctx, 'dispatcher');
  if (to === duty.personId || !dispatchers.some((d) => d.personId === to && !d.learner))
    throw refused('They are not on duty as a dispatcher.', 'Choose one who is here, or stay for now.');
  const things = await openThings(ctx, duty.personId);
  mustNotTalk(things);
  await handTo(ctx, duty, to, ctx.now);
  await settle(ctx, duty, before, to, refsOf(things));
  await tellGiven(ctx, duty.personId, to, things.length);
  await audit(ctx, { act: 'handover.given', subject: to, data: { role: duty.role } });
}

/** Nobody leaves a caller on the line behind. */
export function mustNotTalk(things: readonly store.ThingRef[]): void {
  if (things.some((t) => t.kind === 'call'))
    throw conflict('You have a caller on the line.', {}, 'End the call, or hand the caller over first.');
}

async function handTo(ctx: Ctx, duty: Duty, to: string, shownAt: Date | null): Promise<void> {
  const things = atDesk(duty.role) ? await openThings(ctx, duty.personId) : [];
  await passOn(ctx, things, duty.personId, to);
  await endDuty(ctx, duty, { as: 'handed-over', shownAt });
}

async function settle(
  ctx: Ctx,
  duty: Duty,
  row: store.HandoverRow | null,
  to: string,
  things: store.ThingRef[] = row?.things ?? [],
): Promise<void> {
  await store.saveHandover(ctx, {
    ...{ id: duty.id, personId: duty.personId, role: duty.role, state: 'taken' },
    ...{ note: row?.note ?? null, things, at: row?.at ?? ctx.now, takenBy: to, takenAt: ctx.now },
  });
  await emit(ctx, { kind: 'handover.taken', subject: duty.id, data: { person: duty.personId, by: to } });
}

/** Who takes over is on duty by it, in the role that they take or in one of theirs. A coordinator may help without. */
async function beHere(ctx: Ctx, me: string, role: Duty['role']): Promise<void> {
  if ((await onDuty(ctx)).some((d) => d.personId === me && !d.learner)) return;
  const held = ctx.actor.roles.map((r) => r.role);
  const as = [role, 'dispatcher' as const, 'operator' as const].find((one) => held.includes(one));
  if (as) await signOn(ctx, { id: newId(), role: as });
}

async function wasTaken(ctx: Ctx, row: store.HandoverRow) {
  const who = (await callSigns(ctx, [row.takenBy!])).get(row.takenBy!) ?? 'Somebody else';
  return conflict(
    `${who} has taken this over.`,
    { who, at: row.takenAt!.toISOString() },
    'Nothing more is open here.',
  );
}

async function tellGiven(ctx: Ctx, from: string, to: string, n: number): Promise<void> {
  const [person] = await people(ctx, [to]);
  const language = person?.languages.find(isLang) ?? 'en';
  const who = (await callSigns(ctx, [from])).get(from) ?? '';
  const body = say(language, 'given', { network: ctx.network.name, who, n });
  await send(ctx, [
    { to: { personId: to }, body, language, purpose: 'handover', subject: from, urgent: true },
  ]);
}

import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { incident, note } from '../../incidents/index.ts';
import type { StandDownReason } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { isSeated } from '../rules.ts';
import * as store from '../store.ts';
import { closeCallout } from './close.ts';
import { assignmentEvent, langFor, refreshResponse, signsOf } from './common.ts';
import { stopExpecting } from './expect.ts';
import { comeHome, gone } from './go.ts';
import { type Act, step } from './steps.ts';
import { ackAll, awaitDesk } from './wait.ts';

/** Minutes until those who have not answered are asked again and the desk is alarmed. */
const answerWithin = 3;

export interface NewStandDown {
  id: string;
  incidentId: string;
  reason: StandDownReason;
}

/** A dispatcher, coordinator or counsel stands everyone down. The same id again is the same act. */
export async function standDown(ctx: Ctx, given: NewStandDown): Promise<void> {
  authorize(policy, ctx.actor, 'send', 'standDown');
  await incident(ctx, given.incidentId);
  const known = await store.selectStandDown(ctx, given.id);
  if (known && known.incidentId !== given.incidentId)
    throw conflict('This id belongs to another stand-down.');
  if (!known) await standAllDown(ctx, given);
}

/**
 * Everyone on the incident at once: those out leave and say so, those asked are released, nobody further is asked. Under
 * the lock of the places, so that a yes of the same moment either is stood down with the others or comes too late.
 */
export async function standAllDown(
  ctx: Ctx,
  { id, incidentId, reason }: NewStandDown,
  as: store.ClosedAs = 'stood_down',
): Promise<void> {
  await store.lockPlaces(ctx);
  const rows = await store.selectAssignmentsAt(ctx, [incidentId]);
  const callouts = await store.selectCalloutsOf(ctx, incidentId);
  for (const callout of callouts) if (!callout.closedAt) await closeCallout(ctx, callout, as);
  // A reserve's promise ends too: nobody is sent any more.
  await store.updateAssignments(
    ctx,
    rows.filter((r) => r.state === 'reserve').map((r) => r.id),
    { state: 'released', relieves: null },
  );
  // Full call-outs are over as well, so that a late yes is not seated.
  for (const callout of callouts)
    if (callout.closedAs === 'filled' || callout.closedAs === 'desk')
      await store.updateCallout(ctx, callout.id, { closed_as: as });
  const out = rows.filter((r) => isSeated(r.state));
  await store.insertStandDown(ctx, { id, incidentId, reason, by: ctx.actor.personId, at: ctx.now });
  await store.insertAcks(
    ctx,
    id,
    out.map((r) => r.id),
  );
  await stopExpecting(
    ctx,
    out.map((r) => r.id),
  );
  await sendStandDown(ctx, out, callouts, 'standDown', reason);
  if (out.length > 0)
    await enqueue(
      ctx,
      'callouts.unacked',
      { standDown: id },
      plusMinutes(ctx.now, answerWithin),
      `unacked ${id}`,
    );
  await refreshResponse(ctx, incidentId);
  await note(ctx, incidentId, 'standdown.sent', { subject: id, data: { reason, people: out.length } });
  await emit(
    ctx,
    { kind: 'standdown.sent', subject: id, data: { incident: incidentId, reason } },
    ...out.map((row) => assignmentEvent('assignment.stand_down', row, { standDown: id })),
  );
}

async function sendStandDown(
  ctx: Ctx,
  rows: store.AssignmentRow[],
  callouts: store.CalloutRow[],
  key: 'standDown' | 'standDownAgain',
  reason: StandDownReason,
): Promise<void> {
  await send(
    ctx,
    rows.map((row) => {
      const callout = callouts.find((c) => c.id === row.calloutId)!;
      return {
        to: { personId: row.personId },
        body: say(langFor(row), key, {
          code: callout.code,
          reason,
          number: ctx.network.emergencyNumber,
        }),
        language: row.language,
        purpose: 'stand_down',
        subject: row.id,
        urgent: true,
        drill: callout.drill,
      };
    }),
  );
}

/** Read, and leaving. Who has not arrived turns round and is out no more; who is there says when they have left. */
export const ackStandDown = (ctx: Ctx, assignmentId: string, act: Act) =>
  step(ctx, 'stand-down-ack', assignmentId, act, (opened) => {
    const isThere = opened.row.state === 'on_scene';
    return {
      ...(isThere ? {} : { change: gone(opened.at) }),
      follow: async () => {
        const acked = await ackAll(ctx, assignmentId, opened.at, ctx.actor.personId);
        if (isSeated(opened.row.state) && !isThere) await comeHome(ctx, opened);
        await emit(
          ctx,
          ...acked.map((id) => ({
            kind: 'standdown.acked',
            subject: id,
            data: { incident: opened.row.incidentId, person: opened.row.personId, assignment: assignmentId },
          })),
        );
      },
    };
  });

/** The desk heard it by phone. */
export async function ackFor(ctx: Ctx, standDownId: string, assignmentId: string): Promise<void> {
  authorize(policy, ctx.actor, 'ack', 'assignment');
  const ack = (await store.selectAcks(ctx, standDownId)).find((k) => k.assignmentId === assignmentId);
  if (!ack) throw notFound('stand-down of this person');
  // One act a stand-down and person: its id is that of the stand-down, which no phone gives to anything.
  if (!ack.ackedAt) await ackStandDown(ctx, assignmentId, { id: actIdOf(standDownId, assignmentId) });
}

const actIdOf = (standDownId: string, assignmentId: string) =>
  `${standDownId.slice(0, 24)}${assignmentId.slice(24)}`;

/** Who has not answered is asked once more, and the desk is told. */
export async function escalateStandDown(ctx: Ctx, standDownId: string): Promise<void> {
  const given = await store.selectStandDown(ctx, standDownId);
  if (!given) return;
  const silent = new Set(await store.escalate(ctx, standDownId));
  const rows = (await store.selectAssignmentsAt(ctx, [given.incidentId])).filter((r) => silent.has(r.id));
  if (rows.length === 0) return;
  const callouts = await store.selectCalloutsOf(ctx, given.incidentId);
  await sendStandDown(ctx, rows, callouts, 'standDownAgain', given.reason);
  for (const row of rows)
    await awaitDesk(ctx, 'standDown', row, callouts.find((c) => c.id === row.calloutId)!);
  const signs = await signsOf(
    ctx,
    rows.map((r) => r.personId),
  );
  await note(ctx, given.incidentId, 'standdown.unacked', {
    subject: standDownId,
    data: { callSign: rows.map((r) => signs.get(r.personId) ?? '').join(', ') },
  });
  await emit(
    ctx,
    ...rows.map((row) => ({
      kind: 'standdown.unacked',
      subject: standDownId,
      data: { incident: row.incidentId, person: row.personId, assignment: row.id },
    })),
  );
}

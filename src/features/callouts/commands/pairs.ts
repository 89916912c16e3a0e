import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { send } from '../../channels/index.ts';
import { note } from '../../incidents/index.ts';
import { type Key, say } from '../messages.ts';
import * as store from '../store.ts';
import { assignmentEvent, langFor, signsOf } from './common.ts';
import { expectSetOff, stopExpecting } from './expect.ts';
import { awaitDesk, writeChange } from './wait.ts';

/**
 * People said yes: whoever waited for a partner hears that they may set off, whoever was alone is so no more, and from
 * now on it is expected that they set off. Call it when the answers are written.
 */
export async function pairUp(ctx: Ctx, incidentIds: string[], came: ReadonlySet<string>): Promise<void> {
  const seated = await store.selectSeatedAt(ctx, incidentIds);
  for (const incidentId of incidentIds) {
    const here = seated.filter((r) => r.incidentId === incidentId);
    const before = here.filter((r) => !came.has(r.id));
    const callouts = await calloutsOf(ctx, here);
    const ready = here.filter((r) => here.length > 1 || callouts.get(r.calloutId)!.manner === 'vantage');
    await expectSetOff(
      ctx,
      ready.filter((r) => r.state === 'accepted' && (came.has(r.id) || before.length === 1)),
      callouts,
    );
    if (before.length === 1 && here.length > 1) await joined(ctx, before[0]!, here, callouts);
  }
}

/** A full call-out introduces its people to each other; what is not full yet leaves one waiting without a word. */
async function joined(
  ctx: Ctx,
  waiting: store.AssignmentRow,
  here: store.AssignmentRow[],
  callouts: Map<string, store.CalloutRow>,
): Promise<void> {
  const callout = callouts.get(waiting.calloutId)!;
  if (waiting.aloneAt) await writeChange(ctx, [waiting.id], { alone_at: null });
  await emit(ctx, assignmentEvent('assignment.joined', waiting));
  const own = here.filter((r) => r.calloutId === callout.id).length;
  if (own >= callout.wanted && !callout.closedAt) return;
  const others = here.filter((r) => r.id !== waiting.id).map((r) => r.personId);
  const names = [...(await signsOf(ctx, others)).values()].join(', ');
  await tell(ctx, waiting, callout, 'teamFull', names);
}

/**
 * Somebody who had said yes does not come. The only one left hears to wait; where they have set off already, the desk
 * is alarmed. Two who leave the scene one after the other are no such case.
 */
export async function leaveAlone(ctx: Ctx, left: store.AssignmentRow): Promise<void> {
  const [one, other] = await store.selectSeatedAt(ctx, [left.incidentId]);
  if (!one || other || (left.onSceneAt && one.state === 'on_scene')) return;
  const callout = (await store.selectCallout(ctx, one.calloutId))!;
  if (callout.manner === 'vantage' || (await store.selectAcksOf(ctx, [one.id])).length > 0) return;
  const name = (await signsOf(ctx, [left.personId])).get(left.personId) ?? '';
  const isOut = one.state !== 'accepted';
  if (isOut) {
    await store.updateAssignments(ctx, [one.id], { alone_at: ctx.now });
    await awaitDesk(ctx, 'alone', one, callout);
  } else await stopExpecting(ctx, [one.id]);
  await tell(ctx, one, callout, isOut ? 'aloneOut' : 'aloneHome', name);
  const own = (await signsOf(ctx, [one.personId])).get(one.personId) ?? '';
  const data = { code: callout.code, callSign: own };
  await note(ctx, one.incidentId, isOut ? 'assignment.alone' : 'assignment.waits', { subject: one.id, data });
  await emit(ctx, assignmentEvent('assignment.alone', one));
}

const calloutsOf = async (ctx: Ctx, rows: store.AssignmentRow[]) =>
  new Map(
    (await store.selectCallouts(ctx, [...new Set(rows.map((r) => r.calloutId))])).map((c) => [c.id, c]),
  );

/** To one of a pair, about the other. */
export async function tell(
  ctx: Ctx,
  row: store.AssignmentRow,
  callout: store.CalloutRow,
  key: Extract<Key, 'teamFull' | 'aloneOut' | 'aloneHome' | 'mayWait'>,
  names: string,
): Promise<void> {
  await send(ctx, [
    {
      to: { personId: row.personId },
      body: say(langFor(row), key, { code: callout.code, names }),
      language: row.language,
      purpose: 'team',
      subject: row.id,
      urgent: true,
      drill: callout.drill,
    },
  ]);
}

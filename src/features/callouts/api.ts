import type { Ctx } from '../../platform/context.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { answerTogether } from './batches.ts';
import * as alarms from './commands/alarms.ts';
import { preview } from './commands/candidates.ts';
import * as desk from './commands/desk.ts';
import * as deskAlarms from './commands/desk-alarms.ts';
import * as direct from './commands/direct.ts';
import { done, mustBeMine, readField } from './commands/field.ts';
import * as go from './commands/go.ts';
import { letWait } from './commands/let-wait.ts';
import { replyTo } from './commands/replies.ts';
import * as report from './commands/report.ts';
import { releaseSeat } from './commands/set-off.ts';
import * as standdown from './commands/standdown.ts';
import { startCallout } from './commands/start.ts';
import type { Action } from './contract.ts';
import * as c from './contract.ts';
import { takePicture } from './upload.ts';

const dated = <T extends { at?: string | undefined }>(body: T) => ({
  ...body,
  at: body.at ? new Date(body.at) : null,
});

/** A step of one's own assignment, and the assignment as it is then. */
async function own(ctx: Ctx, assignment: string, action: Action, run: () => Promise<unknown>) {
  await mustBeMine(ctx, assignment);
  await run();
  return done(ctx, assignment, 'noted', { after: action });
}

const deskRoutes: Route[] = [
  serve(c.startCallout, async (ctx, { body }) => {
    await startCallout(ctx, body);
    return desk.readCallout(ctx, body.id);
  }),
  serve(c.listCallouts, async (ctx, { query }) => ({
    items: await desk.listCallouts(ctx, query.incidentId),
  })),
  serve(c.previewCallout, (ctx, { query }) => preview(ctx, query)),
  serve(c.readCallout, (ctx, { params }) => desk.readCallout(ctx, params.id)),
  serve(c.resendCallout, async (ctx, { params }) => {
    await direct.resend(ctx, params.id);
    return desk.readCallout(ctx, params.id);
  }),
  serve(c.closeCallout, async (ctx, { params }) => {
    await direct.close(ctx, params.id);
    return desk.readCallout(ctx, params.id);
  }),
  serve(c.answerFor, async (ctx, { params, body }) => {
    const { outcome, calloutId } = await direct.answerFor(ctx, params.id, { ...body, actId: body.id });
    return { outcome, callout: await desk.readCallout(ctx, calloutId) };
  }),
  serve(c.seatReserve, async (ctx, { params }) =>
    desk.readCallout(ctx, await direct.seatReserve(ctx, params.id)),
  ),
  serve(c.stepFor, async (ctx, { params, body }) =>
    desk.readCallout(ctx, await direct.stepFor(ctx, params.id, body.step, dated(body))),
  ),
  serve(c.letWait, async (ctx, { params }) =>
    desk.readCallout(ctx, (await letWait(ctx, params.id)).calloutId),
  ),
  serve(c.releaseSeat, async (ctx, { params }) =>
    desk.readCallout(ctx, (await releaseSeat(ctx, params.id)).calloutId),
  ),
  serve(c.findFor, async (ctx, { params, body }) =>
    desk.readCallout(ctx, (await report.findFor(ctx, params.id, dated(body))).calloutId),
  ),
  serve(c.needSeen, async (ctx, { params }) =>
    desk.readCallout(ctx, (await alarms.seeNeed(ctx, params.id)).calloutId),
  ),
  serve(c.standDown, async (ctx, { body }) => {
    await standdown.standDown(ctx, body);
    return deskAlarms.readStandDown(ctx, body.id);
  }),
  serve(c.ackStandDown, async (ctx, { params, body }) => {
    await standdown.ackFor(ctx, params.id, body.assignmentId);
    return deskAlarms.readStandDown(ctx, params.id);
  }),
  serve(c.listDebriefs, (ctx, { query }) => deskAlarms.debriefs(ctx, query.incidentId)),
  serve(c.listAlarms, async (ctx) => ({ items: await deskAlarms.alarms(ctx) })),
  serve(c.handleEmergency, async (ctx, { params }) => {
    const { id, handledAt } = await alarms.handleEmergency(ctx, params.id);
    return { id, handledAt: handledAt!.toISOString(), handledBy: ctx.actor.callSign ?? '' };
  }),
];

const fieldRoutes: Route[] = [
  serve(c.readField, (ctx) => readField(ctx)),
  serveCall(c.fieldAnswer, async (call, { params, body }) => {
    const { id: assignmentId } = await call.tx((ctx) => mustBeMine(ctx, params.assignment));
    const { says, etaMinutes, words, said } = body;
    const { at } = dated(body);
    const given = { actId: body.id, assignmentId, says, etaMinutes, words, said, at, actor: call.actor };
    const result = await answerTogether(call, given);
    return call.tx(async (ctx) => {
      const { row, callout } = await direct.orThrow(ctx, assignmentId, result);
      const outcome = result.outcome === 'refused' ? 'noted' : result.outcome;
      return done(ctx, assignmentId, outcome, await replyTo(ctx, row, callout, result));
    });
  }),
  serve(c.fieldConduct, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'conduct', () => go.readConduct(ctx, a, dated(body))),
  ),
  serve(c.fieldEnRoute, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'en-route', () => go.goEnRoute(ctx, a, dated(body))),
  ),
  serve(c.fieldOnScene, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'on-scene', () => go.arrive(ctx, a, dated(body))),
  ),
  serve(c.fieldCheckIn, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'check-in', () => go.checkIn(ctx, a, dated(body))),
  ),
  serve(c.fieldDepart, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'depart', () => go.depart(ctx, a, dated(body))),
  ),
  serve(c.fieldStandDownAck, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'stand-down-ack', () => standdown.ackStandDown(ctx, a, dated(body))),
  ),
  serve(c.fieldToldToMove, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'told-to-move', () => report.toldToMove(ctx, a, dated(body))),
  ),
  serve(c.fieldNote, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'note', () => report.writeNote(ctx, a, dated(body))),
  ),
  serve(c.fieldFinding, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'finding', () => report.find(ctx, a, dated(body))),
  ),
  serve(c.fieldNeed, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'need', () => alarms.need(ctx, a, dated(body))),
  ),
  serve(c.fieldEmergency, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'emergency', () => alarms.raiseEmergency(ctx, a, dated(body))),
  ),
  serve(c.fieldDebrief, (ctx, { params: { assignment: a }, body }) =>
    own(ctx, a, 'debrief', () => report.debrief(ctx, a, dated(body))),
  ),
  serveCall(c.fieldMedia, (call, { params }, request) => takePicture(call, params.assignment, request)),
];

export const routes: Route[] = [...deskRoutes, ...fieldRoutes];

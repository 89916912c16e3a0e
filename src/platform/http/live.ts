import * as z from 'zod/mini';
import type { EventRow } from '../events/index.ts';
import { parseCursor } from '../events/index.ts';
import type { Call } from './call.ts';
import { endpoint } from './endpoint.ts';
import { type Route, serveCall } from './route.ts';

export const followEvents = endpoint({
  method: 'GET',
  path: '/api/v1/events',
  summary: 'Live events as server-sent events, resumable by Last-Event-ID; payloads are pointers',
  unattended: true,
  query: z.object({ face: z.optional(z.enum(['desk', 'field'])) }),
  out: z.any(),
});

/** Who may learn of what; given by the composition root. */
export interface Viewing {
  /** Whether this viewer may learn of this event. */
  maySee(call: Call, event: EventRow): boolean;
  /** Whether an event may have changed what this viewer may see, or whether they may see anything. */
  concerns(call: Call, event: EventRow): boolean;
}

const heartbeatMs = 15_000;
/** How late the end of a session by time alone is noticed, in milliseconds; asked of the clock, not the database. */
const lookMs = 2_000;
/** Bytes. Whoever reads more slowly than things happen is let go and resumes, instead of filling the memory. */
const mostUnread = 1_000_000;

const frame = (e: EventRow) =>
  `id: ${e.cursor}\ndata: ${JSON.stringify({ kind: e.kind, subject: e.subject, actor: e.actor, data: e.data, at: e.at })}\n\n`;

/**
 * The stream. It ends with the connection, when the server stops, and with the session: at once when that is ended or
 * its member is removed, within seconds when its time is over.
 */
export const liveRoute = ({ maySee, concerns }: Viewing): Route =>
  serveCall(followEvents, async (call, _parsed, request, reply) => {
    const said = String(request.headers['last-event-id'] ?? '');
    const { clock } = call.services;
    const feed = await call.services.feed(call.network.id);
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'content-security-policy': "default-src 'none'",
    });
    out.write(': welcome\n\n');

    let viewer = call;
    /**
     * Identifies the viewer anew, lets them go where the session is no more, and tells them where they may do other things
     * than before: a shift ends by time alone. Nothing is sent meanwhile.
     */
    const lookAgain = async () => {
      const before = JSON.stringify(viewer.actor.roles);
      viewer = await call.again!();
      if (viewer.actor.kind !== 'person') out.end();
      else if (JSON.stringify(viewer.actor.roles) !== before)
        out.write(`data: ${JSON.stringify({ kind: 'session.changed' })}\n\n`);
    };
    const give = async (events: EventRow[]) => {
      let text = '';
      for (const event of events) {
        if (concerns(viewer, event)) await lookAgain();
        if (out.writableEnded || out.destroyed) return;
        if (maySee(viewer, event)) text += frame(event);
      }
      if (text) out.write(text);
      if (out.writableLength > mostUnread) out.destroy();
    };
    let turn = Promise.resolve();
    // What fails here has no answer to give: the viewer comes back and resumes.
    const inTurn = (work: () => Promise<void>) => {
      turn = turn.then(work).catch(() => void out.destroy());
    };

    const heartbeat = setInterval(() => out.write(': still here\n\n'), heartbeatMs);
    const look = setInterval(() => {
      if (viewer.until && viewer.until <= clock.now()) inTurn(lookAgain);
    }, lookMs);
    let unfollow = () => {};
    out.on('close', () => {
      clearInterval(heartbeat);
      clearInterval(look);
      unfollow();
    });
    try {
      unfollow = await feed.follow(parseCursor(said) ? said : null, (events) => inTurn(() => give(events)));
    } catch {
      out.destroy();
    }
    if (out.destroyed) unfollow();
    return reply;
  });

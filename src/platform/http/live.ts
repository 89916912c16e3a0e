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
  query: z.object({ face: z.optional(z.enum(['desk', 'field'])) }),
  out: z.any(),
});

/** Whether this viewer may learn of this event; given by the composition root. */
export type MaySee = (call: Call, event: EventRow) => boolean;

const heartbeatMs = 15_000;
/** Bytes. Whoever reads more slowly than things happen is let go and resumes, instead of filling the memory. */
const mostUnread = 1_000_000;

const frame = (e: EventRow) =>
  `id: ${e.cursor}\ndata: ${JSON.stringify({ kind: e.kind, subject: e.subject, actor: e.actor, data: e.data, at: e.at })}\n\n`;

/** The stream; it ends with the connection, with the session's loss at the next reconnect, or when the server stops. */
export const liveRoute = (maySee: MaySee): Route =>
  serveCall(followEvents, async (call, _parsed, request, reply) => {
    const said = String(request.headers['last-event-id'] ?? '');
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
    const heartbeat = setInterval(() => out.write(': still here\n\n'), heartbeatMs);
    let unfollow = () => {};
    out.on('close', () => {
      clearInterval(heartbeat);
      unfollow();
    });
    try {
      unfollow = await feed.follow(parseCursor(said) ? said : null, (events) => {
        const seen = events.filter((e) => maySee(call, e));
        if (seen.length > 0) out.write(seen.map(frame).join(''));
        if (out.writableLength > mostUnread) out.destroy();
      });
    } catch {
      // It has begun, so there is no answer to give: the viewer comes back and resumes.
      out.destroy();
    }
    if (out.destroyed) unfollow();
    return reply;
  });

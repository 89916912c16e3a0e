import { connected, connection, disconnected } from './kit/connection.ts';
import { refresh } from './kit/query.ts';

/** Which addresses an event makes stale, by the beginning of its kind. */
const stale: [prefix: string, ...paths: string[]][] = [
  ['call.', '/api/v1/calls', '/api/v1/presence'],
  ['presence.', '/api/v1/calls', '/api/v1/presence'],
  ['duty.', '/api/v1/presence', '/api/v1/me/', '/api/v1/shifts', '/api/v1/handovers'],
  ['handover.', '/api/v1/handovers', '/api/v1/me/handover', '/api/v1/incidents'],
  ['report.', '/api/v1/reports', '/api/v1/incidents', '/api/v1/hotline'],
  ['thread.', '/api/v1/threads'],
  ['call.restricted', '/api/v1/intakes'],
  ['report.message_moved', '/api/v1/threads'],
  ['callback.', '/api/v1/callbacks'],
  ['reading.', '/api/v1/threads/:id'],
  ['message.', '/api/v1/threads/:id'],
  ['incident.', '/api/v1/incidents', '/api/v1/reports'],
  ['callout.', '/api/v1/callouts', '/api/v1/incidents', '/api/v1/alarms'],
  ['assignment.', '/api/v1/callouts', '/api/v1/incidents', '/api/v1/alarms'],
  ['standdown.', '/api/v1/callouts', '/api/v1/incidents', '/api/v1/alarms'],
  ['emergency.', '/api/v1/callouts', '/api/v1/incidents', '/api/v1/alarms'],
  ['escalation.', '/api/v1/escalations', '/api/v1/escalation-policies'],
  ['shift.', '/api/v1/shifts', '/api/v1/rota', '/api/v1/session', '/api/v1/calls', '/api/v1/presence'],
  ['session.', '/api/v1/access', '/api/v1/session'],
  ['role.', '/api/v1/session', '/api/v1/people', '/api/v1/sign-in-rules'],
  ['stop.', '/api/v1/stops', '/api/v1/callouts'],
  ['intake.', '/api/v1/intakes', '/api/v1/legal'],
  ['complaint.', '/api/v1/complaints'],
  ['person.', '/api/v1/complaints', '/api/v1/suspensions', '/api/v1/applicants'],
  ['applica', '/api/v1/applicants', '/api/v1/likenesses'],
  ['alarm.', '/api/v1/people-alarms'],
  ['canary.', '/api/v1/canaries'],
  ['export.', '/api/v1/exports'],
  ['drill.', '/api/v1/drills'],
  ['keys.', '/api/v1/keys'],
  ['hold.', '/api/v1/holds', '/api/v1/retention'],
  ['waking.', '/api/v1/wakings'],
  ['meeting.', '/api/v1/meetings'],
  ['team.', '/api/v1/teams'],
  ['need.', '/api/v1/needs'],
  ['channel.', '/api/v1/channels'],
  ['safety.', '/api/v1/channels'],
  ['retention.', '/api/v1/retention'],
];

const waiting = new Set<string>();
/** A burst of events (a stand-down reaches eight people) is one fetch; in a storm there are two a second. */
const burstMs = 150;
const stormMs = 500;
let flushedAt = 0;

function onEvent(message: MessageEvent<string>) {
  const { kind } = JSON.parse(message.data) as { kind: string };
  if (waiting.size === 0) setTimeout(flush, Math.max(burstMs, flushedAt + stormMs - performance.now()));
  for (const [prefix, ...paths] of stale)
    if (kind.startsWith(prefix)) for (const path of paths) waiting.add(path);
}

function flush() {
  const paths = [...waiting];
  waiting.clear();
  if (paths.length === 0) return;
  flushedAt = performance.now();
  void refresh(...paths);
}

const againMs = 3_000;

/** Follows the network's events until the returned function is called. The browser resumes by Last-Event-ID. */
export function followEvents(): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/v1/events?face=desk');
    source.onopen = () => {
      // What was read before the stream stood, or missed while nothing came through, is read anew: a stream begins with now.
      if (connection.get() !== 'online') void refresh('/api/');
      connected();
    };
    source.onmessage = onEvent;
    source.onerror = () => {
      disconnected();
      // The server ends it with the session: what says so is asked now, and not when somebody next does something.
      void refresh('/api/v1/access');
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, againMs);
    };
  };
  const offline = () => disconnected();
  // A stream that outlived the gap does not say so: it is opened anew.
  const online = () => {
    clearTimeout(timer);
    source?.close();
    open();
  };
  window.addEventListener('offline', offline);
  window.addEventListener('online', online);
  open();
  return () => {
    clearTimeout(timer);
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', online);
    source?.close();
  };
}

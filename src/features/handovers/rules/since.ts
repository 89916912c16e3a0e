/** What is known of one incident to which something happened. */
export interface IncidentFact {
  id: string;
  number: number;
  place: string;
  verification: 'unverified' | 'checking' | 'confirmed' | 'not_confirmed';
  response: 'none' | 'called_out' | 'responding' | 'watching' | 'concluded';
  isOver: boolean;
  /** Entries of its timeline since then, the oldest first. */
  entries: readonly { kind: string; at: Date }[];
}

export interface Facts {
  since: Date;
  incidents: readonly IncidentFact[];
  reports: { came: number; wait: number };
  calls: { missed: number; messages: number };
  threads: number;
  callbacks: number;
  /** Call signs of who has a shift and has not come. */
  missed: readonly string[];
}

export type LineKey =
  | 'emergency'
  | 'stoodDown'
  | 'missedCheckIn'
  | 'out'
  | 'reportsWait'
  | 'confirmed'
  | 'notCome'
  | 'checking'
  | 'opened'
  | 'threads'
  | 'callbacks'
  | 'missedCalls'
  | 'messages'
  | 'notConfirmed'
  | 'over'
  | 'touched'
  | 'reports'
  | 'more'
  | 'quiet';

export interface Line {
  key: LineKey;
  params: Record<string, string | number>;
  at: Date | null;
  incidentId: string | null;
}

/** Most important first; what belongs to people in danger before everything. */
const order: LineKey[] = [
  'emergency',
  'stoodDown',
  'missedCheckIn',
  'out',
  'reportsWait',
  'confirmed',
  'notCome',
  'checking',
  'opened',
  'threads',
  'callbacks',
  'missedCalls',
  'messages',
  'notConfirmed',
  'over',
  'touched',
  'reports',
  'more',
  'quiet',
];

const isOut = new Set(['called_out', 'responding', 'watching']);

/** The one thing to know of an incident, and when it became so. */
function keyOf({ entries, verification, response, isOver }: IncidentFact): [LineKey, Date] {
  const last = entries.at(-1)!.at;
  const when = (...kinds: string[]) => entries.findLast((e) => kinds.includes(e.kind))?.at;
  const emergency = when('assignment.emergency');
  if (emergency) return ['emergency', emergency];
  const stoodDown = when('standdown.sent');
  if (stoodDown && !isOver) return ['stoodDown', stoodDown];
  if (isOver) return verification === 'not_confirmed' ? ['notConfirmed', last] : ['over', last];
  const missed = when('assignment.missed');
  const seen = when('assignment.check-in', 'assignment.depart');
  if (missed && (!seen || seen < missed)) return ['missedCheckIn', missed];
  if (isOut.has(response)) return ['out', when('assignment.on-scene', 'callout.started') ?? last];
  if (verification === 'confirmed') return ['confirmed', when('confirmed') ?? last];
  if (verification === 'not_confirmed') return ['notConfirmed', when('not_confirmed') ?? last];
  if (verification === 'checking') return ['checking', when('checking') ?? last];
  const opened = when('opened');
  return opened ? ['opened', opened] : ['touched', last];
}

/**
 * What happened since somebody was last here, in at most `most` lines: the most important first, of equal weight the newest.
 * What does not fit is counted in the last.
 */
export function linesSince(facts: Facts, most = 10): Line[] {
  const plain = (key: LineKey, n: number): Line[] =>
    n > 0 ? [{ key, params: { n }, at: null, incidentId: null }] : [];
  const lines = [
    ...facts.incidents
      .filter((i) => i.entries.length > 0)
      .map((i): Line => {
        const [key, at] = keyOf(i);
        return { key, at, incidentId: i.id, params: { number: i.number, place: i.place } };
      }),
    ...plain('reportsWait', facts.reports.wait),
    ...plain('threads', facts.threads),
    ...plain('callbacks', facts.callbacks),
    ...plain('missedCalls', facts.calls.missed),
    ...plain('messages', facts.calls.messages),
    ...(facts.missed.length > 0
      ? [{ key: 'notCome' as const, params: { who: facts.missed.join(', ') }, at: null, incidentId: null }]
      : []),
    ...plain('reports', facts.reports.came),
  ].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key) || +(b.at ?? 0) - +(a.at ?? 0));
  if (lines.length === 0) return [{ key: 'quiet', params: {}, at: facts.since, incidentId: null }];
  if (lines.length <= most) return lines;
  const left = lines.length - most + 1;
  return [...lines.slice(0, most - 1), { key: 'more', params: { n: left }, at: null, incidentId: null }];
}

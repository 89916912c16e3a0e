import { useMemo } from 'react';
import { type Alarm, type Callout, listCallouts } from '../../features/callouts/contract.ts';
import { useAlarms } from '../../features/callouts/desk/alarms.tsx';
import { listReports, type Match, type Report } from '../../features/hotline/contract.ts';
import { matchesOf } from '../../features/hotline/desk/matching.ts';
import { wholeReport } from '../../features/hotline/rules.ts';
import { type Incident, listIncidents } from '../../features/incidents/contract.ts';
import { useThreads } from '../../features/threads/desk/badge.tsx';
import type { Head } from '../../features/threads/desk/words.ts';
import { useNow } from '../kit/now.ts';
import { useCall } from '../kit/query.ts';

export interface BoardData {
  reports: Report[];
  restricted: number;
  throttled: number;
  incidents: Incident[];
  callouts: Callout[];
  alarms: Alarm[];
  /** New and claimed ones: what is happening now first, those queued apart last, else as they came. */
  incoming: Report[];
  checking: Incident[];
  out: Incident[];
  matches: Map<string, Match[]>;
  threads: Head[];
}

const isIncoming = ({ state }: Report) =>
  state === 'new' || state === 'claimed' || state === 'needs_information';
const urgency = (report: Report) => (report.queue === 'throttled' ? 2 : report.tense === 'now' ? 0 : 1);

/** Decided and founded, or somebody was called out: it is under "out" until it is concluded. */
const isOut = (incident: Incident) =>
  incident.verification === 'confirmed' ||
  (incident.verification === 'not_confirmed' && incident.response !== 'none');

/** Matching every open report weighs a few hundred pairs: once a minute besides when data changes. */
const matchEveryMs = 60_000;

/** Everything that the board shows, kept fresh by live events; `withApart` also what floods and bans queued apart. */
export function useBoard(withApart: boolean) {
  const reports = useCall(listReports, { query: { open: '1' } });
  const apart = useCall(listReports, { query: { open: '1', queue: 'throttled' } }, { enabled: withApart });
  const incidents = useCall(listIncidents, { query: { open: '1' } });
  const callouts = useCall(listCallouts, { query: { open: '1' } });
  const alarms = useAlarms();
  const threads = useThreads();
  const minute = Math.floor(useNow().getTime() / matchEveryMs);

  const data = useMemo((): BoardData | null => {
    if (!reports.data || !incidents.data) return null;
    const open = incidents.data.items.filter(({ mergedInto, concludedAt }) => !mergedInto && !concludedAt);
    const others = withApart ? (apart.data?.items ?? []) : [];
    const known = new Set(reports.data.items.map(({ id }) => id));
    const all = [...reports.data.items, ...others.filter(({ id }) => !known.has(id))].map((r) =>
      wholeReport(r),
    );
    const incoming = all
      .filter(isIncoming)
      .sort((a, b) => urgency(a) - urgency(b) || (a.receivedAt < b.receivedAt ? -1 : 1));
    const now = new Date(minute * matchEveryMs);
    return {
      reports: all,
      restricted: reports.data.restricted,
      throttled: reports.data.throttled,
      incidents: open,
      callouts: callouts.data?.items ?? [],
      alarms: alarms.data?.items ?? [],
      incoming,
      checking: open.filter((incident) => !isOut(incident)),
      out: open.filter(isOut),
      matches: new Map(incoming.map((report) => [report.id, matchesOf(report, open, all, now)])),
      threads,
    };
  }, [reports.data, apart.data, withApart, incidents.data, callouts.data, alarms.data, threads, minute]);

  return { data, error: reports.error ?? incidents.error, again: () => void reports.refetch() };
}
